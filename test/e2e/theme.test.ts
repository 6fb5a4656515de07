import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findings } from '../site/html-validate.ts';
import { type Ended, program, Workplace } from './hayloft.ts';
import { StartedJob } from './job.ts';
import { remembered, tree } from './tree.ts';

const article = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-01\ntags: [hay]\n---\nWords of ${title}.\n`;

const config = 'baseUrl: https://example.org/\nsiteId: example.org,2026\nschedule: false\npages: { theme: looks }\n';

let place: Workplace;
afterEach(() => place.remove());

/** A site with a theme, which was built. */
async function built(theme: Readonly<Record<string, string>>): Promise<Ended> {
  const looks = Object.entries(theme).map(([name, text]) => [`looks/${name}`, text]);
  place = new Workplace({
    'hayloft.config.yaml': config,
    'articles/a.md': article('A'),
    'articles/b.md': article('B'),
    ...Object.fromEntries(looks),
  });
  return run();
}

const run = (...args: string[]) => place.hayloft(['build', ...args]);
const page = (path: string) => readFile(join(place.folder, 'output', path), 'utf8');
const documents = async () => {
  const lines = (await run('--json')).stdout.trim().split('\n');
  return JSON.parse(lines.at(-1) as string).documents;
};

const shoutedWith = (sign: string) => `export const shout = (t) => t + '${sign}';`;

const shouting = `
  import { shout } from './parts/shout.js';
  export default ({ html, theme }) => ({
    card: ({ entry, href }) => html\`<li><a href="\${href}">\${shout(entry.title)}</a></li>\`,
    layout: (page, site) => page.kind === 'article' ? html\`<!DOCTYPE html><p>Mine\${page.main}\` : theme.layout(page, site),
    stylesheet: (ours) => ours + '.ours{}',
  });
`;

describe('a theme', () => {
  it('takes the place of what it replaces, and of nothing else', async () => {
    expect(await built({ 'theme.js': shouting, 'parts/shout.js': shoutedWith('!') })).toMatchObject({
      code: 0,
      stderr: '',
    });
    const front = await page('index.html');
    expect(front).toContain('<li><a href="articles/a.html">A!</a></li>');
    expect(front).toMatch(/^<!DOCTYPE html>\n<html lang="en"/);
    expect(front).toContain('.ours{}</style>');
    expect(await page('articles/a.html')).toMatch(/^<!DOCTYPE html><p>Mine<article/);
  });

  it('is a stylesheet alone, which stands behind ours and is the one that the policy allows', async () => {
    await built({ 'style.css': 'body { color: teal } a::after { content: "</style>" }' });
    const front = await page('index.html');
    const [, style = ''] = /<style>([^<]*(?:<(?!\/style>)[^<]*)*)<\/style>/.exec(front) ?? [];
    expect(style).toMatch(/body \{ color: teal \} a::after \{ content: "<\\\/style>" \}$/);
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(style));
    expect(front).toContain(`style-src &#39;sha256-${Buffer.from(digest).toString('base64')}&#39;`);
  });

  it.each([
    ['CommonJS', 'commonjs', 'module.exports = ({ html }) => ({ card: () => html`<li>mine</li>` });'],
    [
      'a module that waits',
      'module',
      'const li = await "mine"; export default ({ Html }) => ({ card: () => new Html(`<li>` + li + `</li>`) });',
    ],
    ['a function that waits', 'module', 'export default async ({ html }) => ({ card: () => html`<li>mine</li>` });'],
  ])('may be %s', async (_, type, text) => {
    expect(await built({ 'theme.js': text, 'package.json': JSON.stringify({ type }) })).toMatchObject({ code: 0 });
    expect(await page('index.html')).toContain('<li>mine</li>');
  });

  it.each([
    ['a file that it imports', 'parts/shout.js', shoutedWith('?')],
    ['its stylesheet', 'style.css', 'body { color: teal }'],
  ])('makes pages anew when %s is another, once', async (_, name, text) => {
    await built({ 'theme.js': shouting, 'parts/shout.js': shoutedWith('!'), 'style.css': '' });
    expect(await documents()).toMatchObject({ changed: 0, new: 0 });
    place.write(`looks/${name}`, text);
    const { changed } = await documents();
    expect(changed).toBeGreaterThan(0);
    expect(await page('index.html')).toContain(name === 'style.css' ? 'color: teal' : '>A?</a>');
    expect(await documents()).toMatchObject({ changed: 0, new: 0 });
  });

  it('is seen to be another where a file of it is a link', async () => {
    await built({});
    place.write('looks/theme.js', 'export default () => ({});');
    place.write('elsewhere.css', 'body { color: teal }');
    symlinkSync('../elsewhere.css', join(place.folder, 'looks/style.css'));
    await run();
    place.write('elsewhere.css', 'body { color: plum }');
    await run();
    expect(await page('index.html')).toContain('color: plum');
  });
});

const manual = readFileSync(resolve(import.meta.dirname, '../../docs/theme.md'), 'utf8');
const examples = (language: string) =>
  Array.from(manual.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs')), ([, text]) => text as string);

describe('an example of docs/theme.md', () => {
  it.each(examples('js').map((text, i) => [i + 1, text]))('makes valid pages: %i', async (_, text) => {
    const style = examples('css')[0] as string;
    expect(await built({ 'theme.js': text as string, 'style.css': style })).toMatchObject({ code: 0, stderr: '' });
    for (const path of ['index.html', 'tags/hay/index.html', 'articles/a.html']) {
      const made = await page(path);
      expect(made).toContain(style);
      expect(await findings(made)).toEqual([]);
    }
  });
});

describe('a theme that cannot be used', () => {
  it.each([
    ['does not parse', 'export default () => ({', /cannot be loaded: /],
    [
      'imports what there is not',
      'import "./nothing.js"; export default () => ({});',
      /cannot be loaded: .*nothing\.js/,
    ],
    ['exports nothing', 'export const card = 1;', /exports no function as default/],
    ['fails by itself', 'export default () => null.x;', /its function fails: .* \(theme\.js:1:27\)/],
    ['replaces what there is not', 'export default () => ({ crad() {} });', /replaces crad, which there is not/],
    ['replaces a function by none', 'export default () => ({ card: 1 });', /replaces card by something that is no/],
    ['throws', 'export default () => ({\n  card() { nix(); } });', /card fails: nix is not defined \(theme\.js:2:12\)/],
    ['returns a text', 'export default () => ({ card: () => "<li>" });', /card returns something that was not made by/],
    [
      'makes no stylesheet',
      'export default () => ({ stylesheet: () => 1 });',
      /stylesheet returns something that is no/,
    ],
    ['loses the entries', 'export default ({ html }) => ({ feed: () => html`<p>` });', /writes `entries` 0 times into/],
  ])('is told, and nothing is published: one that %s', async (_, text, message) => {
    await built({ 'theme.js': 'export default () => ({});' });
    const before = tree(join(place.folder, 'output'));
    const lasting = remembered(join(place.folder, '.hayloft'));
    place.write('looks/theme.js', text);
    place.write('articles/c.md', article('C'));
    const { code, stderr } = await run();
    expect({ code, stderr: stderr.split('\n')[0] }).toEqual({ code: 3, stderr: expect.stringMatching(message) });
    expect(stderr).toMatch(/^looks\/theme\.js error page\/theme /);
    expect(tree(join(place.folder, 'output'))).toEqual(before);
    expect(remembered(join(place.folder, '.hayloft'))).toEqual(lasting);
    rmSync(join(place.folder, 'looks/theme.js'));
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
  });

  it('is told where a file of it cannot be read', async () => {
    await built({ 'style.css/not-a-stylesheet.css': '' });
    expect(await run()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('page/theme cannot be used: EISDIR'),
    });
  });

  it('is told where it fails over one new article only', async () => {
    const text =
      'export default ({ theme }) => ({ article(view, site) { return view.entry.title === "C" ? nix() : theme.article(view, site); } });';
    await built({ 'theme.js': text });
    place.write('articles/c.md', article('C'));
    expect(await run()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('page/theme article fails: nix is not'),
    });
  });
});

describe('a theme in a program that goes on', () => {
  it('is used by hayloft start as it is when a run begins, with all that it imports', async () => {
    await built({ 'theme.js': shouting, 'parts/shout.js': shoutedWith('!') });
    place.write('hayloft.config.yaml', config.replace('schedule: false', 'schedule: "* * * * * *"'));
    const job = new StartedJob(place);
    try {
      await job.run();
      place.write('looks/parts/shout.js', shoutedWith('?'));
      const from = job.lines.length;
      await job.run(from, ({ outcome }) => outcome === 'published');
      await job.run(job.lines.length);
      expect(await page('index.html')).toContain('>A?</a>');
    } finally {
      await job.stop();
    }
  });

  it('is refused by a library whose process has loaded an imported file that is another by now', async () => {
    await built({ 'theme.js': shouting, 'parts/shout.js': shoutedWith('!') });
    const { build, loadConfig }: typeof import('../../src/index.ts') = await import(resolve(program, '../index.js'));
    const { config } = await loadConfig(place.folder, {});
    const options = { now: Date.now(), write: true, from: place.folder, rehash: true };
    if (!config) throw new Error('it has a configuration');
    expect(await build(config, options)).toMatchObject({ outcome: 'published' });
    place.write('looks/theme.js', shouting.replace('<li>', '<li class="other">'));
    expect(await build(config, options)).toMatchObject({ outcome: 'published' });
    expect(await page('index.html')).toContain('<li class="other">');
    place.write('looks/parts/shout.js', shoutedWith('?'));
    expect(await build(config, options)).toMatchObject({
      outcome: 'refused',
      diagnostics: [{ code: 'page/theme', file: 'looks/theme.js' }],
    });
  });
});
