import { dayMs } from '../../text/instant.ts';

/**
 * What a path tells of an article, be it that of its page on some site or that of its file: everything that generators
 * do to one on its way to the other (dates in folders or before the name, `index.html`, extensions, lower case, hyphens,
 * accents) is undone in both.
 */
export interface PathClues {
  /** All of it, comparable; empty for the front page. */
  readonly whole: string;
  /** The last part without a date; absent where nothing else is left. */
  readonly slug?: string;
  /** The parts before it, dates aside: sections, a language. */
  readonly folders: readonly string[];
  /** Days count from 1970-01-01; of a month alone its first and last day. */
  readonly days?: { readonly from: number; readonly to: number };
}

const extension = /\.(?:html?|xhtml|php\d?|aspx?|jsp|cgi|mdx?|markdown|mdown|mkdn?|txt|rst|adoc|org)$/i;
const datedName = /^(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?=[-_. ]|$)[-_. ]*/;

export function pathClues(path: string): PathClues {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const last = parts.pop();
  if (last !== undefined) {
    const name = last.replace(extension, '');
    if (!/^(?:index|default|_index)$/i.test(name)) parts.push(name);
  }
  const { days, rest } = withoutDates(parts.map(decoded));
  const folders = rest.map(comparablePart).filter((part) => part !== '');
  const slug = folders.pop();
  return {
    whole: parts.map((part) => comparablePart(decoded(part))).join('/'),
    ...(slug !== undefined && { slug }),
    folders,
    ...(days && { days }),
  };
}

/** `2024/03/05/name`, `2024/03/name` and `2024-03-05-name` without the date, and the date. */
function withoutDates(parts: readonly string[]): { days?: { from: number; to: number }; rest: string[] } {
  const rest: string[] = [];
  let days: { from: number; to: number } | undefined;
  for (let i = 0; i < parts.length; i += 1) {
    const [part = '', month = '', day = ''] = parts.slice(i, i + 3);
    const [written, ...dated] = datedName.exec(part) ?? [];
    const inName = written !== undefined ? span(dated as [string, string, string]) : undefined;
    const inFolders =
      /^\d{4}$/.test(part) && /^\d{1,2}$/.test(month) ? [part, month, /^\d{1,2}$/.test(day) ? day : ''] : undefined;
    const found = inName ?? (inFolders && span(inFolders as [string, string, string]));
    if (!found) {
      rest.push(part);
      continue;
    }
    days = found;
    if (inName) rest.push(part.slice((written as string).length));
    else i += inFolders?.[2] ? 2 : 1;
  }
  return { rest, ...(days && { days }) };
}

function span([year, month, day]: readonly [string, string, string]): { from: number; to: number } | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day || 1)];
  if (y < 1970 || m < 1 || m > 12 || d < 1 || d > 31) return undefined;
  const from = Date.UTC(y, m - 1, d) / dayMs;
  return { from, to: day ? from : Date.UTC(y, m, 0) / dayMs };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Accents of Latin, Greek and Cyrillic go, those that make another letter of a kana stay. */
function comparablePart(part: string): string {
  return part
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
