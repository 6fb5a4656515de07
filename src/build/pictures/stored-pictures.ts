import { createHash } from 'node:crypto';
import type { FoundPicture, RemotePictures } from '../../article/content/remote-pictures.ts';
import { inspectPicture } from '../articles/inspect-media.ts';
import { maxMediaBytes, mediaPath } from '../output/media.ts';
import { readRegularFile } from '../regular-file.ts';
import type { StoredPicture } from './index-line.ts';
import { picturePath } from './store.ts';

/** What a thread is told of the store. */
export interface StoreSetUp {
  /** Real path. */
  readonly folder: string;
  /** By address. */
  readonly pictures: ReadonlyMap<string, StoredPicture>;
}

/**
 * The pictures in the store as articles may show them. A file is held against its name and its type before it is first
 * used; one that is damaged is wanted again.
 *
 * @param baseUrl Absolute URL that ends in `/`: what lies below it is our own.
 */
export function storedPictures({ folder, pictures }: StoreSetUp, baseUrl: string): RemotePictures {
  const copies = new Map<string, FoundPicture>();
  return {
    find(address) {
      if (address.startsWith(baseUrl)) return { kind: 'own' };
      const picture = pictures.get(address);
      if (!picture) return { kind: 'wanted' };
      const path = picturePath(folder, picture);
      const copy = copies.get(path) ?? copyAt(path, picture, baseUrl);
      copies.set(path, copy);
      return copy;
    },
  };
}

function copyAt(path: string, { sha256, type }: StoredPicture, baseUrl: string): FoundPicture {
  const bytes = readRegularFile(path, maxMediaBytes);
  if ('refused' in bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return { kind: 'wanted' };
  const verdict = inspectPicture(bytes);
  if ('refused' in verdict || verdict.type !== type) return { kind: 'wanted' };
  const to = mediaPath(bytes, verdict.extension);
  const { size } = verdict;
  const file = { from: path, to, type, length: bytes.length, ...(size && { size }) };
  return { kind: 'copy', file, url: new URL(to, baseUrl).href };
}
