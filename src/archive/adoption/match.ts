import { dayMs } from '../../text/instant.ts';
import type { Candidate } from '../recognition/candidates.ts';
import { lines } from '../recognition/closeness.ts';
import { closestPairs } from '../recognition/closest-pairs.ts';
import { type Evidence, evidenceOf, textEvidenceOf, type Way } from './evidence.ts';
import type { OldItem } from './old-item.ts';
import { type AdoptionSite, type Traits, traitsOfArticle, traitsOfItem } from './traits.ts';

/** What became of an item. */
export type ItemMatch =
  | { readonly is: 'matched'; readonly item: OldItem; readonly candidate: Candidate; readonly way: Way }
  /** Nothing tells which of them it is, or which of several items is one of them. */
  | { readonly is: 'ambiguous'; readonly item: OldItem; readonly candidates: readonly Candidate[] }
  /** What it would be is a likelier match for another item. */
  | { readonly is: 'taken'; readonly item: OldItem; readonly candidate: Candidate; readonly by: OldItem }
  | { readonly is: 'unmatched'; readonly item: OldItem };

/**
 * Which article each item is, if any: one item for an article and one article for an item.
 *
 * A match is mutual and certain: of all articles this one is the likeliest for the item, of all items this one for the
 * article, and neither has an equal. What is left, and what nothing but the texts tell apart, is looked at a second time
 * with the texts. Ids of items must be distinct.
 */
export function matchItems(
  items: readonly OldItem[],
  candidates: readonly Candidate[],
  site: AdoptionSite,
): ItemMatch[] {
  const matching = new Matching(
    items.map((item) => ({ of: item, traits: traitsOfItem(item) })),
    candidates.map((candidate) => ({ of: candidate, traits: traitsOfArticle(candidate, site) })),
  );
  matching.byFacts();
  matching.byText();
  return items.map((item) => matching.outcomeOf(item));
}

interface Side<Of> {
  readonly of: Of;
  readonly traits: Traits;
}

interface Pair {
  readonly item: Side<OldItem>;
  readonly article: Side<Candidate>;
  evidence: Evidence;
}

class Matching {
  readonly #items: readonly Side<OldItem>[];
  readonly #articles: readonly Side<Candidate>[];
  readonly #ofItem = new Map<OldItem, Pair[]>();
  readonly #ofArticle = new Map<Candidate, Pair[]>();
  readonly #matched = new Map<OldItem, Pair>();
  readonly #taken = new Map<Candidate, Pair>();

  constructor(items: readonly Side<OldItem>[], articles: readonly Side<Candidate>[]) {
    this.#items = items;
    this.#articles = articles;
  }

  byFacts(): void {
    const titlesOf = ({ traits }: Side<unknown>) => traits.titles;
    const [itemsByTitle, articlesByTitle] = [indexBy(this.#items, titlesOf), indexBy(this.#articles, titlesOf)];
    const isUnique = (title: string) =>
      itemsByTitle.get(title)?.length === 1 && articlesByTitle.get(title)?.length === 1;
    const index = indexBy(this.#articles, ({ traits }) => keysOf(traits, 0));
    for (const item of this.#items) {
      const sharing = keysOf(item.traits, 2).map((key) => index.get(key) ?? []);
      const articles = new Set(sharing.filter(({ length }) => length <= mostSharing).flat());
      for (const article of articles) {
        const evidence = evidenceOf(item.traits, article.traits, isUnique);
        if (evidence) this.#add({ item, article, evidence });
      }
    }
    this.#settle();
  }

  byText(): void {
    const items = this.#items.filter(({ of }) => !this.#matched.has(of));
    if (items.length === 0) return;
    const articles = this.#articles.filter(({ of }) => !this.#taken.has(of));
    const pairs = [...this.#beginningAlike(items, articles), ...closelyWorded(items, articles)];
    for (const [item, article] of pairs) {
      if (this.#ofItem.get(item.of)?.some((pair) => pair.article === article)) continue;
      const evidence = textEvidenceOf(item.traits, article.traits, undefined);
      if (evidence) this.#add({ item, article, evidence });
    }
    for (const pair of items.flatMap(({ of }) => this.#open(this.#ofItem.get(of)))) {
      if (pair.evidence.way === 'text') continue;
      pair.evidence = textEvidenceOf(pair.item.traits, pair.article.traits, pair.evidence) ?? pair.evidence;
    }
    this.#settle();
  }

  outcomeOf(item: OldItem): ItemMatch {
    const match = this.#matched.get(item);
    if (match) return { is: 'matched', item, candidate: match.article.of, way: match.evidence.way };
    const pairs = this.#ofItem.get(item) ?? [];
    const open = strongest(this.#open(pairs));
    if (open.length > 0) return { is: 'ambiguous', item, candidates: open.map(({ article }) => article.of) };
    const [lost] = strongest(pairs);
    const by = lost && this.#taken.get(lost.article.of);
    return lost && by ? { is: 'taken', item, candidate: lost.article.of, by: by.item.of } : { is: 'unmatched', item };
  }

  #add(pair: Pair): void {
    append(this.#ofItem, pair.item.of, pair);
    append(this.#ofArticle, pair.article.of, pair);
  }

  /** What one match leaves over may settle another. */
  #settle(): void {
    for (let before = -1; before < this.#matched.size; ) {
      before = this.#matched.size;
      for (const pairs of this.#ofItem.values()) {
        const [best, ...equals] = strongest(this.#open(pairs));
        if (!best || equals.length > 0) continue;
        const [back, ...rivals] = strongest(this.#open(this.#ofArticle.get(best.article.of)));
        if (back !== best || rivals.length > 0) continue;
        this.#matched.set(best.item.of, best);
        this.#taken.set(best.article.of, best);
      }
    }
  }

  #open(pairs: readonly Pair[] = []): Pair[] {
    return pairs.filter(({ item, article }) => !this.#matched.has(item.of) && !this.#taken.has(article.of));
  }

  #beginningAlike(items: readonly Side<OldItem>[], articles: readonly Side<Candidate>[]) {
    const openingOf = ({ traits }: Side<unknown>) => {
      const { opening } = traits.words();
      return opening === undefined ? [] : [opening];
    };
    const index = indexBy(articles, openingOf);
    return items.flatMap((item) =>
      openingOf(item).flatMap((opening) => (index.get(opening) ?? []).map((article) => [item, article] as const)),
    );
  }
}

function closelyWorded(items: readonly Side<OldItem>[], articles: readonly Side<Candidate>[]) {
  const sketched = <Of>(sides: readonly Side<Of>[]) =>
    sides.flatMap((item) => {
      const { sketch } = item.traits.words();
      return sketch === undefined ? [] : [{ item, sketch }];
    });
  return closestPairs(sketched(items), sketched(articles), lines.sameTitle).map(({ a, b }) => [a, b] as const);
}

/** What more articles than this share says nothing. */
const mostSharing = 64;

/**
 * Only an item and an article that share one of these are compared. A title is one of them by itself and together with
 * the day: a thousand may have it.
 *
 * @param apart How many days may lie between them.
 */
function keysOf({ ids, originals, paths, titles, moments }: Traits, apart: number): string[] {
  const days = moments.flatMap((moment) => {
    const first = Math.floor(moment / dayMs) - apart;
    return Array.from({ length: 2 * apart + 1 }, (_, i) => first + i);
  });
  return [
    ...ids.map((id) => `id ${id}`),
    ...originals.map((original) => `original ${original}`),
    ...paths.flatMap(({ whole, slug }) => [
      ...(whole === '' ? [] : [`address ${whole}`]),
      ...(slug === undefined ? [] : [`slug ${slug}`]),
    ]),
    ...titles.flatMap((title) => [`title ${title}`, ...days.map((one) => `day ${one} title ${title}`)]),
  ];
}

/** How much closer a text has to be than another one that is close, too. */
const clearLead = 0.1;

function strongest(pairs: readonly Pair[]): Pair[] {
  const most = Math.max(...pairs.map(({ evidence }) => evidence.strength));
  return pairs.filter(({ evidence }) => evidence.strength > most - clearLead);
}

function indexBy<Item>(items: readonly Item[], keysFor: (item: Item) => readonly string[]): Map<string, Item[]> {
  const index = new Map<string, Item[]>();
  for (const item of items) for (const key of new Set(keysFor(item))) append(index, key, item);
  return index;
}

function append<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
