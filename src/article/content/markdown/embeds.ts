/** Pictures, sounds and films, by the end of their address. */
export type MediaKind = 'image' | 'audio' | 'video';

const KINDS: Record<MediaKind, RegExp> = {
  image: /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|apng)$/i,
  audio: /\.(?:mp3|m4a|ogg|oga|opus|wav|flac|aac)$/i,
  video: /\.(?:mp4|m4v|webm|mov|ogv)$/i,
};

export function kindOf(address: string): MediaKind | undefined {
  const path = address.replace(/[?#].*$/s, '');
  if (KINDS.image.test(path)) return 'image';
  if (KINDS.video.test(path)) return 'video';
  return KINDS.audio.test(path) ? 'audio' : undefined;
}

/**
 * The element for a picture, sound or film; all values escaped already. A player holds a link to what it plays: readers
 * that know no players drop the element and keep what is in it.
 */
export function embed(
  kind: MediaKind,
  of: { url: string; alt: string; title?: string; width?: string | undefined; height?: string | undefined },
): string {
  if (kind === 'image') {
    const optional = (
      [
        ['title', of.title],
        ['width', of.width],
        ['height', of.height],
      ] as const
    )
      .filter(([, value]) => value)
      .map(([name, value]) => ` ${name}="${value}"`);
    return `<img src="${of.url}" alt="${of.alt}"${optional.join('')}>`;
  }
  return `<${kind} controls src="${of.url}"><a href="${of.url}">${of.alt || fileName(of.url)}</a></${kind}>`;
}

/** The last part of an address, as a name for what it leads to. */
export function fileName(url: string): string {
  return url
    .replace(/[?#].*$/s, '')
    .replace(/\/+$/, '')
    .replace(/^.*\//s, '');
}
