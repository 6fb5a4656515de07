import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuildResult } from '../../src/build/result.ts';
import { loadConfig } from '../../src/config/load.ts';
import { hourMs } from '../../src/text/instant.ts';
import { PictureSite, png } from '../build/pictures/picture-site.ts';
import { program, Workplace } from './hayloft.ts';
import { tree } from './tree.ts';

/** Threads need the compiled program; which network it may use, only an argument can say. */
const compiled = pathToFileURL(resolve(program, '../build/build.js')).href;
const { build } = (await import(compiled)) as typeof import('../../src/build/build.ts');

const now = Date.UTC(2026, 10, 24, 8);
let place: Workplace;
let site: PictureSite;
let answer: RequestListener;

beforeEach(async () => {
  answer = (request, response) => response.end(png(request.url));
  site = await new PictureSite((request, response) => answer(request, response)).open();
  place = new Workplace({
    'hayloft.config.yaml':
      'baseUrl: https://example.org/\narticles: [{ path: articles, pictures: true }, { path: others }]\n',
    'articles/a.md': `---\ntitle: A\ndate: 2026-01-01\n---\nWords.\n\n![x](${site.url('/a.png')})\n`,
    'articles/b.md': `---\ntitle: B\ndate: 2026-01-02\nimage: ${site.url('/b.png')}\n---\nWords.\n`,
    'others/c.md': `---\ntitle: C\ndate: 2026-01-03\n---\nWords.\n\n![x](${site.url('/c.png')})\n`,
  });
});
afterEach(async () => {
  await site.close();
  place.remove();
});

async function run({ at = now, write = true } = {}): Promise<BuildResult> {
  const { config } = await loadConfig(place.folder);
  if (!config) throw new Error('the configuration is wrong');
  return build(config, { now: at, write, from: place.folder, network: site.network() });
}

const output = (path: string) => readFileSync(join(place.folder, 'output', path), 'utf8');
const items = () => (JSON.parse(output('feed.json')) as { items: Record<string, string>[] }).items;
const told = ({ diagnostics }: BuildResult) =>
  diagnostics
    .filter(({ code }) => code.startsWith('picture/'))
    .map(({ code, file, place: at }) => [code, file, at?.line]);

describe('in a folder that asks for copies', () => {
  it('pictures are published from here, and those of other folders stay where they are', async () => {
    expect((await run()).outcome).toBe('published');
    const [c, b, a] = items();
    const copy = /https:\/\/example\.org\/(media\/[\da-f]{32}\.png)/;
    expect(readFileSync(join(place.folder, 'output', copy.exec(a?.content_html ?? '')?.[1] ?? ''))).toEqual(
      png('/a.png'),
    );
    expect(b?.image).toMatch(copy);
    expect(c?.content_html).toContain(site.url('/c.png'));
    expect(site.requests.sort()).toEqual(['pictures.test/a.png', 'pictures.test/b.png']);
  });

  it('a picture is fetched once: again, and after the output is deleted and the site gone, the same is published', async () => {
    await run();
    const first = tree(join(place.folder, 'output'));
    answer = (_, response) => response.writeHead(410).end();
    expect((await run()).documents.every(({ change }) => change === 'unchanged')).toBe(true);
    place.delete('output');
    rmSync(join(place.folder, '.hayloft/cache'), { recursive: true, force: true });
    await run();
    expect(tree(join(place.folder, 'output'))).toEqual(first);
    expect(site.requests).toHaveLength(2);
  });

  it('one that cannot be had is told of in its article, which keeps its address, and is there once it can be', async () => {
    answer = (request, response) =>
      request.url === '/a.png' ? response.writeHead(404).end() : response.end(png(request.url));
    const first = await run();
    expect(first.outcome).toBe('published');
    expect(told(first)).toEqual([['picture/missing', 'articles/a.md', 7]]);
    expect(output('feed.json')).toContain(site.url('/a.png'));
    const before = items().map(({ id, date_modified }) => [id, date_modified]);

    answer = (request, response) => response.end(png(request.url));
    expect(told(await run({ at: now + hourMs - 1 }))).toEqual(told(first));
    expect(told(await run({ at: now + hourMs }))).toEqual([]);
    expect(output('feed.json')).not.toContain(site.url('/a.png'));
    // Nobody is to see an old article as changed for it.
    expect(items().map(({ id, date_modified }) => [id, date_modified])).toEqual(before);
  });

  it('an article that is kept as it was published keeps its pictures', async () => {
    await run();
    const [, , a] = items();
    place.write('articles/a.md', '---\ntitle: [\n---\n');
    await run();
    expect(items()[2]?.content_html).toBe(a?.content_html);
  });

  it('a damaged file is never published: it is fetched again, or its address stands', async () => {
    await run();
    const stored = (
      JSON.parse(readFileSync(join(place.folder, '.hayloft/pictures/index.jsonl'), 'utf8').split('\n')[0] ?? '') as {
        sha256: string;
      }
    ).sha256;
    const file = `.hayloft/pictures/${stored.slice(0, 2)}/${stored.slice(2)}.png`;
    place.write(file, png('other'));
    await run();
    expect(site.requests).toHaveLength(3);
    place.write(file, png('other'));
    answer = (_, response) => response.writeHead(404).end();
    expect(told(await run()).map(([code]) => code)).toEqual(['picture/missing']);
    expect(output('feed.json')).toContain(site.url(''));
  });

  it('without leave to write nothing is fetched, and no store is made', async () => {
    await run({ write: false });
    expect(site.requests).toEqual([]);
    expect(existsSync(join(place.folder, '.hayloft'))).toBe(false);
  });

  it('an index that cannot be read refuses the run, and damaged lines do not', async () => {
    await run();
    const index = '.hayloft/pictures/index.jsonl';
    place.write(index, `${readFileSync(join(place.folder, index), 'utf8')}nonsense\n`);
    const damaged = await run();
    expect([damaged.outcome, ...told(damaged)]).toEqual(['published', ['picture/damaged-index', index, 3]]);
    place.delete(index);
    place.write(`${index}/file`, '');
    const unreadable = await run();
    expect([unreadable.outcome, unreadable.diagnostics.at(-1)?.code]).toEqual(['refused', 'picture/store-unreadable']);
  });

  it('the program itself asks nobody on this machine', async () => {
    const { code, stderr } = await place.hayloft(['build', '--now', '2026-11-24T08:00:00Z']);
    expect(code).toBe(0);
    place.write('articles/a.md', `---\ntitle: A\ndate: 2026-01-01\n---\n![x](http://127.0.0.1:${site.port}/a.png)\n`);
    const again = await place.hayloft(['build', '--now', '2026-11-24T10:00:00Z']);
    expect(again.stderr).toContain('picture/missing');
    expect(again.stderr + stderr).toContain('is no public web server');
    expect(site.requests).toEqual([]);
  });
});
