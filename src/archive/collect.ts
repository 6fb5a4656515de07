import { byCodeUnit } from '../text/order.ts';
import { fold, slug } from '../text/slug.ts';
import type { Entry, Tag } from './entry.ts';
import { pageAddress } from './page-address.ts';
import type { Identified } from './record.ts';
import type { Site } from './site.ts';
import { sourceFinder } from './sources.ts';

/** How names are spelled that articles spell in different ways; what it does not know yet is added. */
export interface Spelling {
  /** By {@link fold} of a name. */
  readonly tags: Map<string, Tag>;
  /** Of sources that nobody declared: their names by slug. */
  readonly sources: Map<string, string>;
}

function newSpelling(): Spelling {
  return { tags: new Map(), sources: new Map() };
}

/**
 * The entries that identified articles make, in feed order.
 *
 * @param identified In the order of first publication: names that articles spell in different ways are shown as the
 *   first of them does, so that no later article changes what documents say of earlier ones.
 */
export function collect(identified: readonly Identified[], site: Site, spelling: Spelling = newSpelling()): Entry[] {
  const tagOf = tagFinder(spelling.tags);
  const sourceOf = sourceFinder(site.sources, spelling.sources);

  const entries = identified.map(({ id, idFrom, article, published, updated, contentHash, kept }): Entry => {
    const page = pageAddress(site, { ...article, published });
    const source = sourceOf(article);
    const toOriginal = site.link.clippings === 'source' && article.originalUrl !== undefined;
    const { path, file, title, originalUrl, authors, language, enclosures, media, hasComments, content } = article;
    return {
      id,
      idFrom,
      ...(kept && { kept }),
      path,
      file,
      title,
      link: toOriginal ? (article.originalUrl as string) : page,
      page,
      ...(originalUrl && { externalUrl: originalUrl }),
      ...(source && { source }),
      authors,
      published,
      updated,
      tags: [...new Set(article.tags.map(tagOf))],
      ...(language && { language }),
      enclosures,
      media,
      contentHash,
      isFull: article.show === 'full' && article.hasHtml,
      ...(hasComments && { hasComments }),
      content,
    };
  });
  return entries.sort(newestFirst);
}

/**
 * Puts entries in feed order: newest `published` first, equal instants by id.
 *
 * RFC 4287 4.1.1 gives the order of entries no meaning, so readers may not rely on it; it is fixed all the same,
 * because equal articles must give equal bytes: the entity tag, and with it every 304, depends on that.
 */
function newestFirst(a: Entry, b: Entry): number {
  return b.published - a.published || byCodeUnit(a.id, b.id);
}

/** The tag that a name means, the same one for all its spellings: the first that is asked for. */
function tagFinder(byFold: Map<string, Tag>): (name: string) => Tag {
  return (name) => {
    const key = fold(name);
    const tag = byFold.get(key) ?? { slug: slug(name), name };
    byFold.set(key, tag);
    return tag;
  };
}
