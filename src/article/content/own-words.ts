import { htmlSafe } from '../../text/characters.ts';
import { plainText } from './plain-text.ts';

/** Around what stands for a picture or an embed while the document is made; not allowed in what comes in. */
const BEGIN = '\ufdd1';
const END = '\ufdd2';

/**
 * HTML of what is shown for, or instead of, a picture, a player or an embed: file names, hosts, alternative words.
 * Whether it is shown, and how it reads, hangs on other files and on where the site is.
 */
export function standIn(html: string): string {
  return BEGIN + html + END;
}

const STAND_IN = /\ufdd1[^\ufdd1\ufdd2]*\ufdd2/g;
const PLAYER = /<(audio|video)(?=[\s>])[^>]*>[\s\S]*?<\/\1>/g;
const PICTURE = /<(?:img|source)(?=[\s>])[^>]*>|<\/?picture>/g;

/**
 * The words that are the article's own, on one line, from HTML in which {@link standIn} has marked what is not: they
 * are the same in every place, under every address, whatever lies beside the article. By them it is known again.
 */
export function ownWords(marked: string): string {
  let own = marked;
  if (own.includes(BEGIN)) own = own.replace(STAND_IN, '');
  if (own.includes('<audio') || own.includes('<video')) own = own.replace(PLAYER, '');
  if (own.includes('<img') || own.includes('<source') || own.includes('picture>')) own = own.replace(PICTURE, '');
  return plainText(htmlSafe(own));
}
