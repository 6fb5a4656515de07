import type { Entry } from '../archive/entry.ts';
import type { Config } from '../config/config.ts';
import { rfc3339 } from '../text/instant.ts';
import { archiveIndexSchema } from './archive-index-schema.ts';
import type { ComposedFeed, Document } from './compose.ts';
import { bySource, byTag, type Group } from './plan.ts';

/**
 * `index.json`, every entry there is, for programs; its schema lies beside it. An item a line, so that a change is a
 * change of one line. Field names are those of JSON Feed 1.1 where it has them.
 */
export function archiveIndex(entries: readonly Entry[], feeds: readonly ComposedFeed[], config: Config): Document {
  const head = {
    $schema: 'index.schema.json',
    version: 1,
    title: config.title,
    ...(config.description && { description: config.description }),
    home_page_url: config.baseUrl,
    ...(config.language && { language: config.language }),
    total: entries.length,
    sources: groupRows('sources', bySource(entries), feeds),
    tags: groupRows('tags', byTag(entries), feeds),
    pages: [],
  };
  const opening = JSON.stringify(head).replace(/\}$/, '');
  const rows = entries.map((entry, i) => Buffer.from(`${i > 0 ? ',' : ''}\n${JSON.stringify(row(entry))}`));
  return {
    path: 'index.json',
    chunks: [Buffer.from(`${opening},\n"items":[`), ...rows, Buffer.from('\n]}\n')],
  };
}

/** The JSON Schema of {@link archiveIndex}. */
export function archiveIndexSchemaDocument(): Document {
  return { path: 'index.schema.json', chunks: [Buffer.from(`${JSON.stringify(archiveIndexSchema, null, 2)}\n`)] };
}

function row(entry: Entry) {
  const { id, path, title, link, externalUrl, source, authors, published, updated, tags, summary, language } = entry;
  return {
    id,
    path,
    title,
    ...(source && { source: { id: source.slug, name: source.name, ...(source.url && { url: source.url }) } }),
    date_published: rfc3339(published),
    date_modified: rfc3339(updated),
    tags: tags.map(({ name }) => name),
    url: link,
    ...(externalUrl && { external_url: externalUrl }),
    authors,
    ...(language && { language }),
    summary,
    content_hash: `sha256:${entry.contentHash}`,
    state: 'published',
  };
}

/** Also where the configuration wants no feeds of them. */
function groupRows(folder: 'sources' | 'tags', groups: ReadonlyMap<string, Group>, feeds: readonly ComposedFeed[]) {
  const urls = new Map(feeds.map((feed) => [feed.plan.folder, feed.urls]));
  return [...groups].map(([slug, { name, entries }]) => ({
    id: slug,
    name,
    count: entries.length,
    feeds: urls.get(`${folder}/${slug}`) ?? {},
  }));
}
