import { type Content, type ContentContext, renderContent } from '../../../src/article/content/content.ts';
import type { FoundFile } from '../../../src/article/content/local-files.ts';

/** Renders a body as of an own article at https://site.example/articles/a/, with the files given. */
export function rendered(
  body: string,
  files: Record<string, FoundFile> = {},
  context: Partial<ContentContext> = {},
): Content {
  const page = 'https://site.example/articles/a/';
  return renderContent(body, {
    page,
    base: page,
    anchor: page,
    idPrefix: 'a1',
    file: 'articles/a.md',
    bodyLine: 5,
    files: { find: (reference) => files[reference] },
    ...context,
  });
}

export function html(body: string, files?: Record<string, FoundFile>, context?: Partial<ContentContext>): string {
  return rendered(body, files, context).html;
}

export function picture(name: string): FoundFile {
  const file = { from: `/articles/${name}`, to: `media/${name}`, type: 'image/png', length: 10 };
  return { kind: 'media', file, url: `https://site.example/media/${name}` };
}

/** The codes of the diagnostics, each once. */
export function codes(content: Content): string[] {
  return [...new Set(content.diagnostics.map(({ severity, code }) => `${severity} ${code}`))];
}
