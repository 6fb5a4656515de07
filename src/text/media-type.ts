/** By extension, lower case; the names that IANA registered. */
export const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['svg', 'image/svg+xml'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['aac', 'audio/aac'],
  ['ogg', 'audio/ogg'],
  ['oga', 'audio/ogg'],
  ['opus', 'audio/ogg'],
  ['wav', 'audio/wav'],
  ['flac', 'audio/flac'],
  ['mp4', 'video/mp4'],
  ['m4v', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['webm', 'video/webm'],
  ['pdf', 'application/pdf'],
  ['epub', 'application/epub+zip'],
  ['zip', 'application/zip'],
  ['txt', 'text/plain'],
  ['csv', 'text/csv'],
]);

/** What stands behind the last dot of a name, lower case and without the dot; empty where there is none. */
export function extensionOf(path: string): string {
  return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** The media type that a file's name promises; nothing is known of its content. */
export function typeByName(path: string): string {
  return mediaTypes.get(extensionOf(path)) ?? 'application/octet-stream';
}

/** The extension for a media type, the shortest where there are several; undefined for a type that has none here. */
export function extensionFor(type: string): string | undefined {
  for (const [extension, of] of mediaTypes) if (of === type) return extension;
  return undefined;
}
