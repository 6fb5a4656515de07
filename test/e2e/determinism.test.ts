import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';
import { tree, writeTimes } from './tree.ts';

const ownArticles = resolve(import.meta.dirname, '../../articles');
const site = ['--base-url', 'https://example.org/'];
const options = [...site, '--now', '2026-11-24T08:00:00Z'];

/** Names, spellings and instants whose order machines disagree about. */
const contested: Record<string, string> = Object.fromEntries(
  ['Zebra', 'ábaco', 'Ábaco', 'zebra', 'ıssız', 'Issız', 'ö', 'o\u0308x', 'ähre', '_', 'a b', 'a-b'].map((name, i) => [
    `same-day/${name}.md`,
    `---\ntitle: ${name}\ndate: 2024-02-29\ntags: [${i % 2 ? 'Öl, Istanbul' : 'öl, istanbul'}]\nsource: ${i % 3 ? 'Ärzteblatt' : 'ärzteblatt'}\n---\n${name} on a day.\n`,
  ]),
);

const places: Workplace[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

/** A new folder with the articles, created in this order. */
function placeWith(inOrder: (paths: string[]) => string[]): Workplace {
  const place = new Workplace();
  places.push(place);
  const own = (readdirSync(ownArticles, { recursive: true }) as string[]).filter((path) =>
    statSync(join(ownArticles, path)).isFile(),
  );
  for (const path of inOrder([...own, ...Object.keys(contested)].sort())) {
    mkdirSync(dirname(join(place.folder, 'articles', path)), { recursive: true });
    place.write(`articles/${path}`, contested[path] ?? readFileSync(join(ownArticles, path)));
  }
  return place;
}

describe('the same articles', () => {
  it('give the same bytes in another folder, zone and language, from another directory, and created in another order', async () => {
    const here = placeWith((paths) => paths);
    const there = placeWith((paths) => paths.reverse());
    // Of Klingon nobody knows how names are sorted.
    for (const place of [here, there]) place.write('hayloft.config.yaml', 'language: tlh\n');
    expect(await here.hayloft(['build', ...options])).toMatchObject({ code: 0 });
    const configuration = ['--config', join(there.folder, 'hayloft.config.yaml')];
    const elsewhere = await there.hayloft(
      ['build', ...configuration, '--output', join(there.folder, 'site'), ...options],
      { cwd: '/', env: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'sv_SE.UTF-8', LANGUAGE: 'tr' } },
    );
    expect(elsewhere).toMatchObject({ code: 0 });
    const documents = tree(join(here.folder, 'output'));
    expect(Object.keys(documents).length).toBeGreaterThan(100);
    expect(tree(join(there.folder, 'site'))).toEqual(documents);
  });

  it('give the same bytes at whatever moment, if none of them is dated later', async () => {
    const place = placeWith((paths) => paths);
    const at = (now: string, output: string, state: string) =>
      place.hayloft(['build', ...site, '--now', now, '--output', output, '--state', state]);
    expect(await at('2026-11-24T08:00:00Z', 'a', '.a')).toMatchObject({ code: 0 });
    expect(await at('2093-01-01T00:00:00Z', 'b', '.b')).toMatchObject({ code: 0 });
    expect(tree(join(place.folder, 'b'))).toEqual(tree(join(place.folder, 'a')));
  });

  it('give, after detours, the bytes of a build from nothing with the same ledger', async () => {
    const place = placeWith((paths) => paths);
    await place.hayloft(['build', ...options]);
    const direct = tree(join(place.folder, 'output'));
    place.write('articles/detour.md', '---\ntitle: Detour\ndate: 2026-01-01\ntags: [detour]\n---\nx\n');
    await place.hayloft(['build', ...options]);
    expect(tree(join(place.folder, 'output'))).not.toEqual(direct);
    place.delete('articles/detour.md');
    await place.hayloft(['build', ...options]);
    const after = tree(join(place.folder, 'output'));
    // What it leaves is the page that says so.
    const { 'articles/detour.html': farewell, ...others } = after;
    expect(farewell).toBeDefined();
    expect(Object.keys(others)).toEqual(Object.keys(direct));

    const elsewhere = placeWith((paths) => paths.reverse());
    elsewhere.write('.hayloft/ledger.jsonl', readFileSync(join(place.folder, '.hayloft/ledger.jsonl')));
    expect(await elsewhere.hayloft(['build', ...options])).toMatchObject({ code: 0 });
    expect(tree(join(elsewhere.folder, 'output'))).toEqual(after);
  });

  it('built twice, are written once: not even a time changes', async () => {
    const place = placeWith((paths) => paths);
    await place.hayloft(['build', ...options]);
    const before = writeTimes(join(place.folder, 'output'));
    expect(await place.hayloft(['build', ...options])).toMatchObject({ code: 0 });
    expect(await place.hayloft(['check', ...options])).toMatchObject({ code: 0 });
    expect(writeTimes(join(place.folder, 'output'))).toEqual(before);
  });
});

describe('the moment of the run', () => {
  it('holds an article back until its date, in every document, and not again when a clock is set back', async () => {
    const place = new Workplace({
      'articles/a.md': '---\ntitle: Present\ndate: 2026-01-01\n---\nx\n',
      'articles/b.md': '---\ntitle: Secret\ndate: 2026-06-01T12:00:00+02:00\ntags: [secret]\n---\nsecret\n',
    });
    places.push(place);
    const at = async (now: string) => {
      expect(await place.hayloft(['build', '--base-url', 'https://example.org/', '--now', now])).toMatchObject({
        code: 0,
      });
      const output = join(place.folder, 'output');
      const files = (readdirSync(output, { recursive: true }) as string[]).filter((path) =>
        statSync(join(output, path)).isFile(),
      );
      return files.some((path) => /secret/i.test(path + readFileSync(join(output, path), 'utf8')));
    };
    expect(await at('2026-06-01T09:59:59Z')).toBe(false);
    expect(await at('2026-06-01T10:00:00Z')).toBe(true);
    expect(await at('2026-06-01T09:59:59Z')).toBe(true);
  });
});
