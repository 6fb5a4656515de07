import type { Config } from '../../config/config.ts';
import type { Document } from '../document.ts';
import { addressOf } from '../facts.ts';
import { renderers } from '../renderers.ts';
import { type Checked, checkedText, type Once } from './checked.ts';
import { xmlFormats } from './formats.ts';
import { jsonFeedDefects } from './json-feed.ts';
import { readMarkup } from './markup.ts';
import { feedDefects } from './xml-feed.ts';

/**
 * What is wrong with a document that is about to be published; nothing, as long as this program has no defect. It is the
 * bytes that are looked at, not what they were made of.
 */
export type DefectsIn = (document: Document) => readonly string[];

/** Most entries stand in many documents, and are looked at once. */
export function documentCheck(config: Pick<Config, 'baseUrl'>): DefectsIn {
  const seen = new WeakMap<Uint8Array, Checked>();
  const once: Once = (bytes, check) => {
    const known = seen.get(bytes);
    if (known) return known;
    const checked = checkedText(bytes, check);
    seen.set(bytes, checked);
    return checked;
  };
  return (document) => {
    const { path, chunks } = document;
    // Files that articles refer to are published as they are.
    if (path.startsWith('media/')) return [];
    const self = addressOf(path, config.baseUrl);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === renderers.atom.fileName) return feedDefects(chunks, self, xmlFormats.atom, once);
    if (name === renderers.rss.fileName) return feedDefects(chunks, self, xmlFormats.rss, once);
    if (name === renderers.json.fileName) return jsonFeedDefects(chunks, self, once);
    if (path.endsWith('.opml')) return checkedText(joined(chunks), opmlDocument).defects;
    if (path.endsWith('.json')) return checkedText(joined(chunks), jsonDocument).defects;
    return [];
  };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
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
