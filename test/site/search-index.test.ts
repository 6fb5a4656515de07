import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysIn, numbersIn, segmentsOf, writtenDays, writtenPlaces } from '../../src/site/browser/segments.ts';
import { searchIndex } from '../../src/site/search/search-index.ts';
import { archiveOf, documentsOf, rowOf } from './searched.ts';

const words = ['hay', 'loft', 'straw', 'barn', 'été', '東京の猫', 'كتاب', 'node.js', 'c++', 'rye', 'oats', 'sheaf'];

/** An article of two hundred words, so that its terms lie in most shards. */
function article(title: string, more: readonly string[] = []) {
  const text = Array.from({ length: 200 }, (_, i) => `word${(i * 7919) % 400}`).join(' ');
  return rowOf({ title, text: `${text} ${more.join(' ')}`, source: 'The Hay Post', tags: ['barns'] });
}

describe('the segments of an index', () => {
  it('cover every place once, and change only at their end when a place is added', () => {
    let before = segmentsOf(0);
    for (let places = 1; places <= 20_000; places++) {
      const segments = segmentsOf(places);
      let start = 0;
      for (const segment of segments) start = segment.start === start ? start + segment.length : Number.NaN;
      if (start !== places) expect.fail(`${places} places are not covered once`);
      const kept = segments.filter(
        (segment, i) => before[i]?.start === segment.start && before[i]?.room === segment.room,
      );
      if (segments.length - kept.length > 1) expect.fail(`${places} places made several segments`);
      before = segments;
    }
  });

  it('are few, however many places there are', () => {
    expect(segmentsOf(100_000).length).toBeLessThan(25);
  });
});

describe('an index', () => {
  it('made of what changed is the one that is made of everything', () => {
    const edit = fc.record({
      at: fc.nat(),
      kind: fc.constantFrom('edit', 'edit', 'withdraw', 'add'),
      more: fc.array(fc.constantFrom(...words), { maxLength: 4 }),
      date: fc.constantFrom('2019-02-03', '2026-01-01'),
      isKnown: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 650 }),
        fc.array(fc.array(edit, { maxLength: 6 }), { maxLength: 3 }),
        (size, runs) => {
          const rows = Array.from({ length: size }, (_, i): Uint8Array | undefined => rowOf({ title: `Article ${i}` }));
          const published = documentsOf(archiveOf(rows));
          const keys = keyed(rows);
          for (const edits of runs) {
            const changed = new Map<number, Uint8Array | undefined>();
            for (const { at, kind, more, date, isKnown } of edits) {
              const place = kind === 'add' || rows.length === 0 ? rows.length : at % rows.length;
              if (!changed.has(place)) changed.set(place, isKnown ? rows[place] : undefined);
              rows[place] =
                kind === 'withdraw' ? undefined : rowOf({ title: `Article ${place}`, text: more.join(' '), date });
            }
            for (const [path, text] of documentsOf(archiveOf(rows), changed)) published.set(path, text);
            const cold = documentsOf(archiveOf(rows));
            for (const path of published.keys()) if (!cold.has(path)) published.delete(path);
            expect(published).toEqual(cold);
            for (const [key, text] of keyed(rows)) {
              if (keys.has(key)) expect(keys.get(key)).toBe(text);
              keys.set(key, text);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('changes only where a word stands that came or went', () => {
    const rows = Array.from({ length: 2100 }, (_, i) => article(`Article ${i}`));
    const before = documentsOf(archiveOf(rows));
    const edited = rows.with(7, article('Article 7', ['strawberry']));
    const after = documentsOf(archiveOf(edited));
    const different = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(different).toHaveLength(1);
    expect(different[0]).toMatch(/^search\/0-2048\/\d+\.txt$/);
    const made = [...documentsOf(archiveOf(edited), new Map([[7, rows[7]]])).keys()];
    expect(made).toEqual([different[0], 'search/facts/0.json', 'search/index.json']);
  });

  it('reads no row where keys are what they were, and each row of a segment once where they are not', () => {
    const rows = Array.from({ length: 600 }, (_, i) => article(`Article ${i}`));
    const read: number[] = [];
    const rowAt = (place: number) => {
      read.push(place);
      return rows[place];
    };
    const archive = { ...archiveOf(rows), rowAt };
    for (const { path, key } of searchIndex(archive))
      expect(key !== undefined || path === 'search/index.json').toBe(true);
    expect(read).toEqual([]);
    for (const document of searchIndex(archive)) {
      if (!document.path.includes('facts')) expect(document.chunks).toHaveLength(1);
    }
    expect(read).toEqual([...rows.keys()]);
  });

  it('says nothing of an entry that was taken back', () => {
    const rows = [rowOf({ title: 'Kept' }), rowOf({ title: 'Secret', text: 'secretly', source: 'Secret Post' })];
    const archive = archiveOf(rows.map((row, place) => (place === 1 ? undefined : row)));
    expect([...documentsOf(archive).values()].join('')).not.toMatch(/secret/i);
  });

  it('is well-formed whatever a title holds, and no article bloats it', () => {
    const noise = Array.from({ length: 20_000 }, (_, i) => `n${i}`).join(' ');
    const row = rowOf({ title: `\ud800\n\t"<\u2028${noise}`, text: noise, source: 'a\tb' });
    expect(row.length).toBeLessThan(100_000);
    const documents = documentsOf(archiveOf([row]));
    const [facts] = JSON.parse(documents.get('search/facts/0.json') as string);
    expect(facts.title.length).toBeLessThanOrEqual(301);
    for (const [path, text] of documents) {
      if (/\/\d+\.txt$/.test(path)) expect(text).toMatch(/^(?:[^\s!~]+\t[\w-]+(?:\t[\w-]*){0,2}\n)*$/);
    }
  });
});

describe('numbers', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 9000 })), (numbers) => {
        const places = numbers.sort((a, b) => a - b);
        let place = 0;
        expect([...numbersIn(writtenPlaces(places))].map((more) => (place += more))).toEqual(places);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -719_162, max: 2_932_896 }), { nil: undefined })), (days) => {
        expect(daysIn(writtenDays(days))).toEqual(days);
      }),
    );
  });
});

/** What each document holds, by its path and key. */
function keyed(rows: readonly (Uint8Array | undefined)[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { path, key, chunks } of searchIndex(archiveOf(rows))) {
    if (key) texts.set(`${path} ${key}`, Buffer.concat(chunks as Uint8Array[]).toString());
  }
  return texts;
}
