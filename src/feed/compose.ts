import type { Entry, Slot, Withdrawn } from '../archive/entry.ts';
import type { Config, FeedFormat } from '../config/config.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Instant } from '../text/instant.ts';
import { byCodeUnit } from '../text/order.ts';
import type { Addresses, Chunk, Document, FeedRenderer, Place } from './document.ts';
import { addressesIn, factsOf, latest, pathIn } from './facts.ts';
import type { Extent, Fragments } from './fragments.ts';
import { keepsHistory, pagesOf, type Slots } from './history.ts';
import type { FeedPlan } from './plan.ts';
import { renderers } from './renderers.ts';

/** A feed cut to size. */
export interface ComposedFeed {
  readonly plan: Omit<FeedPlan, 'entries'>;
  /** How many entries it shows. */
  readonly shows: number;
  /** Of the latest change in what it shows. */
  readonly latest: Instant;
  /** Whether it shows every entry that it has, each in full: then there are no archive documents behind it. */
  readonly complete: boolean;
  /** Where it is polled. */
  readonly urls: Addresses;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ComposedDocuments {
  readonly feed: ComposedFeed;
  readonly shown: readonly Entry[];
  readonly documents: readonly Document[];
}

/**
 * One feed and its subscription documents, all formats with the same entries: as many of the newest as neither the
 * count nor, in the largest of the formats, the bytes exceed. There is no hole: the first that does not fit ends the
 * feed. An entry that alone is longer than the feed may be is shown by its summary: in full it would stand in every feed
 * of its tags, which readers refuse at that length, and none of the entries after it would. The newest is always in.
 * Tombstones of what was taken back last take the room that entries leave.
 *
 * @param slots Its history, in the order of first publication; every entry of the plan has one where history is kept.
 */
export function composeFeed(
  plan: FeedPlan,
  config: Config,
  fragments: Fragments,
  slots: Slots = [],
): ComposedDocuments {
  const { shape } = plan;
  const candidates = plan.entries.slice(0, shape.entries);
  const withdrawn = config.tombstones ? latestWithdrawn(slots.slice(0, slots.length), shape.entries) : [];
  const behind = placeBefore(plan, slots, config);
  const urls = addressesIn(plan.folder, shape.formats, config.baseUrl);
  const facts = { ...factsOf(plan, config), urls, hubs: config.hubs };
  // Of the two places that it may turn out to have the one that takes more room.
  const longest = behind ?? complete;
  const drafts = shape.formats.map((format): Draft => {
    const renderer = renderers[format];
    const tombstoned = renderer.tombstone ? withdrawn : [];
    const updated = latestChange(candidates, tombstoned);
    const envelope = bytesOf(renderer.envelope({ ...facts, place: longest, updated }));
    const room = shape.bytes - envelope.head.length - envelope.tail.length;
    return { format, renderer, between: Buffer.from(renderer.between), tombstoned, updated, envelope, room };
  });
  const shown = whatFits(candidates, drafts, fragments);

  const entries = shown.map(({ entry }) => entry);
  const shortened = entries.filter(({ isFull }, i) => isFull && shown[i]?.extent === 'summary');
  const isComplete = shown.length === plan.total && shortened.length === 0;
  const place = isComplete ? complete : behind;
  const documents = drafts.map(({ renderer, between, tombstoned, envelope, room, ...draft }, i): Document => {
    const updated = latestChange(entries, tombstoned);
    // Most feeds are full and have a history; the envelope that was measured is then the one to publish.
    const isMeasured = place === longest && updated === draft.updated;
    const { head, tail } = isMeasured ? envelope : bytesOf(renderer.envelope({ ...facts, place, updated }));
    const inside = shown.flatMap(({ bytes }, at) => [...(at > 0 ? [between] : []), bytes[i] as Chunk]);
    const tombstones = tombstoned.map((each) => Buffer.from(renderer.tombstone?.(each, config.siteId) ?? ''));
    const beside = tombstones.slice(0, howManyFit(room - sizeOf(inside), tombstones));
    return { path: pathIn(plan.folder, renderer.fileName), chunks: [head, ...beside, ...inside, tail] };
  });
  const tooLarge = shortened.map((entry) => tooLong(entry, shape.bytes));
  const diagnostics = [...tooLarge, ...sizeDiagnostics(plan, entries, documents)];
  const { entries: _, ...bare } = plan;
  const latest = latestChange(entries, []);
  const feed = { plan: bare, shows: entries.length, latest, complete: isComplete, urls, diagnostics };
  return { feed, shown: entries, documents };
}

/** A subscription document before it is known what it holds. */
interface Draft {
  readonly format: FeedFormat;
  readonly renderer: FeedRenderer;
  readonly between: Uint8Array;
  /** What it may say was taken back, latest first. */
  readonly tombstoned: readonly Withdrawn[];
  readonly updated: Instant;
  readonly envelope: { readonly head: Uint8Array; readonly tail: Uint8Array };
  /** Bytes that are left for entries. */
  readonly room: number;
}

interface Shown {
  readonly entry: Entry;
  readonly extent: Extent;
  /** In the order of the drafts. */
  readonly bytes: readonly Chunk[];
}

function whatFits(candidates: readonly Entry[], drafts: readonly Draft[], fragments: Fragments): Shown[] {
  const left = drafts.map(({ room, between }) => room + between.length);
  const shown: Shown[] = [];
  for (const entry of candidates) {
    const render = (extent: Extent) => drafts.map(({ format }) => fragments.of(format, entry, extent));
    const full = render('full');
    const extent = full.every(({ length }, i) => length <= (drafts[i] as Draft).room) ? 'full' : 'summary';
    const bytes = extent === 'full' ? full : render(extent);
    for (const [i, { between }] of drafts.entries()) {
      left[i] = (left[i] as number) - (bytes[i] as Chunk).length - between.length;
    }
    if (shown.length > 0 && left.some((room) => room < 0)) break;
    shown.push({ entry, extent, bytes });
  }
  return shown;
}

function bytesOf({ head, tail }: { readonly head: string; readonly tail: string }) {
  return { head: Buffer.from(head), tail: Buffer.from(tail) };
}

const complete: Place = { is: 'complete' };

/** Before the newest archive document that holds anything; nowhere, where no history is kept. */
function placeBefore(plan: FeedPlan, slots: Slots, config: Config): Place | undefined {
  if (!config.history || !keepsHistory(plan, config)) return undefined;
  const pages = pagesOf(plan, slots, config.history.entries);
  const newest = pages.findLast((page) => page.from < slots.length);
  return newest && { is: 'subscription', previous: addressesIn(newest.folder, plan.shape.formats, config.baseUrl) };
}

/** Latest first. */
function latestWithdrawn(slots: readonly Slot[], count: number): Withdrawn[] {
  return slots
    .flatMap((slot) => (slot.is === 'withdrawn' ? [slot.withdrawn] : []))
    .sort((a, b) => b.at - a.at || byCodeUnit(a.id, b.id))
    .slice(0, count);
}

function latestChange(entries: readonly Entry[], withdrawn: readonly Withdrawn[]): Instant {
  return latest([...entries.map(({ updated }) => updated), ...withdrawn.map(({ at }) => at)]);
}

function howManyFit(room: number, chunks: readonly Chunk[]): number {
  let used = 0;
  const end = chunks.findIndex(({ length }) => {
    used += length;
    return used > room;
  });
  return end < 0 ? chunks.length : end;
}

/** The date of the newest change in any of the feeds. */
export function latestOf(feeds: readonly ComposedFeed[]): Instant {
  return latest(feeds.flatMap((feed) => (feed.shows > 0 ? [feed.latest] : [])));
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
  const wanted = Math.min(plan.shape.entries, plan.total);
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

function sizeOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}
