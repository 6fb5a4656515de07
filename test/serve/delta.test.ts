import { describe, expect, it } from 'vitest';
import { cutFeed, deltaOf } from '../../src/serve/delta.ts';
import { entryOf } from '../feed/entry.ts';
import { readDocument } from '../feed/read-document.ts';
import { hardEntry, mainDocuments } from '../spec/documents.ts';

const formats = [
  ['rss', 'rss.xml'],
  ['atom', 'atom.xml'],
  ['json', 'feed.json'],
] as const;

describe.each(formats)('a document of %s', (format, name) => {
  const hostile = [
    '<p>]]&gt; &lt;/item&gt;&lt;/entry&gt; <code>&lt;entry&gt;</code></p>',
    '<p>"items": [{"a":"}]\\"</p><pre>&lt;!-- &lt;item&gt;</pre>',
    '<p title="a > b <item>">\\\\" 日本 🎈</p>',
  ];
  const entries = [
    entryOf({ ...hardEntry, id: 'urn:a' }),
    ...hostile.map((html, i) => entryOf({ id: `urn:${i}`, title: '</item> "items": [', html })),
  ];
  const bytes = Buffer.from(mainDocuments(entries)[name] as string);

  it('is cut at the borders of its entries, whatever they say, and put together again', () => {
    const cut = cutFeed(bytes, format);
    expect(cut?.entries).toHaveLength(entries.length);
    expect(new Set(cut?.entries.map(({ key }) => key)).size).toBe(entries.length);
    const parts = [cut?.head, ...(cut?.entries ?? []).map((each) => each.bytes), cut?.tail] as Uint8Array[];
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  });

  it('without some of its entries is a document still', () => {
    const cut = cutFeed(bytes, format);
    if (!cut) throw new Error('there are entries');
    const all = readDocument[format](bytes.toString()).ids;
    for (const kept of [[0], [1, 3], [3], []]) {
      const known = cut.entries.flatMap(({ key }, i) => (kept.includes(i) ? [] : [key]));
      const delta = deltaOf(cut, known, format);
      const read = readDocument[format](delta?.toString() ?? '');
      expect(read.ids).toEqual(all.filter((_, i) => kept.includes(i)));
      expect(read.marks).not.toContain('complete');
    }
  });

  it('is not cut where there is nothing to cut', () => {
    expect(cutFeed(Buffer.from(mainDocuments([])[name] as string), format)).toBeUndefined();
    expect(cutFeed(Buffer.from('<rss><channel><item>'), format)).toBeUndefined();
    expect(cutFeed(Buffer.from('{"items":["'), format)).toBeUndefined();
    expect(cutFeed(Buffer.from('<a b="<item>'), format)).toBeUndefined();
  });
});
