import { maxFileBytes } from '../../article/decode.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Document } from '../../feed/document.ts';
import { sha256 } from '../../text/sha256.ts';
import { CacheDamaged } from '../cache/pack.ts';
import { readRegularFile } from '../regular-file.ts';

/** The bytes of an article, to be published beside its page. */
export interface MarkdownFile {
  /** Under the output folder. */
  readonly path: string;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  /** Absolute paths at which they may lie. */
  readonly candidates: readonly string[];
  /** As messages name it. */
  readonly file: string;
}

/**
 * Articles as they were written, one at a time in memory; read only where they are not published already. One that is
 * not what it was when it was read is left out, and the next run publishes what it says by then.
 *
 * @param isPublished Whether a path has what this key stands for.
 */
export function* markdownOf(
  files: Iterable<MarkdownFile>,
  isPublished: (path: string, key: string) => boolean,
  report: (diagnostic: Diagnostic) => void,
): Generator<Document> {
  for (const file of files) {
    const { path, hash } = file;
    const key = `md ${hash}`;
    if (isPublished(path, key)) {
      yield {
        path,
        key,
        get chunks() {
          const bytes = bytesOf(file);
          if (!bytes) throw new CacheDamaged(`${path} was there a moment ago`);
          return [bytes];
        },
      };
      continue;
    }
    const bytes = bytesOf(file);
    if (bytes) yield { path, key, chunks: [bytes] };
    else report(changedMeanwhile(file));
  }
}

function bytesOf({ candidates, hash }: MarkdownFile): Uint8Array | undefined {
  for (const path of candidates) {
    const bytes = readRegularFile(path, maxFileBytes);
    if (!('refused' in bytes) && sha256(bytes) === hash) return bytes;
  }
  return undefined;
}

function changedMeanwhile({ path, file }: MarkdownFile): Diagnostic {
  return {
    severity: 'warning',
    code: 'page/no-markdown',
    file,
    message: `${path} is not published: the article changed or went while it was read`,
    hint: 'build again',
  };
}
