import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FoundFile, LocalFiles } from '../article/content/local-files.ts';
import { mediaType } from './media-type.ts';

/** Bytes; what is larger is better linked to than published with a feed. */
const maxMediaBytes = 256 * 1024 * 1024;

export interface LocalFilesContext {
  /** Real path of the articles folder: nothing outside it is ever opened. */
  readonly root: string;
  /** Absolute URL that ends in `/`. */
  readonly baseUrl: string;
  /** By real path, the page of each article whose address is known from its path. */
  readonly pages: () => ReadonlyMap<string, string>;
  /** By file name, lower case, where files lie (relative to `root`): what a wikilink without a path means. */
  readonly byName: () => ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds the files that an article refers to. A reference is looked for beside the article, then from the articles
 * folder's root, then, when it is a bare name, anywhere in the folder if only one file has it.
 */
export function localFilesOf(context: LocalFilesContext): (article: string) => LocalFiles {
  const published = new Map<string, FoundFile>();

  function open(inside: string): FoundFile | undefined {
    let real: string;
    try {
      real = realpathSync(join(context.root, inside));
    } catch {
      return undefined;
    }
    if (!isWithin(context.root, real)) return { kind: 'refused', reason: 'it leads out of the articles folder' };
    const page = context.pages().get(real);
    if (page) return { kind: 'article', url: page };
    const known = published.get(real) ?? publish(real, context.baseUrl);
    if (known) published.set(real, known);
    return known;
  }

  return (article) => {
    const beside = relative(context.root, dirname(article));
    return {
      find(reference) {
        const path = pathOf(reference);
        if (!path) return undefined;
        const places = path.startsWith('/') ? [path.slice(1)] : [join(beside, path), path];
        for (const place of places) {
          if (!isWithin(context.root, resolve(context.root, place))) continue;
          const found = open(place) ?? (place.endsWith('.md') ? undefined : articleNamed(place));
          if (found) return found;
        }
        const name = path.toLowerCase();
        const names = context.byName();
        const named = names.get(name) ?? names.get(`${name}.md`) ?? [];
        return named.length === 1 ? open(named[0] as string) : undefined;
      },
    };
    function articleNamed(place: string): FoundFile | undefined {
      const found = open(`${place}.md`);
      return found?.kind === 'article' ? found : undefined;
    }
  };
}

/** The path that a reference means, or undefined where it can mean no file. */
function pathOf(reference: string): string | undefined {
  const path = reference.replace(/[?#].*$/s, '');
  if (!path || path.includes('\0') || path.startsWith('//') || /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    decoded = path;
  }
  const hidden = decoded.split('/').some((part) => part.startsWith('.') && part !== '.' && part !== '..');
  return hidden || decoded.includes('\0') || decoded.endsWith('/') ? undefined : decoded;
}

function isWithin(root: string, path: string): boolean {
  return path === root || path.startsWith(root + sep);
}

function publish(real: string, baseUrl: string): FoundFile | undefined {
  // A FIFO must not block, and what was a file when it was looked at must still be one when it is read.
  let descriptor: number;
  try {
    descriptor = openSync(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return { kind: 'refused', reason: `it cannot be read (${(error as NodeJS.ErrnoException).code})` };
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return undefined;
    if (stats.size > maxMediaBytes) return { kind: 'refused', reason: `it is larger than ${maxMediaBytes} bytes` };
    const bytes = readFileSync(descriptor);
    const verdict = mediaType(real, bytes);
    if ('refused' in verdict) return { kind: 'refused', reason: verdict.refused };
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const to = `media/${digest}.${verdict.extension}`;
    const file = { from: real, to, type: verdict.type, length: bytes.length };
    return { kind: 'media', file, url: new URL(to, baseUrl).href };
  } finally {
    closeSync(descriptor);
  }
}
