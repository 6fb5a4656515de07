import type { Entry } from '../archive/entry.ts';
import type { Version } from '../archive/ledger/ledger.ts';
import { rfc3339 } from '../text/instant.ts';

/** An entry as the archive index has it; docs/formats.md and the schema say what each member is. */
export function indexItem(entry: Entry, summary: string, versions: readonly Pick<Version, 'at' | 'content'>[]) {
  const { id, path, title, link, externalUrl, source, authors, updated, tags, language } = entry;
  return {
    id,
    path,
    title,
    ...(source && { source: { id: source.slug, name: source.name, ...(source.url && { url: source.url }) } }),
    date_published: rfc3339(entry.published),
    date_modified: rfc3339(updated),
    tags: tags.map(({ name }) => name),
    url: link,
    ...(externalUrl && { external_url: externalUrl }),
    authors,
    ...(language && { language }),
    summary,
    content_hash: contentHash(entry.contentHash),
    ...(versions.length > 1 && {
      versions: versions.map(({ at, content }) => ({ content_hash: contentHash(content), date: rfc3339(at) })),
    }),
    state: entry.kept ? ('kept' as const) : ('published' as const),
  };
}

export function contentHash(sha256: string): string {
  return `sha256:${sha256}`;
}
