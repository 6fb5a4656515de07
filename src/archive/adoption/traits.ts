import type { ArticleFacts } from '../../article/article.ts';
import { foreignText } from '../../article/content/foreign-text.ts';
import { plainText } from '../../article/content/plain-text.ts';
import type { LinkPolicy } from '../../config/config.ts';
import type { Instant } from '../../text/instant.ts';
import { sketch } from '../../text/sketch.ts';
import { identify, originalKey } from '../mint.ts';
import { pageAddress } from '../page-address.ts';
import type { Candidate } from '../recognition/candidates.ts';
import { letters } from './letters.ts';
import type { OldItem } from './old-item.ts';
import { type PathClues, pathClues } from './path-clues.ts';

/** What an item and an article can be compared by, in one form for both. */
export interface Traits {
  readonly ids: readonly string[];
  /** {@link originalKey} of what a clipping is of, and of every address that may be that. */
  readonly originals: readonly string[];
  /** What its addresses and its path come to. */
  readonly paths: readonly PathClues[];
  /** {@link letters} of the title, in each way it can be read. */
  readonly titles: readonly string[];
  /** Its publication and its last change, where they are known: some feeds have the change alone. */
  readonly moments: readonly Instant[];
  /** Only asked for where nothing else decides. */
  readonly words: () => Words;
}

interface Words {
  /** {@link letters} of the first words, or of all where they are few; absent where there are next to none. */
  readonly opening?: string;
  readonly sketch?: string;
  /** Whether this is the whole text. */
  readonly isWhole: boolean;
}

export interface AdoptionSite {
  readonly siteId: string;
  readonly baseUrl: string;
  /** IANA name. */
  readonly timezone: string;
  readonly link: LinkPolicy;
  readonly htmlOf: (article: ArticleFacts) => string;
}

export function traitsOfItem(item: OldItem): Traits {
  const { id, title, addresses, home, published, updated } = item;
  return {
    ids: [id],
    originals: addresses.map(originalKey),
    paths: addresses.flatMap((address) => pathsBelow(address, home)).map(pathClues),
    titles: title === undefined ? [] : distinct([letters(title), letters(foreignText(title))]),
    moments: [published, updated].filter((moment) => moment !== undefined),
    words: once(() => {
      const text = foreignText(item.html ?? '');
      return wordsOf(text, sketch(text), item.isWhole);
    }),
  };
}

export function traitsOfArticle({ article, facts }: Candidate, site: AdoptionSite): Traits {
  const { path, title, permalink, published, updated, precision } = article;
  const page = pageAddress(site, article);
  return {
    ids: [identify(article, site.siteId).id],
    originals: facts.original === undefined ? [] : [facts.original],
    paths: [...pathsBelow(page, site.baseUrl), path, ...(permalink?.startsWith('/') ? [permalink] : [])].map(pathClues),
    titles: [letters(title)],
    moments: [precision === 'none' ? undefined : published, updated].filter((moment) => moment !== undefined),
    words: once(() => wordsOf(plainText(site.htmlOf(article)), facts.sketch, true)),
  };
}

/** The path of an address and, where the site lies below a path of its own, the rest of it below that. */
function pathsBelow(address: string, home: string | undefined): string[] {
  const { pathname } = new URL(address);
  if (home === undefined) return [pathname];
  const root = new URL(home).pathname.replace(/\/(?:index\.\w+)?$|$/, '/');
  return root !== '/' && pathname.startsWith(root) ? [pathname, pathname.slice(root.length)] : [pathname];
}

/** Two texts that begin with so many of the same letters and digits begin with the same words. */
const openingLength = 60;
/** Less is a greeting. */
const leastOpening = 12;

function wordsOf(text: string, sketched: string | undefined, isWhole: boolean): Words {
  const opening = letters(text.slice(0, openingLength * 4)).slice(0, openingLength);
  return {
    ...(opening.length >= leastOpening && { opening }),
    ...(sketched !== undefined && { sketch: sketched }),
    isWhole,
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
