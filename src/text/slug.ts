import { createHash } from 'node:crypto';

/** Longest slug in UTF-8 bytes: with its folder and file name it stays far below every file system's 255. */
const longest = 96;

/** The page of all names lies among their folders. */
const listPage = 'index.html';

/** Whether Windows gives the name to a device, with or without an extension: no file or folder can have it there. */
export function isDeviceName(name: string): boolean {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);
}

/** What symbols are called, so that `c++` and `c#` can be told apart by people. */
const spoken: Record<string, string> = {
  '+': 'plus',
  '#': 'sharp',
  '&': 'and',
  '@': 'at',
  '%': 'percent',
  '*': 'star',
};

/**
 * What makes two names the same: case, the Unicode normal form, and the way words are joined (`Open Source`,
 * `open-source`, `open_source`) do not count.
 */
export function fold(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .trim()
    .replace(/[\s_-]+/gu, '-')
    .replace(/^-+(?=.)|(?<=.)-+$/gu, '');
}

/**
 * A name as a folder and a part of a URL that lasts: letters and digits of every script are kept, names that
 * {@link fold} tells apart never share one, and it depends on nothing but the name, so that it never moves.
 *
 * Where anything had to be replaced, eight hexadecimal digits of the name's SHA-256 are put behind it: `c++` becomes
 * `c-plus-plus-…`, and a tag that is really called `c plus plus` is another.
 */
export function slug(name: string): string {
  const folded = fold(name);
  if (isPlain(folded)) return folded;
  const readable = shorten(
    folded
      .replace(/[+#&@%*]/gu, (symbol) => `-${spoken[symbol]}-`)
      .replace(/[^\p{L}\p{M}\p{N}.]+/gu, '-')
      .replace(/\.{2,}/gu, '.')
      .replace(/^[-.\p{M}]+|[-.]+$/gu, '')
      .replace(/-{2,}/gu, '-'),
  );
  const digest = createHash('sha256').update(folded).digest('hex').slice(0, 8);
  return readable && !isDeviceName(readable) ? `${readable}-${digest}` : `x-${digest}`;
}

/** Whether a folded name can stand as it is. A digest at its end would be mistaken for ours. */
function isPlain(folded: string): boolean {
  return (
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[.-][\p{L}\p{M}\p{N}]+)*$/u.test(folded) &&
    !/-[0-9a-f]{8}$/.test(folded) &&
    !isDeviceName(folded) &&
    folded !== listPage &&
    Buffer.byteLength(folded) <= longest
  );
}

function shorten(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > longest - 9) return kept.replace(/[-.]+$/u, '');
    kept += character;
  }
  return kept;
}
