import type { Stored } from '../../src/article/stored.ts';
import type { Chunk, Document } from '../../src/feed/document.ts';
import { type Fragments, fragmentsOf } from '../../src/feed/fragments.ts';

/** Of entries whose content is in memory. */
export function fragmentsInMemory(siteId: string, versionsOf?: Parameters<typeof fragmentsOf>[2]): Fragments {
  return fragmentsOf(siteId, atHand, versionsOf);
}

/** Of a document that nothing was put into a pack for. */
export function bytesOf({ chunks }: Pick<Document, 'chunks'>): Buffer {
  return Buffer.concat(chunks.map(atHand));
}

export function textOf(document: Pick<Document, 'chunks'>): string {
  return bytesOf(document).toString();
}

export function atHand(bytes: Stored | Chunk): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  throw new Error('it lies in a pack');
}
