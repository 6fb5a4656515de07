import type { Article } from '../article/article.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { byCodeUnit } from '../text/order.ts';
import { fold } from '../text/slug.ts';
import type { Entry } from './entry.ts';
import { identify, mintId, originalKey } from './mint.ts';

/** An article with the id under which it is published. */
export interface Identified extends Pick<Entry, 'id' | 'idFrom'> {
  readonly article: Article;
}

/**
 * Gives every article its id and leaves no two with one.
 *
 * - Clippings of one original that say the same thing (one title, or one text) are one entry: the newest stands.
 * - Clippings that name one original but say different things all stay; the first published keeps the original's id,
 *   the path is added to the others'. Losing an article would be worse than showing two.
 * - Articles that state one id are one entry: the newest stands.
 *
 * Each case is reported. "Newest" is by clipping time, else update, else publication; then by path.
 */
export function withIds(
  articles: readonly Article[],
  siteId: string,
): { identified: Identified[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const identities = new Map(articles.map((article) => [article, { article, ...identify(article, siteId) }]));
  const idOf = (article: Article) => identities.get(article) as Identified;
  const candidates = [...groupBy(articles, (article) => idOf(article).id)].flatMap(([id, group]) => {
    if (group.length === 1) return group.map(idOf);
    const stated = newestOf(
      group.filter((article) => article.id !== undefined),
      (article, winner) => diagnostics.push(sameId(id, article, winner)),
    );
    const minted = group.filter((article) => article.id === undefined);
    return [...stated.map(idOf), ...ofOneOriginal(minted, siteId, diagnostics)];
  });

  // What was told apart by path, or stated the id that another one minted, may still meet.
  const identified = [...groupBy(candidates, ({ id }) => id).values()].flatMap((group) => {
    const [winner, ...others] = group.sort((a, b) => newerFirst(a.article, b.article)) as [Identified, ...Identified[]];
    for (const { article, id } of others) diagnostics.push(sameId(id, article, winner.article));
    return [winner];
  });
  return { identified, diagnostics };
}

function sameId(id: string, { file }: Article, winner: Article): Diagnostic {
  return {
    severity: 'error',
    code: 'entry/same-id',
    file,
    message: `the id "${id}" is also that of ${winner.file}, which is newer`,
    hint: 'give one of them an id of its own in its front matter, or delete the older file',
  };
}

function ofOneOriginal(articles: readonly Article[], siteId: string, diagnostics: Diagnostic[]): Identified[] {
  const versions = sameSaying(articles).map((cluster) =>
    newestOf(cluster, (article, winner) =>
      diagnostics.push({
        severity: 'warning',
        code: 'entry/same-source',
        file: article.file,
        message: `${winner.file} is a newer clipping of ${article.originalUrl ?? article.path} and stands in its place`,
        hint: 'delete the older clipping if it is not needed',
      }),
    ),
  );
  const [first, ...others] = versions.flat().sort(byPublication);
  if (!first) return [];
  return [
    { article: first, ...identify(first, siteId) },
    ...others.map((article) => {
      const original = article.originalUrl;
      if (original === undefined) return { article, ...identify(article, siteId) };
      diagnostics.push({
        severity: 'warning',
        code: 'entry/same-source',
        file: article.file,
        message: `names the same original as ${first.file}, ${original}, but says something else: both stand`,
        hint: 'if they are one article, give both the same title; otherwise name the page each comes from',
      });
      const id = mintId(siteId, `source ${originalKey(original)} path ${article.path}`);
      return { article, id, idFrom: 'source URL and path' as const };
    }),
  ];
}

/** Articles put together that share a title or a text with one of their cluster; a cost linear in their number. */
function sameSaying(articles: readonly Article[]): Article[][] {
  const clusterOf = new Map<string, Set<Article>>();
  const keysOf = ({ title, textHash }: Article) => [`title ${fold(title)}`, ...(textHash ? [`text ${textHash}`] : [])];
  for (const article of articles) {
    const clusters = new Set(keysOf(article).map((key) => clusterOf.get(key) ?? new Set<Article>()));
    const [largest, ...others] = [...clusters].sort((a, b) => b.size - a.size) as [Set<Article>, ...Set<Article>[]];
    for (const member of [article, ...others.flatMap((cluster) => [...cluster])]) {
      largest.add(member);
      for (const key of keysOf(member)) clusterOf.set(key, largest);
    }
  }
  return [...new Set(clusterOf.values())].map((cluster) => [...cluster]);
}

function newestOf(articles: readonly Article[], leaveOut: (article: Article, winner: Article) => void): Article[] {
  const [winner, ...others] = [...articles].sort(newerFirst);
  if (!winner) return [];
  for (const article of others) leaveOut(article, winner);
  return [winner];
}

function newerFirst(a: Article, b: Article): number {
  return timeOf(b) - timeOf(a) || byPath(a, b);
}

function timeOf({ clipped, updated, published }: Article): number {
  return clipped ?? updated ?? published;
}

function byPublication(a: Article, b: Article): number {
  return a.published - b.published || byPath(a, b);
}

function byPath(a: Article, b: Article): number {
  return byCodeUnit(a.path, b.path);
}

function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
