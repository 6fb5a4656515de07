import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/archive/entry.ts';
import { contentOf } from '../../src/article/content-bytes.ts';
import { type ReadContext, readArticle } from '../../src/article/read.ts';
import { composeFeed } from '../../src/feed/compose.ts';
import type { Document } from '../../src/feed/document.ts';
import { planFeeds } from '../../src/feed/plan.ts';
import { oneLine } from '../../src/text/characters.ts';
import { escapeMarkup, referAstral } from '../../src/text/escape.ts';
import { Archive } from '../archive/archive.ts';
import { factsOf } from '../archive/article.ts';
import { configOf } from '../feed/config.ts';
import { atHand, fragmentsInMemory, textOf } from '../feed/fragments.ts';
import { type ReadEntry, readAtom, readJson, readRss } from '../spec/read-feeds.ts';

/** Documents a run of the suite; CI runs it three times and asks for 100,000 in all. */
const wanted = Number(process.env.HAYLOFT_PROPERTY_DOCUMENTS ?? 3000);
const seed = Number(process.env.HAYLOFT_PROPERTY_SEED ?? 20260301);

const config = configOf();
const readers = { rss: readRss, atom: readAtom, json: readJson };
const formats = ['rss', 'atom', 'json'] as const;

const context: ReadContext = {
  now: Date.UTC(2030, 0),
  timezone: 'UTC',
  baseUrl: config.baseUrl,
  clippings: 'source',
  defaults: { tags: [], content: 'full', undated: 'leave-out' },
  pageUrl: ({ path }) => `https://example.org/articles/${encodeURIComponent(path)}`,
  files: { find: () => undefined },
};

/** Text with what breaks feeds: every code point and code unit, markup of every kind, and the ends of CDATA. */
const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ minLength: 1, maxLength: 3 }).map((text) => `<${text}>`),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        ...[']]>', '<![CDATA[', '&amp;', '&lt;b&gt;', '&#1;', '&#xFFFE;', '&#xD800;', '</item>', '\n    </entry>'],
        ...['\n        <item>', '<script>alert(1)</script>', '<b', '</b>', "'", '"', '\\', '`', '$&', '$1', '{{', '%%'],
        ...['\u0000', '\u0001', '\u000b', '\u0085', '\u2028', '\ufffe', '\uffff', '\ufeff', '\r\n', '\n\n', '[[a|b]]'],
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const article = fc.record({ title: nasty, tags: fc.array(nasty, { maxLength: 3 }), author: nasty, body: nasty });

function entryOf({
  title,
  tags,
  author,
  body,
}: {
  title: string;
  tags: string[];
  author: string;
  body: string;
}): Entry {
  const fields = { title: `T ${title}`, date: '2024-02-29T08:00:00Z', tags, author: `A ${author}` };
  // More than a few NULs are no text, and refused; test/article/decode.test.ts.
  const bytes = Buffer.from(`---json\n${JSON.stringify(fields)}\n---\n${body.replace(/\0{2,}/g, '\0')}`);
  const { article: read, diagnostics } = readArticle(bytes, { path: 'a.md', file: 'a.md' }, context);
  if (!read) throw new Error(JSON.stringify(diagnostics));
  const [entry] = new Archive(config).run([factsOf(read)]).entries;
  return entry as Entry;
}

/** What a parser of XML may find: line breaks are folded (XML 1.0, 2.11), and what some cannot read as it is, is written as a reference. */
const html = (text: string) => referAstral(text.replaceAll(']]>', ']]&gt;'));
const blank = (text: string | undefined) => (text === undefined ? '' : text);

function check(format: (typeof formats)[number], read: ReadEntry | undefined, entry: Entry): void {
  const { html: text, summary } = contentOf(atHand(entry.content));
  const inXml = format !== 'json';
  const title = format === 'atom' && /<\/\w+>/.test(entry.title) ? escapeMarkup(entry.title) : entry.title;
  expect(read?.id).toBe(entry.id);
  expect(read?.title).toBe(title);
  expect(read?.tags).toEqual(entry.tags.map(({ name }) => name));
  expect(read?.authors).toEqual(entry.authors.map(({ name }) => name));
  expect(blank(read?.content).trim()).toBe((inXml ? html(text) : text || summary).trim());
}

describe('whatever Unicode an article holds', () => {
  it(`each of ${wanted} documents is well-formed and an independent parser reads back what went in`, () => {
    fc.assert(
      fc.property(article, (facts) => {
        const entry = entryOf(facts);
        const [plan] = planFeeds([entry], config);
        const { documents } = composeFeed(plan as NonNullable<typeof plan>, config, fragmentsInMemory(config.siteId));
        for (const [i, format] of formats.entries()) {
          const text = textOf(documents[i] as Document);
          check(format, readers[format](text)[0], entry);
        }
      }),
      { numRuns: Math.ceil(wanted / formats.length), seed },
    );
  }, 600_000);

  it('its title comes out as it was written, but for what no document may hold', () => {
    fc.assert(
      fc.property(article, (facts) => {
        // Private comments and the tags of marked-up words are no part of it.
        fc.pre(!/%%|<!--|<\/\w/.test(facts.title));
        expect(entryOf(facts).title).toBe(oneLine(`T ${facts.title}`));
      }),
      { numRuns: 500, seed },
    );
  });
});
