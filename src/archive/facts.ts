import { createHash } from 'node:crypto';
import type { ArticleFacts } from '../article/article.ts';
import { rfc3339 } from '../text/instant.ts';
import { dayIn, localTimeIn } from '../text/zone.ts';
import type { EntryFacts } from './ledger/event.ts';
import { originalKey } from './mint.ts';

/** What an article itself says, as the ledger records it; when it was published is decided elsewhere. */
export type StatedFacts = Omit<EntryFacts, 'published' | 'stated' | 'updated'>;

export function factsOf(article: ArticleFacts, baseUrl: string): StatedFacts {
  const { path, title, permalink, originalUrl, textHash, sketch, fileHash, updated } = article;
  const attached = article.enclosures.map(({ url }) => url.replace(baseUrl, ''));
  return {
    path,
    title,
    ...(permalink !== undefined && { permalink }),
    ...(originalUrl !== undefined && { original: originalKey(originalUrl) }),
    // The address of the page is no part of it unless the author states it: it follows the file and the site.
    content: digest([title, textHash ?? null, originalUrl ?? null, permalink ?? null, attached]),
    ...(textHash !== undefined && { text: textHash }),
    ...(sketch !== undefined && { sketch }),
    ...(attached.length > 0 && { attached: digest(attached) }),
    file: fileHash,
    ...(updated !== undefined && { statedUpdate: updated }),
  };
}

/**
 * What an article says of its publication, so that it can be told later whether it still says the same: a calendar day,
 * and a time that names no zone, are the same in every zone, though they are other instants.
 */
export function statedPublication({ precision, published }: ArticleFacts, timezone: string): string {
  if (precision === 'none') return 'nothing';
  if (precision === 'local') return localTimeIn(timezone, published);
  return precision === 'day' ? dayIn(timezone, published) : rfc3339(published);
}

function digest(values: unknown): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}
