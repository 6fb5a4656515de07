import type { PictureSize } from '../../article/article.ts';
import { type Attributes, valid } from './attributes.ts';
import type { SiteAddresses } from './site-addresses.ts';
import { VISIBLE } from './white-space.ts';

/** What an `img` comes to in a page; all of it escaped. */
export interface Picture {
  /** Where a page may load it. */
  readonly markup?: string;
  /** Of the picture, http(s). */
  readonly address?: string;
  /** Alternative words, or its title; may be empty. */
  readonly words: string;
  /** It was there to count readers. */
  readonly isUnseen: boolean;
}

export function readPicture(attributes: Attributes, addresses: SiteAddresses): Picture {
  const candidates = [attributes.get('src'), largestCandidate(attributes.get('srcset'))].filter(
    (address) => address !== undefined,
  );
  const alt = attributes.get('alt') ?? '';
  const title = valid(attributes, 'title') ?? '';
  const words = VISIBLE.test(alt) ? alt : title;
  const address = candidates.find((candidate) => candidate.startsWith('http'));
  const isUnseen = words === '' && ['width', 'height'].some((name) => /^[01]$/.test(attributes.get(name) ?? ''));
  for (const candidate of candidates) {
    const src = addresses.loadable(candidate);
    if (src === undefined) continue;
    const said = title !== '' && title !== words ? ` title="${title}"` : '';
    return {
      markup: `<img src="${src}" alt="${words}"${said}${size(attributes, addresses.sizeOf(candidate))}>`,
      words,
      isUnseen,
    };
  }
  return { ...(address !== undefined && { address }), words, isUnseen };
}

/**
 * In pixels, as its author wants it, else as it is, so that a browser keeps its room before it comes; one in percent says
 * nothing of the other.
 */
function size(attributes: Attributes, own: PictureSize | undefined): string {
  const sides = ['width', 'height'].filter((name) => attributes.has(name));
  const values = sides.map((name) => valid(attributes, name));
  const isStated = sides.length > 0 && !values.includes(undefined);
  if (isStated && (sides.length === 2 || !own)) return sides.map((name, i) => ` ${name}="${values[i]}"`).join('');
  if (!own) return '';
  const share = isStated ? Number(values[0]) / (sides[0] === 'width' ? own.width : own.height) : 1;
  return ` width="${Math.round(own.width * share)}" height="${Math.round(own.height * share)}"`;
}

/**
 * The address of the widest, or densest, candidate of a `srcset` (HTML, 4.8.4.2.1) as article/content/ writes it:
 * candidates are apart by a comma and a space, and no address ends in a comma.
 */
function largestCandidate(srcset: string | undefined): string | undefined {
  let largest: string | undefined;
  let most = -1;
  for (const candidate of srcset?.split(', ') ?? []) {
    const [address, descriptor = '1x'] = candidate.split(' ');
    const size = Number.parseFloat(descriptor);
    if (size > most) [largest, most] = [address, size];
  }
  return largest;
}
