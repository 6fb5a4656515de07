import type { FeedFormat } from '../../config/config.ts';
import { childrenOf, lacking, selfIn } from './elements.ts';
import type { XmlElement } from './markup.ts';

/** What a format requires of a document of feeds, for what surrounds entries and for an entry. */
export interface XmlFormat {
  /** Of elements that stand in {@link containerOf} and are no part of the head. */
  readonly entries: readonly string[];
  /** Where entries stand in a document whose outermost element this is. */
  containerOf(root: XmlElement): XmlElement | undefined;
  headDefects(root: XmlElement, container: XmlElement): string[];
  entryDefects(entry: XmlElement): string[];
  /** Which no two entries may share; absent where it has none. */
  idOf(entry: XmlElement): string | undefined;
  selfOf(container: XmlElement): string | undefined;
}

/** RFC 4287. */
const atom: XmlFormat = {
  entries: ['entry', 'at:deleted-entry'],
  containerOf: (root) => (root.name === 'feed' ? root : undefined),
  headDefects(root, feed) {
    const namespace = root.attributes.get('xmlns');
    return [
      ...(namespace === 'http://www.w3.org/2005/Atom' ? [] : [`the namespace of <feed> is ${namespace}`]),
      ...lacking(feed, ['id', 'title', 'updated']),
      ...notDates(feed, ['updated']),
      // 4.1.1: or else each entry must have one.
      ...(childrenOf(feed, 'author').length > 0 ? [] : ['<feed> has no <author>']),
    ];
  },
  entryDefects(entry) {
    // RFC 6721.
    if (entry.name === 'at:deleted-entry') {
      return ['ref', 'when'].flatMap((name) => (entry.attributes.get(name) ? [] : [`<${entry.name}> has no ${name}`]));
    }
    const says = ['content', 'summary'].some((name) => childrenOf(entry, name).length > 0);
    return [
      ...lacking(entry, ['id', 'title', 'updated']),
      ...notDates(entry, ['updated', 'published']),
      ...(says ? [] : ['<entry> has neither <content> nor <summary>']),
    ];
  },
  idOf: (entry) => childrenOf(entry, 'id')[0]?.text,
  selfOf: (feed) => selfIn(feed, 'link'),
};

/** RSS 2.0, and RSS Advisory Board profile: a guid, and atom:link. */
const rss: XmlFormat = {
  entries: ['item'],
  containerOf: (root) =>
    root.name === 'rss' && root.children.length === 1 ? childrenOf(root, 'channel')[0] : undefined,
  headDefects(root, channel) {
    const version = root.attributes.get('version');
    return [
      ...(version === '2.0' ? [] : [`the version of <rss> is ${version}`]),
      ...lacking(channel, ['title', 'link', 'description']),
    ];
  },
  entryDefects: (item) => lacking(item, ['guid', 'title', 'description', 'pubDate']),
  idOf: (item) => childrenOf(item, 'guid')[0]?.text,
  selfOf: (channel) => selfIn(channel, 'atom:link'),
};

export const xmlFormats: Record<Exclude<FeedFormat, 'json'>, XmlFormat> = { atom, rss };

/** RFC 3339, as RFC 4287 3.3 has it. */
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function notDates(element: XmlElement, names: readonly string[]): string[] {
  return names
    .flatMap((name) => childrenOf(element, name))
    .flatMap(({ name, text }) => (date.test(text) ? [] : [`<${name}> is no date: ${text}`]));
}
