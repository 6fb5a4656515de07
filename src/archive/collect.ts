import { createHash } from 'node:crypto';
import type { Article } from '../article/article.ts';
import type { Config } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { byCodeUnit } from '../text/order.ts';
import { fold, slug } from '../text/slug.ts';
import { withIds } from './duplicates.ts';
import type { Entry, Tag } from './entry.ts';
import { pageAddress } from './page-address.ts';
import { sourceFinder } from './sources.ts';
import { distinctUpdated } from './updated.ts';

export type Site = Pick<Config, 'siteId' | 'baseUrl' | 'timezone' | 'link' | 'sources'>;

/**
 * All entries that the articles make, in feed order, and what was wrong with them together.
 *
 * The order of the articles has no influence on the result.
 */
export function collect(articles: readonly Article[], site: Site): { entries: Entry[]; diagnostics: Diagnostic[] } {
  const { identified, diagnostics } = withIds(
    [...articles].sort((a, b) => byCodeUnit(a.path, b.path)),
    site.siteId,
  );
  const updated = distinctUpdated(identified.map(({ id, article }) => ({ ...article, id })));
  const tagsOf = tagFinder(articles);
  const sourceOf = sourceFinder(site.sources);

  const entries = identified.map(({ id, idFrom, article }): Entry => {
    const page = pageAddress(site, article);
    const source = sourceOf(article);
    const toOriginal = site.link.clippings === 'source' && article.originalUrl !== undefined;
    const { path, file, title, originalUrl, authors, published, language, summary, image, enclosures, media } = article;
    return {
      id,
      idFrom,
      path,
      file,
      title,
      link: toOriginal ? (article.originalUrl as string) : page,
      page,
      ...(originalUrl && { externalUrl: originalUrl }),
      ...(source && { source }),
      authors,
      published,
      updated: updated.get(id) as number,
      tags: tagsOf(article.tags),
      ...(language && { language }),
      summary,
      html: article.show === 'full' ? article.html : '',
      ...(image && { image }),
      enclosures,
      media,
      contentHash: contentHash(article, site.baseUrl),
    };
  });
  return { entries: entries.sort(newestFirst), diagnostics };
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

/**
 * SHA-256, hex, of what a subscriber would notice: title, words, original and enclosures. White space, the order of
 * tags, the renderer's markup and the base URL do not count.
 */
function contentHash(article: Article, baseUrl: string): string {
  const attached = article.enclosures.map(({ url }) => url.replace(baseUrl, ''));
  const noticed = [article.title, article.textHash ?? null, article.originalUrl ?? null, attached];
  return createHash('sha256').update(JSON.stringify(noticed)).digest('hex');
}

/**
 * The tags that stated names mean, no two alike, each in the spelling that most articles use; of equally common ones
 * the first by code unit.
 */
function tagFinder(articles: readonly Article[]): (stated: readonly string[]) => Tag[] {
  const counts = new Map<string, number>();
  for (const name of articles.flatMap(({ tags }) => tags)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const commonFirst = [...counts].sort(([a, m], [b, n]) => n - m || byCodeUnit(a, b));
  const byFold = new Map<string, Tag>();
  const byName = new Map<string, Tag>();
  for (const [name] of commonFirst) {
    const tag = byFold.get(fold(name)) ?? { slug: slug(name), name };
    byFold.set(fold(name), tag);
    byName.set(name, tag);
  }
  return (stated) => [...new Set(stated.map((name) => byName.get(name) as Tag))];
}
