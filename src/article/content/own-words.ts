import { htmlSafe } from '../../text/characters.ts';
import { withoutTags } from './plain-text.ts';

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

/**
 * The words that are the article's own, on one line, from HTML in which {@link standIn} has marked what is not: they
 * are the same in every place, under every address, whatever lies beside the article. By them it is known again.
 *
 * @param isSafe Whether {@link htmlSafe} is known to find nothing in it; then nothing is marked, either.
 */
export function ownWords(marked: string, isSafe = false): string {
  const html = isSafe ? marked : htmlSafe(marked.replace(STAND_IN, ''));
  return withoutTags(html, (name, at, end) => {
    if (name === 'audio' || name === 'video') return isStart(html, at, name) ? endOfPlayer(html, name, end) : undefined;
    if (name === 'img' || name === 'source') return isStart(html, at, name) ? end : undefined;
    return name === 'picture' && html[end - 2] === 'e' ? end : undefined;
  });
}

/** Whether it is a start tag of that name, and not `<img/>`, which nobody here writes. */
function isStart(html: string, at: number, name: string): boolean {
  return /[\s>]/.test(html.charAt(at + 1 + name.length)) && html[at + 1] !== '/';
}

function endOfPlayer(html: string, name: string, from: number): number | undefined {
  const close = `</${name}>`;
  const at = html.indexOf(close, from);
  return at < 0 ? undefined : at + close.length;
}
