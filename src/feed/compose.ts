import type { Entry } from '../archive/entry.ts';
import type { Config, FeedFormat } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Instant } from '../text/instant.ts';
import { tagUri } from '../text/tag-uri.ts';
import { atom } from './atom.ts';
import type { FeedFacts, FeedRenderer } from './document.ts';
import { json } from './json.ts';
import type { FeedPlan } from './plan.ts';
import { rss } from './rss.ts';

const renderers: Record<FeedFormat, FeedRenderer> = { rss, atom, json };

/** A file to publish: where, and its bytes in pieces, so that nothing is ever joined into one string. */
export interface Document {
  /** Under the output folder, `/`-separated. */
  readonly path: string;
  readonly chunks: readonly Uint8Array[];
}

/** A feed cut to size. */
export interface ComposedFeed {
  readonly plan: FeedPlan;
  readonly shown: readonly Entry[];
  /** By format, where it is polled. */
  readonly urls: Readonly<Partial<Record<FeedFormat, string>>>;
  readonly documents: readonly Document[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How much of an entry is shown. */
type Extent = 'full' | 'summary';

/** The bytes of an entry in one format: rendered when first asked for, once. */
export type Fragments = (format: FeedFormat, entry: Entry, extent: Extent) => Uint8Array;

export function fragmentsOf(siteId: string): Fragments {
  const none = () => new Map<string, Uint8Array>();
  const rendered = {
    full: { rss: none(), atom: none(), json: none() },
    summary: { rss: none(), atom: none(), json: none() },
  };
  return (format, entry, extent) => {
    const known = rendered[extent][format].get(entry.id);
    if (known) return known;
    const shown = extent === 'full' ? entry : { ...entry, html: '' };
    const bytes = Buffer.from(renderers[format].entry(shown, siteId));
    rendered[extent][format].set(entry.id, bytes);
    return bytes;
  };
}

/**
 * The documents of one feed, all formats with the same entries: as many of the newest as neither the count nor, in
 * the largest of the formats, the bytes exceed. There is no hole: the first that does not fit ends the feed. An entry
 * that alone is longer than the feed may be is shown by its summary: in full it would stand in every feed of its tags,
 * which readers refuse at that length, and none of the entries after it would. The newest is always in.
 */
export function composeFeed(plan: FeedPlan, config: Config, fragments: Fragments): ComposedFeed {
  const { shape } = plan;
  const urls = Object.fromEntries(
    shape.formats.map((format) => [format, addressOf(config.baseUrl, plan.folder, renderers[format].fileName)]),
  );
  const candidates = plan.entries.slice(0, shape.entries);
  const facts = factsOf(plan, urls, config);
  const drafts = shape.formats.map((format) => {
    const renderer = renderers[format];
    const between = Buffer.from(renderer.between);
    const { head, tail } = renderer.envelope({ ...facts, updated: latest(candidates) });
    const envelope = { head: Buffer.from(head), tail: Buffer.from(tail) };
    return { format, renderer, between, envelope, around: envelope.head.length + envelope.tail.length };
  });
  const extents = new Map<Entry, Extent>();
  const extentOf = (entry: Entry): Extent => {
    const known = extents.get(entry);
    if (known) return known;
    const fits = drafts.every(({ format, around }) => fragments(format, entry, 'full').length <= shape.bytes - around);
    extents.set(entry, fits ? 'full' : 'summary');
    return fits ? 'full' : 'summary';
  };
  const bytesOf = (format: FeedFormat, entry: Entry) => fragments(format, entry, extentOf(entry));
  const count = Math.min(
    ...drafts.map(({ format, between, around }) =>
      howManyFit(
        shape.bytes - around + between.length,
        candidates,
        (entry) => bytesOf(format, entry).length + between.length,
      ),
    ),
  );
  const shown = candidates.slice(0, count);

  const updated = latest(shown);
  const documents = drafts.map(({ format, renderer, between, envelope }) => {
    // Most feeds show all that they may; the envelope that was measured is then the one to publish.
    const { head, tail } = updated === latest(candidates) ? envelope : renderer.envelope({ ...facts, updated });
    const entries = shown.flatMap((entry, i) => [...(i > 0 ? [between] : []), bytesOf(format, entry)]);
    return {
      path: plan.folder ? `${plan.folder}/${renderer.fileName}` : renderer.fileName,
      chunks: [Buffer.from(head), ...entries, Buffer.from(tail)],
    };
  });
  const shortened = shown.filter((entry) => entry.html !== '' && extentOf(entry) === 'summary');
  return {
    plan,
    shown,
    urls,
    documents,
    diagnostics: [...shortened.map((entry) => tooLong(entry, shape.bytes)), ...sizeDiagnostics(plan, shown, documents)],
  };
}

function howManyFit(budget: number, entries: readonly Entry[], sizeOf: (entry: Entry) => number): number {
  let used = 0;
  const end = entries.findIndex((entry) => {
    used += sizeOf(entry);
    return used > budget;
  });
  return end < 0 ? entries.length : Math.max(end, 1);
}

/** The date of the newest change in any of the feeds. */
export function latestOf(feeds: readonly ComposedFeed[]): Instant {
  return latest(feeds.flatMap(({ shown }) => shown));
}

function factsOf(plan: FeedPlan, urls: FeedFacts['urls'], config: Config): Omit<FeedFacts, 'updated'> {
  const { title, description, folder } = plan;
  return {
    title,
    description,
    id: tagUri(config.siteId, folder ? `feed/${folder}` : 'feed'),
    home: config.baseUrl,
    urls,
    language: config.language ?? 'und',
    authors: config.authors.length > 0 ? config.authors : [{ name: config.title }],
  };
}

/** RFC 4287 4.2.15 asks for a date of an empty feed, too: the month of that RFC, since it may not be that of the run. */
const never: Instant = Date.UTC(2005, 11);

function latest(entries: readonly Entry[]): Instant {
  const [first, ...others] = entries;
  return first ? others.reduce((last, { updated }) => Math.max(last, updated), first.updated) : never;
}

/** The absolute address of a file in a folder of the output. */
function addressOf(baseUrl: string, folder: string, name: string): string {
  const path = [...(folder ? folder.split('/') : []), name].map(encodeURIComponent).join('/');
  return new URL(path, baseUrl).href;
}

/** Says nothing of the feed: the same article in many feeds is one mistake. */
function tooLong({ file }: Entry, bytes: number): Diagnostic {
  return {
    severity: 'warning',
    code: 'build/over-budget',
    file,
    message: `is longer than the ${bytes} bytes that a feed may have, and shown by its summary`,
    hint: 'divide it, or raise feed.bytes (`all` lifts the limit)',
  };
}

function sizeDiagnostics(plan: FeedPlan, shown: readonly Entry[], documents: readonly Document[]): Diagnostic[] {
  const over = documents.filter(({ chunks }) => sizeOf(chunks) > plan.shape.bytes);
  if (over.length > 0) {
    return over.map(({ path, chunks }) => ({
      severity: 'warning',
      code: 'build/over-budget',
      file: shown[0]?.file ?? path,
      message: `alone makes ${path} ${sizeOf(chunks)} bytes long, more than the ${plan.shape.bytes} it may have`,
      hint: 'raise feed.bytes (`all` lifts the limit), or show the summaries of this folder only (content: summary)',
    }));
  }
  const wanted = Math.min(plan.shape.entries, plan.entries.length);
  if (shown.length === wanted) return [];
  return [
    {
      severity: 'note',
      code: 'build/over-budget',
      message: `the feed "${plan.title}" shows ${shown.length} of ${wanted} entries: more would exceed ${plan.shape.bytes} bytes`,
      hint: 'raise feed.bytes (`all` lifts the limit)',
    },
  ];
}

function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}
