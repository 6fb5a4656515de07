import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';

const at = ['--now', '2026-11-24T08:00:00Z'];
const site = ['--base-url', 'https://example.org/'];
const article = (front: string, body = 'Some words.') => `---\n${front}\n---\n${body}\n`;

let place: Workplace;
afterEach(() => place.remove());

const filesOf = (folder: string) => (readdirSync(folder, { recursive: true }) as string[]).sort();

describe('a new user', () => {
  it('gets from nothing to feeds with init and build, and a second build writes nothing', async () => {
    place = new Workplace();
    const init = await place.hayloft(['init', ...site, ...at]);
    expect(init).toMatchObject({ code: 0, stderr: '' });
    expect(init.stdout).toContain('hayloft.config.yaml');
    expect(readFileSync(join(place.folder, 'hayloft.config.yaml'), 'utf8')).toContain('siteId: "example.org,2026"');

    const first = await place.hayloft(['build', ...at]);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('1 article published in output/');
    expect(first.stdout).toContain('https://example.org/rss.xml');

    const rss = join(place.folder, 'output/rss.xml');
    const before = statSync(rss, { bigint: true }).mtimeNs;
    const second = await place.hayloft(['build', ...at]);
    expect(second.stdout).toMatch(/documents +\d+ unchanged\n/);
    expect(statSync(rss, { bigint: true }).mtimeNs).toBe(before);
  });

  it('loses nothing by a second init', async () => {
    place = new Workplace();
    await place.hayloft(['init', ...at]);
    const config = readFileSync(join(place.folder, 'hayloft.config.yaml'), 'utf8');
    place.write('articles/welcome.md', 'mine');
    const again = await place.hayloft(['init', ...at]);
    expect(again.code).toBe(0);
    expect(again.stdout.match(/was there already/g)).toHaveLength(4);
    expect(readFileSync(join(place.folder, 'hayloft.config.yaml'), 'utf8')).toBe(config);
    expect(readFileSync(join(place.folder, 'articles/welcome.md'), 'utf8')).toBe('mine');
  });

  it('is told how to begin where there are no articles', async () => {
    place = new Workplace();
    const ended = await place.hayloft(['build']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('hayloft init');
    expect(filesOf(place.folder)).toEqual([]);
  });

  it('gets help without a command, and the meant word for a mistyped one', async () => {
    place = new Workplace();
    expect(await place.hayloft([])).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: hayloft') });
    expect(await place.hayloft(['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect(await place.hayloft(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(await place.hayloft(['biuld'])).toMatchObject({ code: 2, stderr: expect.stringContaining('build') });
    expect(await place.hayloft(['build', '--outptu', 'x'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--output'),
    });
  });
});

describe('the exit code', () => {
  it('is 1 where an article is left out, and the others are published', async () => {
    place = new Workplace({
      'articles/good.md': article('title: Good\ndate: 2026-01-01'),
      'articles/bad.md': article('title: Bad\ndate: 2024-02-31'),
    });
    const ended = await place.hayloft(['build', ...site, ...at]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /^articles\/bad\.md:3:7 error front-matter\/bad-date "2024-02-31" is not a calendar day\n/,
    );
    expect(ended.stderr).toContain('    date: 2024-02-31\n          ^^^^^^^^^^\n    hint: ');
    expect(readFileSync(join(place.folder, 'output/rss.xml'), 'utf8')).toContain('Good');
  });

  it('is 0 for drafts and articles dated later, which are counted', async () => {
    place = new Workplace({
      'articles/now.md': article('title: Now\ndate: 2026-01-01'),
      'articles/draft.md': article('title: Draft\ndate: 2026-01-01\ndraft: true'),
      'articles/later.md': article('title: Later\ndate: 2027-01-01'),
    });
    const ended = await place.hayloft(['check', '--strict', ...site, ...at]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('1 article would be published, 0 left out, 2 held back');
    expect(existsSync(join(place.folder, 'output'))).toBe(false);
  });

  it('is 1 for a warning only with --strict', async () => {
    place = new Workplace({ 'articles/a.md': article('title: A\ndate: 2026-01-01') });
    expect(await place.hayloft(['check', ...at])).toMatchObject({ code: 0 });
    expect(await place.hayloft(['check', '--strict', ...at])).toMatchObject({ code: 1 });
  });

  it('is 2 for a wrong configuration, with its place, and nothing is touched', async () => {
    place = new Workplace({
      'articles/a.md': article('title: A\ndate: 2026-01-01'),
      'hayloft.config.yaml': 'title: T\nbaseURL: https://example.org/\n',
    });
    const ended = await place.hayloft(['build', ...at]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^hayloft\.config\.yaml:2:1 error config\/unknown-key/);
    expect(existsSync(join(place.folder, 'output'))).toBe(false);
  });

  it('is 3 where the output holds what is not ours, and it stays as it was', async () => {
    place = new Workplace({ 'articles/a.md': article('title: A\ndate: 2026-01-01'), 'output/thesis.txt': 'mine' });
    const ended = await place.hayloft(['build', ...site, ...at]);
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('nothing was written');
    expect(filesOf(join(place.folder, 'output'))).toEqual(['thesis.txt']);
  });

  it.each([
    [['check', '--now', 'yesterday']],
    [['check', '--articles', 'a-file']],
    [['check', '--articles', 'nowhere']],
    [['check', '--timezone', 'Lisbon']],
    [['explain', 'nowhere.md']],
    [['explain', 'a-file']],
    [['explain', 'x'.repeat(5000)]],
    [['import']],
    [['import', 'nowhere.txt']],
    [['import', 'articles']],
    [['import', 'articles/a.md']],
    [['import', 'a-file', '--date', '2024-02-31']],
    [['import', 'a-file', '--language', 'Klingonese']],
    [['init', 'a-file']],
    [['init', '--base-url', 'example.org']],
  ])('is 2 for %j, which writes nothing', async (args) => {
    place = new Workplace({ 'articles/a.md': article('title: A\ndate: 2026-01-01'), 'a-file': 'Some words.' });
    const before = filesOf(place.folder);
    const ended = await place.hayloft(args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).not.toBe('');
    expect(ended.stderr).not.toContain('    at ');
    expect(filesOf(place.folder)).toEqual(before);
  });
});

describe('the moment of a run', () => {
  it('is taken from SOURCE_DATE_EPOCH where --now says nothing', async () => {
    place = new Workplace({ 'articles/a.md': article('title: A\ndate: 2026-01-01') });
    const env = { SOURCE_DATE_EPOCH: '1700000000' };
    const held = await place.hayloft(['check', ...site], { env });
    const publishing = (words: string) => ({ code: 0, stderr: '', stdout: expect.stringContaining(words) });
    expect(held).toMatchObject(publishing('0 articles would be published, 0 left out, 1 held back'));
    const asked = await place.hayloft(['check', ...site, ...at], { env });
    expect(asked).toMatchObject(publishing('1 article would be published'));
  });
});

describe('explain', () => {
  it('says id, date, source, tags and feeds of an article, and where each comes from', async () => {
    place = new Workplace({
      'articles/a.md': article(
        'title: A\ndate: 2026-01-02\ntags: [c++]\nsource: Observador',
        '<script>x</script> Words.',
      ),
      'articles/b.md': article('title: B\ndate: 2026-01-03'),
    });
    const ended = await place.hayloft(['explain', 'articles/a.md', ...site, ...at]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('articles/a.md is published');
    expect(ended.stdout).toMatch(/id +tag:example\.org,2026:\S+ {2}\(path\)/);
    expect(ended.stdout).toMatch(/published +2026-01-02T00:00:00Z {2}\(front matter "date"; a day, without a time\)/);
    expect(ended.stdout).toMatch(/main +number 2 of 2 {2}https:\/\/example\.org\/rss\.xml/);
    expect(ended.stdout).toMatch(/sources\/observador +number 1 of 1/);
    expect(ended.stdout).toMatch(/tags\/c-plus-plus-\w+ +number 1 of 1/);
    expect(ended.stdout).toContain('note content/removed');
    expect(existsSync(join(place.folder, 'output'))).toBe(false);
  });

  it('names the feeds of an article also where a build would be refused', async () => {
    place = new Workplace({ 'articles/a.md': article('title: A\ndate: 2026-01-02'), 'output/mine.txt': '' });
    const ended = await place.hayloft(['explain', 'articles/a.md', ...site, ...at]);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/main +number 1 of 1/) });
  });

  it('says why an article is held or left out', async () => {
    place = new Workplace({
      'articles/draft.md': article('title: A\ndate: 2026-01-02\ndraft: true'),
      'articles/bad.md': article('title: A\ndate: someday'),
    });
    const held = await place.hayloft(['explain', 'articles/draft.md', ...site, ...at]);
    expect(held).toMatchObject({ code: 0, stdout: expect.stringContaining('held/draft') });
    const bad = await place.hayloft(['explain', join(place.folder, 'articles/bad.md'), ...site, ...at]);
    expect(bad).toMatchObject({ code: 1, stdout: expect.stringContaining('front-matter/bad-date') });
  });
});

describe('import', () => {
  const clipping = [
    'Read our live blog of the regatta here',
    'The harbour will be closed to all traffic on Sunday while the boats go out, the city said.',
    'A *new* line was painted [today].',
    'Source: Harbour News',
  ].join('\n');

  it('makes an article of a clipping that then stands in the feeds of its source', async () => {
    place = new Workplace({ 'clip.txt': clipping });
    const ended = await place.hayloft(['import', 'clip.txt', '--date', '2026-03-01', '--tags', 'sea,c++', ...at]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('Read our live blog of the regatta here');
    const [name] = readdirSync(join(place.folder, 'articles')) as [string];
    expect(name).toMatch(/^2026-03-01-the-harbour-.*\.md$/);

    expect(await place.hayloft(['build', ...site, ...at])).toMatchObject({ code: 0, stderr: '' });
    const feed = JSON.parse(readFileSync(join(place.folder, 'output/sources/harbour-news/feed.json'), 'utf8'));
    expect(feed.items).toHaveLength(1);
    expect(feed.items[0]).toMatchObject({ date_published: '2026-03-01T00:00:00Z', tags: ['sea', 'c++'] });
    expect(feed.items[0].content_html).toContain('<p>A *new* line was painted [today].</p>');
    expect(feed.items[0].content_html).not.toMatch(/live blog|Source:/);
  });

  it('dates a clipping today in the configured zone where no date is given, and says so', async () => {
    place = new Workplace();
    const args = ['import', '-', '--timezone', 'Asia/Tokyo', '--now', '2026-11-24T20:00:00Z'];
    const ended = await place.hayloft(args, { stdin: clipping });
    expect(ended.stdout).toMatch(/date +2026-11-25 {2}\(today/);
  });

  it('writes the same text once, another of the same day and title beside it, and over nothing', async () => {
    place = new Workplace({ 'clip.txt': clipping });
    const args = ['import', '-', '--title', 'T', '--json', ...at];
    const paths: string[] = [];
    for (const stdin of ['One.', 'One.', 'Two.', 'Two.']) {
      const { code, stdout } = await place.hayloft(args, { stdin });
      expect(code).toBe(0);
      const { path, change } = JSON.parse(stdout);
      paths.push(`${change} ${path}`);
    }
    expect(paths).toEqual([
      'new articles/2026-11-24-t.md',
      'unchanged articles/2026-11-24-t.md',
      'new articles/2026-11-24-t-2.md',
      'unchanged articles/2026-11-24-t-2.md',
    ]);
    expect(readFileSync(join(place.folder, 'articles/2026-11-24-t.md'), 'utf8')).toContain('\nOne.\n');
  });

  it('goes on after a file that is none, and ends with 1', async () => {
    place = new Workplace({ 'clip.txt': clipping, 'page.html': '<!doctype html><p>x' });
    const ended = await place.hayloft(['import', 'page.html', 'nowhere.txt', 'clip.txt', ...at]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('page.html error import/not-plain-text');
    expect(readdirSync(join(place.folder, 'articles'))).toHaveLength(1);
  });
});
