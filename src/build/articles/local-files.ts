import { realpathSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import type { FoundFile, LocalFiles } from '../../article/content/local-files.ts';
import { slashed, within } from '../../config/folders.ts';
import { maxMediaBytes, mediaPath } from '../output/media.ts';
import { readRegularFile } from '../regular-file.ts';
import { inspectMedia } from './inspect-media.ts';

export interface LocalFilesContext {
  /** Real path of the articles folder: nothing outside it is ever opened. */
  readonly root: string;
  /** Absolute URL that ends in `/`. */
  readonly baseUrl: string;
  /** What lies in the folder. Called when an article first refers to a file. */
  readonly contents: () => FolderContents;
}

interface FolderContents {
  /** Every file that was found there, by its path in NFC, as the file system spells it. */
  readonly paths: ReadonlyMap<string, string>;
  /** By path in NFC, the page of each article whose address is known from its path. */
  readonly pages: ReadonlyMap<string, string>;
  /** By file name, lower case, the paths of the files of that name: what a wikilink without a path means. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds the files that an article refers to. A reference is looked for beside the article, then from the articles
 * folder's root, then, when it is a bare name, anywhere in the folder if only one file has it.
 *
 * It is looked for among what was found when the folder was walked: most references lead to no file, and asking the
 * disk for each took longer than rendering some articles.
 */
export function localFilesOf(context: LocalFilesContext): (article: string) => LocalFiles {
  const published = new Map<string, FoundFile | undefined>();

  function fileAt(place: string): FoundFile | undefined {
    const { pages, paths } = context.contents();
    const page = pages.get(place);
    if (page !== undefined) return { kind: 'article', url: page };
    const path = paths.get(place);
    if (path === undefined) return undefined;
    if (!published.has(place)) published.set(place, publishable(context, path));
    return published.get(place);
  }

  return (article) => {
    const folder = slashed(relative(context.root, dirname(article)));
    return {
      find(reference) {
        const path = pathOf(reference);
        if (!path) return undefined;
        const places = path.startsWith('/') ? [path.slice(1)] : [posix.join(folder, path), path];
        for (const place of places) {
          const inside = posix.normalize(place).normalize('NFC');
          const found = fileAt(inside) ?? articleAt(`${inside}.md`);
          if (found) return found;
        }
        const { byName } = context.contents();
        const name = path.normalize('NFC').toLowerCase();
        const named = byName.get(name) ?? byName.get(`${name}.md`) ?? [];
        return named.length === 1 ? fileAt(named[0] as string) : undefined;
      },
    };
  };

  function articleAt(place: string): FoundFile | undefined {
    const page = context.contents().pages.get(place);
    return page === undefined ? undefined : { kind: 'article', url: page };
  }
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

function publishable({ root, baseUrl }: LocalFilesContext, path: string): FoundFile | undefined {
  let real: string;
  try {
    real = realpathSync(join(root, path));
  } catch {
    return undefined;
  }
  if (!within(real, root)) return { kind: 'refused', reason: 'it leads out of the articles folder' };
  const bytes = readRegularFile(real, maxMediaBytes);
  if ('refused' in bytes) return { kind: 'refused', reason: `it ${bytes.refused}` };
  const verdict = inspectMedia(real, bytes);
  if ('refused' in verdict) return { kind: 'refused', reason: verdict.refused };
  const to = mediaPath(bytes, verdict.extension);
  const file = { from: real, to, type: verdict.type, length: bytes.length };
  return { kind: 'media', file, url: new URL(to, baseUrl).href };
}
