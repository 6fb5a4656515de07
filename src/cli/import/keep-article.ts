import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clipping } from '../../article/clipping.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { writeWhole } from '../write-whole.ts';

export interface KeptArticle {
  /** Absolute path. */
  readonly path: string;
  readonly change: 'new' | 'unchanged';
}

/** How many articles of one day and title are tried before giving up. */
const mostAlike = 1000;

/**
 * Writes an article under a name that is free, and never over another: the next one of the same day and title is
 * numbered. One with the same text is left alone, whatever its date, so that importing a file twice makes no second.
 */
export async function keepArticle(folder: string, clipping: Clipping): Promise<KeptArticle | Diagnostic> {
  try {
    await mkdir(folder, { recursive: true });
    const twin = await findTwin(folder, clipping);
    return twin === undefined ? await writeNew(folder, clipping) : { path: join(folder, twin), change: 'unchanged' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      severity: 'error',
      code: 'output/cannot-write',
      message: `the article cannot be written (${code ?? message})`,
    };
  }
}

async function findTwin(folder: string, { fileName, body }: Clipping): Promise<string | undefined> {
  const day = 'YYYY-MM-DD'.length;
  const tail = fileName.slice(day, -'.md'.length);
  for (const name of (await readdir(folder)).sort()) {
    if (!/^\d{4}-\d{2}-\d{2}/.test(name) || !/^(-\d{1,4})?\.md$/.test(name.slice(day + tail.length))) continue;
    if (name.slice(day, day + tail.length) !== tail) continue;
    const text = await readFile(join(folder, name), 'utf8');
    if (text.slice(text.indexOf('\n---\n') + '\n---\n'.length).trimStart() === body) return name;
  }
  return undefined;
}

async function writeNew(folder: string, { fileName, text }: Clipping): Promise<KeptArticle> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? fileName : fileName.replace(/\.md$/, `-${number}.md`));
    try {
      await writeWhole(path, text);
      return { path, change: 'new' };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === mostAlike) throw error;
    }
  }
}
