import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArticle } from '../../src/article/read.ts';

/** Real articles of other people, under their own licences: never part of this repository. */
const corpora = resolve(import.meta.dirname, '../../../shared/corpora');
const list = join(corpora, 'collections.json');

export const collectionsAreThere = existsSync(list);

export interface RealContent {
  readonly path: string;
  /** Of the site that it is read for. */
  readonly baseUrl: string;
  /** As feeds show it. */
  readonly body: string;
}

/** Every so manieth article of each collection; all pictures with relative addresses are there. */
export function* realContents(every: number): Generator<RealContent> {
  const { collections } = JSON.parse(readFileSync(list, 'utf8')) as { collections: { name: string; in: string }[] };
  for (const { name, in: folder } of collections) {
    const root = join(corpora, name, folder);
    const paths = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:md|mdx|markdown)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
    for (const path of paths.filter((_, i) => i % every === 0)) {
      const baseUrl = `https://${name}.example/`;
      const body = contentOf(readFileSync(join(root, path)), path, baseUrl);
      if (body !== undefined) yield { path, baseUrl, body };
    }
  }
}

function contentOf(bytes: Uint8Array, path: string, baseUrl: string): string | undefined {
  const picture = (reference: string) => ({
    kind: 'media' as const,
    file: { from: `/${reference}`, to: `media/${reference}`, type: 'image/png', length: 1 },
    url: new URL(`media/${encodeURI(reference)}`, baseUrl).href,
  });
  const { article } = readArticle(
    bytes,
    { path, file: path },
    {
      now: Date.UTC(2026, 10, 1),
      timezone: 'UTC',
      baseUrl,
      clippings: 'source',
      defaults: { tags: [], content: 'full', undated: 'first-seen' },
      pageUrl: () => new URL(encodeURI(path), baseUrl).href,
      files: {
        find: (reference) => (/^[\w./-]+\.(?:png|jpe?g|gif)$/.test(reference) ? picture(reference) : undefined),
      },
    },
  );
  return article?.html;
}
