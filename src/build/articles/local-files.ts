import { realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import type { FoundFile, LocalFiles } from '../../article/content/local-files.ts';
import { slashed, within } from '../../config/folders.ts';
import { type FileStat, fileStatOf } from '../cache/file-stat.ts';
import { maxMediaBytes, mediaPath } from '../output/media.ts';
import { readRegularFile } from '../regular-file.ts';
import type { FolderNames } from './folder-names.ts';
import { inspectMedia } from './inspect-media.ts';

export interface LocalFilesContext {
  /** Real path of the articles folder: nothing outside it is ever opened. */
  readonly root: string;
  /** Absolute URL that ends in `/`. */
  readonly baseUrl: string;
  /** What lies in the folder. Called when an article first refers to a file. */
  readonly names: () => FolderNames;
  /** The page of an article by its path in NFC; undefined where that does not follow from its path. */
  readonly pageOf: ((path: string) => string) | undefined;
}

/** Is told what a search follows from, so that it is known later when it has to be made again. */
export interface Looked {
  /**
   * A path relative to the folder, in NFC, or a file name in lower case: whether there is a file of that path, or which
   * have that name, was asked.
   */
  asked(kind: 'path' | 'name', name: string): void;
  opened(file: OpenedFile): void;
}

/** A file whose content mattered. */
export interface OpenedFile {
  /** Absolute. */
  readonly path: string;
  /** As it was just before it was read; absent where a link led there, or it was gone. */
  readonly stat?: FileStat;
}

/**
 * Finds the files that an article refers to. A reference is looked for beside the article, then from the articles
 * folder's root, then, when it is a bare name, anywhere in the folder if only one file has it.
 *
 * It is looked for among what was found when the folder was walked: most references lead to no file, and asking the
 * disk for each took longer than rendering some articles.
 */
export function localFilesOf(context: LocalFilesContext): (article: string, tell: Looked) => LocalFiles {
  const published = new Map<string, Publishable>();

  function fileAt(place: string, tell: Looked): FoundFile | undefined {
    tell.asked('path', place);
    const names = context.names();
    const page = pageAt(place);
    if (page !== undefined) return { kind: 'article', url: page };
    const path = names.pathOf(place);
    if (path === undefined) return undefined;
    const { found, opened } = published.get(place) ?? publishable(context, path);
    published.set(place, { found, opened });
    tell.opened(opened);
    return found;
  }

  function pageAt(place: string): string | undefined {
    const { names, pageOf } = context;
    return pageOf && names().isArticle(place) ? pageOf(place) : undefined;
  }

  return (article, tell) => {
    const folder = slashed(relative(context.root, dirname(article)));
    return {
      find(reference) {
        const path = pathOf(reference);
        if (!path) return undefined;
        const places = path.startsWith('/') ? [path.slice(1)] : [posix.join(folder, path), path];
        for (const place of places) {
          const inside = posix.normalize(place).normalize('NFC');
          const found = fileAt(inside, tell) ?? articleAt(`${inside}.md`, tell);
          if (found) return found;
        }
        const names = context.names();
        const name = path.normalize('NFC').toLowerCase();
        tell.asked('name', name);
        tell.asked('name', `${name}.md`);
        const own = names.named(name);
        const named = own.length > 0 ? own : names.named(`${name}.md`);
        return named.length === 1 ? fileAt(named[0] as string, tell) : undefined;
      },
    };
  };

  function articleAt(place: string, tell: Looked): FoundFile | undefined {
    tell.asked('path', place);
    const page = pageAt(place);
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

interface Publishable {
  readonly found: FoundFile | undefined;
  readonly opened: OpenedFile;
}

function publishable(context: LocalFilesContext, path: string): Publishable {
  const absolute = join(context.root, path);
  let real: string;
  let stats: Stats;
  try {
    real = realpathSync(absolute);
    stats = statSync(real);
  } catch {
    return { found: undefined, opened: { path: absolute } };
  }
  const opened = { path: absolute, ...(real === absolute && { stat: fileStatOf(stats) }) };
  return { found: publishableAt(real, context), opened };
}

function publishableAt(real: string, { root, baseUrl }: LocalFilesContext): FoundFile {
  if (!within(real, root)) return { kind: 'refused', reason: 'it leads out of the articles folder' };
  const bytes = readRegularFile(real, maxMediaBytes);
  if ('refused' in bytes) return { kind: 'refused', reason: `it ${bytes.refused}` };
  const verdict = inspectMedia(real, bytes);
  if ('refused' in verdict) return { kind: 'refused', reason: verdict.refused };
  const to = mediaPath(bytes, verdict.extension);
  const { type, size } = verdict;
  const file = { from: real, to, type, length: bytes.length, ...(size && { size }) };
  return { kind: 'media', file, url: new URL(to, baseUrl).href };
}
