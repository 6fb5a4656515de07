import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';

const given = resolve(import.meta.dirname, '../adopt');
const names = readdirSync(join(given, 'articles'));
const textOf = (path: string) => readFileSync(join(given, path), 'utf8');

/** What readers remember of a feed. */
function idsOf(document: string): string[] {
  if (document.startsWith('{')) return (parseJsonFeed(document).items ?? []).flatMap(({ id }) => id ?? []);
  if (document.includes('<rss')) return (parseRssFeed(document).items ?? []).flatMap(({ guid }) => guid?.value ?? []);
  return (parseAtomFeed(document).entries ?? []).flatMap(({ id }) => id ?? []);
}

const run = ['--base-url', 'https://new.example/notes/', '--now', '2026-11-24T08:00:00Z'];

let place: Workplace;
beforeEach(() => {
  place = new Workplace(Object.fromEntries(names.map((name) => [`articles/${name}`, textOf(`articles/${name}`)])));
});
afterEach(() => place.remove());

function put(...feeds: string[]): string[] {
  for (const feed of feeds) place.write(feed, textOf(`feeds/${feed}`));
  return feeds;
}

async function adopt(...args: string[]) {
  const { code, stdout, stderr } = await place.hayloft(['adopt', ...args, '--json', ...run]);
  expect(stderr).toBe('');
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { code, events, done: events.at(-1) };
}

function ledger() {
  const lines = readFileSync(join(place.folder, '.hayloft/ledger.jsonl'), 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => JSON.parse(line));
}

function subscribed(): string[][] {
  return ['rss.xml', 'atom.xml', 'feed.json'].map((name) =>
    idsOf(readFileSync(join(place.folder, 'output', name), 'utf8')).sort(),
  );
}

describe('adopting the feed of another program', () => {
  it.each([
    [['hugo.rss.xml']],
    [['jekyll.atom.xml']],
    [['hexo.atom.xml']],
    [['hexo.rss.xml']],
    [['pelican.rss.xml']],
    [['pelican.atom.xml']],
    [['eleventy.json']],
    [['wordpress.rss.xml', 'wordpress-2.rss.xml']],
  ])('shows no subscriber of %s an entry twice', async (feeds) => {
    const before = [...new Set(feeds.flatMap((feed) => idsOf(textOf(`feeds/${feed}`))))].sort();
    expect(before).toHaveLength(names.length);

    const { code, done } = await adopt(...put(...feeds));
    expect(code).toBe(0);
    expect(done).toMatchObject({ outcome: 'adopted', adopted: names.length, missed: 0 });
    const adopted = ledger();

    expect((await place.hayloft(['build', ...run])).code).toBe(0);
    expect(subscribed()).toEqual([before, before, before]);
    expect(ledger()).toEqual(adopted);
  });

  it('finds articles that were renamed and retitled on the way', async () => {
    for (const [i, name] of names.entries()) {
      place.delete(`articles/${name}`);
      const text = textOf(`articles/${name}`)
        .replace(/^title: .*$/m, `title: Number ${i}`)
        .replace(/^slug: .*\n|^permalink: .*\n/m, '');
      place.write(`articles/${i}.md`, /^date:/m.test(text) ? text : text.replace('---\n', '---\ndate: 2020-01-01\n'));
    }
    const { events } = await adopt(...put('wordpress.rss.xml', 'wordpress-2.rss.xml'));
    const found = events
      .filter(({ event, outcome }) => event === 'item' && outcome === 'adopted')
      .map(({ id, file }) => `${id} ${file}`);
    const truth = names.map((_, i) => `https://mole.example.com/?p=${i + 12} articles/${i}.md`);
    // "Short" is a single word, which says nothing without its title.
    expect(found.sort()).toEqual(truth.filter((line) => !line.endsWith('/8.md')).sort());
  });

  it('records nothing with --dry-run, and nothing twice', async () => {
    const feeds = put('jekyll.atom.xml');
    const dry = await adopt(...feeds, '--dry-run');
    expect([dry.code, dry.done]).toMatchObject([0, { outcome: 'compared', adopted: names.length }]);
    expect(readdirSync(place.folder)).not.toContain('.hayloft');

    await adopt(...feeds);
    const recorded = ledger();
    const again = await adopt(...feeds);
    expect([again.code, again.done]).toMatchObject([0, { adopted: 0, known: names.length }]);
    expect(ledger()).toEqual(recorded);
  });

  it('writes nothing but the ledger', async () => {
    await adopt(...put('hugo.rss.xml'));
    expect(readdirSync(place.folder).sort()).toEqual(['.hayloft', 'articles', 'hugo.rss.xml']);
    expect(readdirSync(join(place.folder, '.hayloft'))).toEqual(['ledger.jsonl']);
  });

  it('says what it missed, and ends with 1', async () => {
    place.delete('articles/2025-04-30-last-ferry.md');
    const { code, stdout, stderr } = await place.hayloft(['adopt', ...put('hexo.rss.xml'), ...run]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'articles/2023-01-15-harbour-lights.md takes https://mole.example.io/2023/01/15/harbour-lights/',
    );
    expect(stdout).toContain('9 of 10 items taken over');
    expect(stderr).toContain('hexo.rss.xml warning adopt/no-article no article is "The last ferry"');
  });

  it('leaves the id of an article alone that is published already', async () => {
    await place.hayloft(['build', ...run]);
    const before = subscribed();
    const { code, events } = await adopt(...put('hexo.rss.xml'));
    expect(code).toBe(1);
    const items = events.filter(({ event }) => event === 'item');
    expect(new Set(items.map(({ outcome }) => outcome))).toEqual(new Set(['published']));
    await place.hayloft(['build', ...run]);
    expect(subscribed()).toEqual(before);
  });

  it('reads standard input, and goes on where one file is no feed', async () => {
    place.write('page.html', '<!DOCTYPE html><html><p>Not here.</p></html>');
    const stdin = textOf('feeds/hexo.atom.xml');
    const { code, stdout } = await place.hayloft(['adopt', 'page.html', '-', '--json', ...run], { stdin });
    expect(code).toBe(1);
    expect(stdout).toContain('"code":"adopt/not-a-feed"');
    expect(stdout).toContain(`"adopted":${names.length}`);
  });

  it('does nothing where no file is a feed, and ends with 2', async () => {
    place.write('page.html', '<!DOCTYPE html><html><p>Not here.</p></html>');
    for (const args of [['page.html'], ['missing.xml'], ['articles']]) {
      expect((await adopt(...args)).done).toMatchObject({ outcome: 'refused', exit_code: 2 });
    }
    expect(readdirSync(place.folder)).not.toContain('.hayloft');
  });

  it('adds nothing to a ledger that is damaged, and ends with 3', async () => {
    const feeds = put('hugo.rss.xml');
    place.write('.hayloft/ledger.jsonl', 'what\nis this\n');
    expect((await adopt(...feeds)).done).toMatchObject({ outcome: 'refused', exit_code: 3 });
    expect(readFileSync(join(place.folder, '.hayloft/ledger.jsonl'), 'utf8')).toBe('what\nis this\n');
  });
});
