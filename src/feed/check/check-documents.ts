import { isPacked } from '../../article/stored.ts';
import type { Config, FeedFormat } from '../../config/config.ts';
import type { Chunk, Document } from '../document.ts';
import { addressOf } from '../facts.ts';
import { renderers } from '../renderers.ts';
import { type Checked, checkedText, type Once } from './checked.ts';
import { xmlFormats } from './formats.ts';
import { jsonFeedDefects, jsonItem } from './json-feed.ts';
import { readMarkup } from './markup.ts';
import { entryOf, feedDefects } from './xml-feed.ts';

/**
 * What is wrong with a document that is about to be published; nothing, as long as this program has no defect. It is the
 * bytes that are looked at, not what they were made of.
 */
export type DefectsIn = (document: Document) => readonly string[];

/** Most entries stand in many documents, and are looked at once. */
export function documentCheck(config: Pick<Config, 'baseUrl'>): DefectsIn {
  const seen = new WeakMap<Uint8Array, Checked>();
  const once: Once = (chunk, check) => {
    // It was looked at when it was rendered: see {@link checkedEntry}.
    if (isPacked(chunk)) return { defects: [], id: chunk.id, prefixes: chunk.prefixes };
    const known = seen.get(chunk);
    if (known) return known;
    const checked = checkedText(chunk, check);
    seen.set(chunk, checked);
    return checked;
  };
  return (document) => {
    // Not its chunks: they may be made when they are asked for.
    const { path } = document;
    // Files that articles refer to are published as they are.
    if (path.startsWith('media/')) return [];
    const self = addressOf(path, config.baseUrl);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === renderers.atom.fileName) return feedDefects(document.chunks, self, xmlFormats.atom, once);
    if (name === renderers.rss.fileName) return feedDefects(document.chunks, self, xmlFormats.rss, once);
    if (name === renderers.json.fileName) return jsonFeedDefects(document.chunks, self, once);
    if (path.endsWith('.opml')) return checkedText(joined(document.chunks), opmlDocument).defects;
    if (path.endsWith('.json')) return checkedText(joined(document.chunks), jsonDocument).defects;
    return [];
  };
}

/** With something in the place of items that were looked at when they were rendered. */
function joined(chunks: readonly Chunk[]): Uint8Array {
  return Buffer.concat(chunks.map((chunk) => (isPacked(chunk) ? anything : chunk)));
}

const anything = Buffer.from('{}');

/** What is to be known of an entry by itself, before it stands in documents: what is wrong with it, and what it says. */
export function checkedEntry(format: FeedFormat | 'index', bytes: Uint8Array): Checked {
  if (format === 'index') return checkedText(bytes, jsonDocument);
  if (format === 'json') return checkedText(bytes, jsonItem);
  return checkedText(bytes, (text) => entryOf(text, xmlFormats[format]));
}

/** OPML 2.0. */
function opmlDocument(text: string): Checked {
  const [root] = readMarkup(text, 'document');
  if (root?.name !== 'opml') return { defects: ['its outermost element is not <opml>'] };
  const version = root.attributes.get('version');
  const parts = root.children.map(({ name }) => name).join(', ');
  const isWhole = version === '2.0' && parts === 'head, body';
  return { defects: isWhole ? [] : [`it is version ${version} and has ${parts || 'nothing'}`] };
}

function jsonDocument(text: string): Checked {
  JSON.parse(text);
  return { defects: [] };
}
