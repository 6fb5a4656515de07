import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import type { Entry } from '../../archive/entry.ts';
import type { MediaFile } from '../../article/article.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Document } from '../../feed/document.ts';
import { byCodeUnit } from '../../text/order.ts';
import { CacheDamaged } from '../cache/pack.ts';
import { readRegularFile } from '../regular-file.ts';

/** Bytes; what is larger is better linked to than published with a feed. */
export const maxMediaBytes = 256 * 1024 * 1024;

/** Where a file with these bytes is published: {@link MediaFile.to}. */
export function mediaPath(bytes: Uint8Array, extension: string): string {
  return `media/${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${extension}`;
}

/** The beginning of the hash that a published file is named by. @param path Of {@link mediaPath}. */
export function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
}

/**
 * The files that entries refer to, each once, however many refer to it; read only now, so that one at a time is in
 * memory, and only where it is not published already: its name says what it holds. One that is not what it was when its
 * article was read is left out: its name would say something else than its bytes, and what a link leads to by now may
 * lie anywhere.
 */
export function* mediaOf(
  entries: readonly Entry[],
  isPublished: (path: string) => boolean,
  report: (diagnostic: Diagnostic) => void,
): Generator<Document> {
  const wanted = new Map<string, { media: MediaFile; file: string }>();
  for (const { media, file } of entries) for (const each of media) wanted.set(each.to, { media: each, file });
  for (const [path, { media, file }] of [...wanted].sort(([a], [b]) => byCodeUnit(a, b))) {
    if (isPublished(path)) {
      yield publishedAlready(path, media);
      continue;
    }
    const bytes = bytesOf(media);
    if (bytes) yield { path, key: path, chunks: [bytes] };
    else {
      report({
        severity: 'warning',
        code: 'content/missing-file',
        file,
        message: `${path} is not published: its original changed or went while it was read`,
        hint: 'build again',
      });
    }
  }
}

function publishedAlready(path: string, media: MediaFile): Document {
  return {
    path,
    key: path,
    get chunks() {
      const bytes = bytesOf(media);
      if (!bytes) throw new CacheDamaged(`${path} was there a moment ago`);
      return [bytes];
    },
  };
}

function bytesOf({ from, to }: MediaFile): Uint8Array | undefined {
  const bytes = readRegularFile(from, maxMediaBytes);
  if ('refused' in bytes || mediaPath(bytes, to.slice(to.lastIndexOf('.') + 1)) !== to) return undefined;
  return isWithoutLinks(from) ? bytes : undefined;
}

/** Whether no folder on the way is a link; {@link MediaFile.from} was a real path when it was found. */
function isWithoutLinks(path: string): boolean {
  try {
    return realpathSync(path) === path;
  } catch {
    return false;
  }
}
