import type { ArticleFacts } from '../../article/article.ts';
import type { Instant } from '../../text/instant.ts';
import { byCodeUnit } from '../../text/order.ts';
import { DistinctInstants, firstUpdate } from '../dates.ts';
import { statedPublication } from '../facts.ts';
import type { Beginning } from '../ledger/event.ts';
import type { KnownEntry, Ledger } from '../ledger/ledger.ts';
import { originalKey } from '../mint.ts';
import { type Candidate, candidatesOf } from '../recognition/candidates.ts';
import { recognise, statedBy } from '../recognition/recognise.ts';
import type { Way } from './evidence.ts';
import { letters } from './letters.ts';
import { type ItemMatch, matchItems } from './match.ts';
import type { OldItem } from './old-item.ts';
import type { AdoptionSite } from './traits.ts';

/** What became of an item. */
export type Outcome =
  | { readonly is: 'adopted'; readonly item: OldItem; readonly article: ArticleFacts; readonly way: Way }
  /** The ledger has its id already. */
  | { readonly is: 'known'; readonly item: OldItem; readonly known: KnownEntry }
  | Miss
  /** A later item of the same id stands in its place. */
  | { readonly is: 'repeated'; readonly item: OldItem; readonly by: OldItem };

type Miss =
  | { readonly is: 'unmatched'; readonly item: OldItem }
  /** Nothing tells which of these it is, or which of several items is one of them. */
  | { readonly is: 'ambiguous'; readonly item: OldItem; readonly articles: readonly ArticleFacts[] }
  /** Its article is published under another id, which stays. */
  | { readonly is: 'published'; readonly item: OldItem; readonly article: ArticleFacts; readonly known: KnownEntry }
  /** Its article takes the id of another item. */
  | { readonly is: 'taken'; readonly item: OldItem; readonly article?: ArticleFacts; readonly by: OldItem };

export interface Adoption {
  /** One an item, in their order. */
  readonly outcomes: readonly Outcome[];
  readonly events: readonly Beginning[];
}

/** What adoption may know beside items and articles. */
export interface AdoptionContext extends AdoptionSite {
  /** The moment of the run. */
  readonly now: Instant;
  /** Whether at the path lies a file that gave no article: its entry is no one else's. */
  readonly isOccupied: (path: string) => boolean;
}

/**
 * Takes over the ids and dates of the items of old feeds for the articles that they are. With the events recorded, the
 * same feeds give none.
 *
 * @param items In the order in which the feeds were named: where two feeds give one article an id each, the first counts.
 */
export function adopt(
  items: readonly OldItem[],
  articles: readonly ArticleFacts[],
  ledger: Ledger,
  context: AdoptionContext,
): Adoption {
  const settled = new Map<OldItem, Outcome>(repeatedOf(items));
  const once = items.filter((item) => !settled.has(item));
  for (const [item, outcome] of inOtherFeeds(once)) settled.set(item, outcome);
  const adopted = new Set<KnownEntry>();
  for (const item of once) {
    const known = ledger.entries.get(ledger.ids.get(item.id) ?? '');
    if (!known) continue;
    settled.set(item, { is: 'known', item, known });
    adopted.add(known);
  }

  const { candidates } = candidatesOf(articles, ledger, context.baseUrl);
  const { matches: published } = recognise(candidates, ledger, context);
  const knownAs = (candidate: Candidate) => published.get(candidate)?.known;
  const isAdopted = (candidate: Candidate) => adopted.has(knownAs(candidate) as KnownEntry);
  const open = items.filter((item) => !settled.has(item));
  const matches = matchItems(
    open,
    candidates.filter((candidate) => !isAdopted(candidate)),
    context,
  );
  const at = Math.max(context.now, (ledger.lastAt ?? Number.NEGATIVE_INFINITY) + 1);
  const events: Beginning[] = [];
  for (const match of matches) {
    const known = match.is === 'matched' ? knownAs(match.candidate) : undefined;
    settled.set(match.item, outcomeOf(match, known));
    if (match.is === 'matched' && !known) events.push(beginning(match.item, match.candidate, at, context.timezone));
  }
  return {
    outcomes: items.map((item) => settled.get(item) as Outcome),
    events: withDistinctUpdates(events, ledger),
  };
}

/** Of items with one id the newest counts; of equally new ones the first. */
function repeatedOf(items: readonly OldItem[]): [OldItem, Outcome][] {
  const newest = new Map<string, OldItem>();
  for (const item of items) {
    const other = newest.get(item.id);
    if (!other || timeOf(item) > timeOf(other)) newest.set(item.id, item);
  }
  return items.flatMap((item): [OldItem, Outcome][] => {
    const by = newest.get(item.id) as OldItem;
    return by === item ? [] : [[item, { is: 'repeated', item, by }]];
  });
}

function timeOf({ published, updated }: OldItem): number {
  return updated ?? published ?? Number.NEGATIVE_INFINITY;
}

/** Items that are, under another id, in a feed named before, as in the RSS and the Atom feed of one site. */
function inOtherFeeds(items: readonly OldItem[]): [OldItem, Outcome][] {
  const byLink = new Map<string, OldItem[]>();
  return items.flatMap((item): [OldItem, Outcome][] => {
    const [link] = item.addresses;
    if (link === undefined) return [];
    const same = byLink.get(originalKey(link)) ?? [];
    const by = same.find((other) => other.feed !== item.feed && isOneArticle(item, other));
    byLink.set(originalKey(link), [...same, item]);
    return by ? [[item, { is: 'taken', item, by }]] : [];
  });
}

/** Of two items that link to one page. */
function isOneArticle(one: OldItem, other: OldItem): boolean {
  const sameTitle = letters(one.title ?? '') === letters(other.title ?? '');
  return sameTitle || (one.published !== undefined && one.published === other.published);
}

function outcomeOf(match: ItemMatch, known: KnownEntry | undefined): Outcome {
  const { item } = match;
  switch (match.is) {
    case 'matched': {
      const { article } = match.candidate;
      return known ? { is: 'published', item, article, known } : { is: 'adopted', item, article, way: match.way };
    }
    case 'ambiguous':
      return { is: 'ambiguous', item, articles: match.candidates.map(({ article }) => article) };
    case 'taken':
      return { is: 'taken', item, article: match.candidate.article, by: match.by };
    case 'unmatched':
      return { is: 'unmatched', item };
  }
}

function beginning(item: OldItem, { article, facts }: Candidate, at: Instant, timezone: string): Beginning {
  const published = item.published ?? Math.min(article.published, item.updated ?? article.published);
  const updated = item.updated ?? (item.published === undefined ? firstUpdate(item.id, article, published) : published);
  const stated = statedPublication(article, timezone);
  return {
    at,
    id: item.id,
    event: 'adopted',
    ...facts,
    published,
    ...(stated !== statedBy({ published }) && { stated }),
    updated: Math.max(published, updated),
  };
}

/** No two entries share an `updated`: what meets is put a millisecond later, in the order of ids. */
function withDistinctUpdates(events: readonly Beginning[], ledger: Ledger): Beginning[] {
  const taken = new Set(Array.from(ledger.entries.values(), ({ updated }) => updated));
  const instants = new DistinctInstants((instant) => taken.has(instant));
  const inOrder = [...events].sort((a, b) => a.updated - b.updated || byCodeUnit(a.id, b.id));
  return inOrder.map((event) => ({ ...event, updated: instants.take(event.updated) }));
}
