import { type ReadContext, type ReadResult, readArticle } from '../../src/article/read.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';

const context: ReadContext = {
  now: Date.UTC(2026, 5, 1),
  timezone: 'UTC',
  baseUrl: 'https://hay.example/',
  clippings: 'source',
  defaults: { tags: [], content: 'full', undated: 'leave-out' },
  pageUrl: ({ path, permalink }) => new URL(permalink ?? encodeURI(path), 'https://hay.example/').href,
  files: { find: () => undefined },
};

/** Reads a file's text (or bytes) as the article `note.md`, or the one named. */
export function read(
  file: string | Uint8Array,
  { path = 'note.md', ...given }: Partial<ReadContext> & { path?: string } = {},
): ReadResult {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  return readArticle(bytes, { path, file: `articles/${path}` }, { ...context, ...given });
}

/** The article that these lines of YAML make, with a title, a date and a text of their own if they name none. */
export function withFields(yaml: string, given: Parameters<typeof read>[1] = {}) {
  const title = /^title:/m.test(yaml) ? '' : 'title: A title\n';
  const date = /^date:|^published: \S*\d|^created:/m.test(yaml) ? '' : 'date: 2024-03-05\n';
  return read(`---\n${yaml}\n${title}${date}---\nText.\n`, given);
}

/** Code and place of each diagnostic: `front-matter/bad-date 2:7`. */
export function told(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, place }) => (place ? `${code} ${place.line}:${place.column}` : code));
}
