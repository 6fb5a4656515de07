import { dayMs, hourMs } from '../../text/instant.ts';
import { closeness } from '../../text/sketch.ts';
import { lines } from '../recognition/closeness.ts';
import type { PathClues } from './path-clues.ts';
import type { Traits } from './traits.ts';

/** By what an item was found to be an article, from the surest to the least sure. */
export const ways = [
  'id',
  'original',
  'address',
  'file name and date',
  'file name',
  'title and date',
  'title',
  'text',
] as const;

export type Way = (typeof ways)[number];

/** Why an item may be an article. Of two, the one of greater strength is the likelier. */
export interface Evidence {
  readonly way: Way;
  readonly strength: number;
}

/** Titles that no other item and no other article has. */
export type IsUniqueTitle = (title: string) => boolean;

/** What addresses, names, titles and dates say; undefined where they do not say that the two are one. */
export function evidenceOf(item: Traits, article: Traits, isUnique: IsUniqueTitle): Evidence | undefined {
  const agreed = agreementsOf(item, article);
  const way = wayOf(item, article, agreed, isUnique);
  return way && { way, strength: strengthOf(way, agreed) };
}

function wayOf(item: Traits, article: Traits, agreed: Agreements, isUnique: IsUniqueTitle): Way | undefined {
  const { slug, title, date } = agreed;
  if (shared(item.ids, article.ids) !== undefined) return 'id';
  if (shared(item.originals, article.originals) !== undefined) return 'original';
  if (isSameAddress(item.paths, article.paths)) return 'address';
  if (slug && date) return 'file name and date';
  if (slug && !contradicts(item, article, agreed)) return 'file name';
  if (title !== undefined && date) return 'title and date';
  if (title !== undefined && isUnique(title) && !isOtherText(item, article)) return 'title';
  return undefined;
}

/** What their texts say beside all else: how close they are, from 0 to 1, or that they begin alike. */
export function textEvidenceOf(item: Traits, article: Traits, known: Evidence | undefined): Evidence | undefined {
  const [one, other] = [item.words(), article.words()];
  const agreed = agreementsOf(item, article);
  const begins = one.opening !== undefined && one.opening === other.opening && !isOtherText(item, article);
  const close = one.sketch === undefined || other.sketch === undefined ? 0 : closeness(one.sketch, other.sketch);
  const alike = Math.max(close, begins ? beginningAlike : 0);
  if (known) return { way: known.way, strength: known.strength + alike };
  // Notices of one kind begin alike, and are close as well, whatever they are of.
  const isAkin = agreed.title !== undefined || agreed.date || item.titles.length === 0;
  if (close < lineFor(item, article, agreed) && !(begins && isAkin)) return undefined;
  return { way: 'text', strength: strengthOf('text', agreed) + alike };
}

/** What the same beginning counts for beside the closeness of whole texts. */
const beginningAlike = 0.5;

function lineFor(item: Traits, article: Traits, agreed: Agreements): number {
  if (agreed.title !== undefined) return lines.sameTitle;
  return contradicts(item, article, agreed) ? lines.alone : lines.sameDate;
}

/** Steps between ways are larger than all that can speak beside them. */
function strengthOf(way: Way, { slug, folders, title, date, hour }: Agreements): number {
  const beside = [slug, title !== undefined, date, hour].filter(Boolean).length;
  return (ways.length - ways.indexOf(way)) * 10 + beside + Math.min(folders, mostFolders);
}

const mostFolders = 3;

interface Agreements {
  readonly slug: boolean;
  /** How many folders both are in. */
  readonly folders: number;
  /** One that they share. */
  readonly title: string | undefined;
  readonly date: boolean;
  /** Within the same half day: of two days that agree, zones aside, the likelier. */
  readonly hour: boolean;
}

/** A day is another in another zone, and some generators take the day of one zone for that of another. */
const dateToleranceMs = 36 * hourMs;

function agreementsOf(item: Traits, article: Traits): Agreements {
  const apart = Math.min(...pairs(item.moments, article.moments).map(([a, b]) => Math.abs(a - b)));
  return {
    slug: pairs(item.paths, article.paths).some(([a, b]) => a.slug !== undefined && a.slug === b.slug),
    folders: Math.max(
      0,
      ...pairs(item.paths, article.paths).map(([a, b]) => a.folders.filter((one) => b.folders.includes(one)).length),
    ),
    title: shared(item.titles, article.titles),
    date: apart <= dateToleranceMs || isDatedAlike(item, article),
    hour: apart <= 12 * hourMs,
  };
}

/** Whether the day in the item's path is one of the article's, give or take one for the zone. */
function isDatedAlike(item: Traits, article: Traits): boolean {
  const inPath = (traits: Traits) => traits.paths.flatMap(({ days }) => (days ? [days] : []));
  const days = article.moments.map((moment) => Math.floor(moment / dayMs));
  const own = [...inPath(article), ...days.map((day) => ({ from: day, to: day }))];
  return pairs(inPath(item), own).some(([a, b]) => a.from - 1 <= b.to && b.from - 1 <= a.to);
}

function isSameAddress(some: readonly PathClues[], others: readonly PathClues[]): boolean {
  return pairs(some, others).some(([a, b]) => a.whole !== '' && a.whole === b.whole);
}

/** A title of its own, and nothing that says that the day is the same. */
function contradicts(item: Traits, article: Traits, { title, date }: Agreements): boolean {
  return item.titles.length > 0 && article.titles.length > 0 && title === undefined && !date;
}

/** Closer than by chance are even two versions that were rewritten sentence by sentence. */
const strangers = 0.1;

function isOtherText(item: Traits, article: Traits): boolean {
  const [one, other] = [item.words(), article.words()];
  if (!one.isWhole || !other.isWhole || one.sketch === undefined || other.sketch === undefined) return false;
  return closeness(one.sketch, other.sketch) < strangers;
}

function shared(some: readonly string[], others: readonly string[]): string | undefined {
  return some.find((one) => others.includes(one));
}

function pairs<A, B>(some: readonly A[], others: readonly B[]): [A, B][] {
  return some.flatMap((a) => others.map((b): [A, B] => [a, b]));
}
