import type { ArticleContent } from './article.ts';

/**
 * The content of an article as bytes: the length of what follows (4 bytes, little-endian), everything but the HTML as
 * JSON, then the HTML.
 */
export function contentBytes({ html, summary, image, origins }: ArticleContent): Uint8Array {
  const json = Buffer.from(JSON.stringify({ summary, ...(image !== undefined && { image }), origins }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, Buffer.from(html)]);
}

/** @param bytes Of {@link contentBytes}. */
export function contentOf(bytes: Uint8Array): ArticleContent {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 4 + all.readUInt32LE();
  return { ...JSON.parse(all.toString('utf8', 4, end)), html: all.toString('utf8', end) };
}
