import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';

const site = ['--base-url', 'https://example.org/'];
const on = (day: number) => ['--now', `2026-11-${day}T08:00:00Z`];
const article = (title: string, body: string) => `---\ntitle: ${title}\ndate: 2026-01-01\n---\n${body}\n`;
const first = article('Strait', 'Ships wait.');
const second = article('Strait reopens', 'Ships sail.');

/** An article that was published, rewritten, moved, taken away and brought back. */
async function withPast(): Promise<Workplace> {
  const made = new Workplace({ 'articles/strait.md': first, 'articles/other.md': article('Other', 'Words.') });
  await made.hayloft(['build', ...site, ...on(10)]);
  made.write('articles/strait.md', second);
  await made.hayloft(['build', ...site, ...on(11)]);
  made.delete('articles/strait.md');
  made.write('articles/2026/strait.md', second);
  await made.hayloft(['build', ...site, ...on(12)]);
  made.delete('articles/2026/strait.md');
  await made.hayloft(['build', ...site, ...on(13)]);
  return made;
}

const eventsOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('hayloft history', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await withPast();
  });
  afterAll(() => place.remove());

  it('tells of an entry what happened to it, named by any path it had or by its id', async () => {
    const byPath = await place.hayloft(['history', 'articles/2026/strait.md', ...site]);
    expect(byPath).toMatchObject({ code: 0, stderr: '' });
    expect(byPath.stdout).toMatch(/^Strait reopens is withdrawn\n/);
    expect(byPath.stdout).toMatch(
      /10T08:00:00Z +published +[0-9a-f]{12} +Strait\n.*11T08:00:00Z +revised +[0-9a-f]{12} +Strait reopens\n.*12T08:00:00Z +moved +to 2026\/strait\.md\n.*13T08:00:00Z +withdrawn +its file was gone\n/,
    );
    const [, id = ''] = / id +(\S+)/.exec(byPath.stdout) ?? [];
    for (const name of ['articles/strait.md', join(place.folder, 'articles/strait.md'), '2026/strait.md', id]) {
      expect((await place.hayloft(['history', name, ...site])).stdout).toBe(byPath.stdout);
    }
  });

  it('prints each version as it was, byte for byte', async () => {
    const told = await place.hayloft(['history', 'articles/strait.md', ...site, '--json']);
    const versions = eventsOf(told.stdout).filter(({ content_hash: hash }) => hash !== undefined);
    expect(versions).toMatchObject([
      { event: 'happening', what: 'published', title: 'Strait', kept: true },
      { event: 'happening', what: 'revised', title: 'Strait reopens', kept: true },
    ]);
    const show = async (digits: string) =>
      (await place.hayloft(['history', 'articles/strait.md', ...site, '--show', digits])).stdout;
    expect(await show(versions[0].content_hash.slice(0, 6))).toBe(first);
    expect(await show(versions[0].file_hash)).toBe(first);
    expect(await show(versions[1].content_hash.slice(0, 12).toUpperCase())).toBe(second);
  });

  it('says of a version whose file is lost, or was changed, that it cannot be printed', async () => {
    const told = await place.hayloft(['history', 'articles/strait.md', ...site, '--json']);
    const { file_hash: hash } = eventsOf(told.stdout).find(({ what }) => what === 'published');
    const kept = `.hayloft/versions/${hash.slice(0, 2)}/${hash.slice(2)}.md`;
    expect(readFileSync(join(place.folder, kept), 'utf8')).toBe(first);

    place.write(kept, 'forged');
    const changed = await place.hayloft(['history', 'articles/strait.md', ...site, '--show', hash]);
    expect(changed).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`${kept} was changed`) });
    place.delete(kept);
    const lost = await place.hayloft(['history', 'articles/strait.md', ...site, '--show', hash]);
    expect(lost).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`there is no ${kept}`) });
    const listed = await place.hayloft(['history', 'articles/strait.md', ...site]);
    expect(listed.stdout).toMatch(/ Strait {2}\(its file is not kept\)\n/);
    place.write(kept, first);
  });

  it.each([
    [['articles/striat.md'], 'did you mean "strait.md"?'],
    [['articles/other.md', '--show', 'abc'], 'at least its first 6 digits'],
    [['articles/other.md', '--show', '000000000000'], 'no version of'],
    [['articles/other.md', '--show', '000000', '--json'], 'cannot be used with'],
  ])('is told what is wrong with %j', async (args, problem) => {
    const ended = await place.hayloft(['history', ...args, ...site]);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(problem) });
  });
});

describe('--state', () => {
  let place: Workplace;
  afterEach(() => place.remove());

  it('is where the archive lies, wherever the configuration says it does', async () => {
    place = new Workplace({ 'articles/a.md': first });
    const args = ['build', ...site, ...on(10)];
    expect((await place.hayloft([...args, '--state', 'lasting'])).code).toBe(0);
    expect(readdirSync(join(place.folder, 'lasting'))).toContain('ledger.jsonl');
    expect(readdirSync(place.folder)).not.toContain('.hayloft');
    const told = await place.hayloft(['history', 'articles/a.md', ...site, '--state', 'lasting']);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining('Strait is published') });
  });

  it('cannot be what is served', async () => {
    place = new Workplace({ 'articles/a.md': first });
    const ended = await place.hayloft(['build', ...site, ...on(10), '--state', 'output/state']);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('lies in the output folder') });
  });
});

describe('--accept', () => {
  let place: Workplace;
  afterEach(() => place.remove());

  it('publishes what the guard refuses', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `articles/${i}.md`);
    place = new Workplace(Object.fromEntries(names.map((name) => [name, article(name, `Words of ${name}.`)])));
    await place.hayloft(['build', ...site, ...on(10)]);
    const index = () => readFileSync(join(place.folder, 'output/index.json'), 'utf8');
    const before = index();
    for (const name of names.slice(0, 20)) rmSync(join(place.folder, name));

    for (const command of ['build', 'check']) {
      const refused = await place.hayloft([command, ...site, ...on(11)]);
      expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('--accept') });
      expect(index()).toBe(before);
    }
    expect((await place.hayloft(['check', ...site, ...on(11), '--accept'])).code).toBe(0);
    expect(index()).toBe(before);
    expect((await place.hayloft(['build', ...site, ...on(11), '--accept'])).code).toBe(0);
    expect(index()).not.toBe(before);
    expect((await place.hayloft(['build', ...site, ...on(12)])).code).toBe(0);
  });
});
