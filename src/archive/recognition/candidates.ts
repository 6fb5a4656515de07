import type { ArticleFacts } from '../../article/article.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { byCodeUnit } from '../../text/order.ts';
import { fold } from '../../text/slug.ts';
import { factsOf, type StatedFacts } from '../facts.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { saysTheSame } from './closeness.ts';
import { groupBy } from './group-by.ts';

/** What may become one entry: an article, and older clippings or copies of it in whose place it stands. */
export interface Candidate {
  readonly article: ArticleFacts;
  readonly facts: StatedFacts;
  /** Facts of all its files, `article`'s among them. */
  readonly files: readonly StatedFacts[];
}

/**
 * Puts articles together that are one.
 *
 * - Of files whose names are the same but for the Unicode normal form, which are one file on some systems, the newest
 *   stands.
 * - Clippings of one original that say the same (one title, one text, or close texts) are versions of one entry: the
 *   newest stands.
 * - Clippings that name one original but say different things all stay. Losing an article would be worse than showing
 *   two.
 * - Articles that state one id are one entry: the one that the ledger knows by it stands, else the newest; the others
 *   are left out, but for those that were published as entries of their own: they stay what they are.
 *
 * Each case is reported. "Newest" is by clipping time, else update, else publication; then by path.
 */
export function candidatesOf(
  every: readonly ArticleFacts[],
  ledger: Ledger,
  baseUrl: string,
): { candidates: Candidate[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const articles = [...groupBy(every, ({ path }) => path).values()].map((group) => {
    const article = newest(group);
    for (const other of group) if (other !== article) diagnostics.push(samePath(other, article));
    return article;
  });
  const isPublished = publishedPaths(ledger);
  const facts = new Map(articles.map((article) => [article, factsOf(article, baseUrl)]));
  const candidateOf = (article: ArticleFacts, files: readonly ArticleFacts[]): Candidate => {
    const of = (one: ArticleFacts) => facts.get(one) as StatedFacts;
    return { article, facts: of(article), files: files.map(of) };
  };

  const withId = [...groupBy(articles, ({ id }) => id)].flatMap(([id, group]) => {
    const article = standingFor(id, group, ledger, facts);
    const others = group.filter((other) => other !== article);
    const published = others.filter(({ path }) => isPublished(path));
    for (const other of others) if (!published.includes(other)) diagnostics.push(sameId(id, other, article));
    return [article, ...published].map((one) => candidateOf(one, [one]));
  });

  const others = articles.filter(({ id }) => id === undefined);
  const clippings = [...groupBy(others, (article) => facts.get(article)?.original).values()];
  const ofClippings = clippings.flatMap((group) => {
    const versions = sameSaying(group).map((files) => {
      const article = newest(files);
      for (const other of files) if (other !== article) diagnostics.push(olderClipping(other, article));
      return candidateOf(article, files);
    });
    const [first, ...more] = versions.sort((a, b) => byPublication(a.article, b.article));
    for (const { article } of more) diagnostics.push(sameOriginal(article, (first as Candidate).article));
    return versions;
  });

  const plain = others.filter((article) => article.originalUrl === undefined);
  return { candidates: [...withId, ...ofClippings, ...plain.map((one) => candidateOf(one, [one]))], diagnostics };
}

function publishedPaths({ entries }: Ledger): (path: string) => boolean {
  let paths: Set<string> | undefined;
  return (path) => {
    paths ??= new Set([...entries.values()].flatMap((known) => (known.withdrawn ? [] : [known.path])));
    return paths.has(path);
  };
}

function standingFor(
  id: string,
  group: readonly ArticleFacts[],
  ledger: Ledger,
  facts: ReadonlyMap<ArticleFacts, StatedFacts>,
): ArticleFacts {
  const known = ledger.entries.get(ledger.ids.get(id) ?? '');
  return (
    group.find(({ path }) => path === known?.path) ??
    group.find((article) => facts.get(article)?.content === known?.content) ??
    newest(group)
  );
}

/** More different clippings of one original than this are no versions of one page, and are not compared pair by pair. */
const mostCompared = 64;

/** Articles put together that share a title or a text with one of their cluster, or come close to its text. */
function sameSaying(articles: readonly ArticleFacts[]): ArticleFacts[][] {
  const keysOf = ({ title, textHash }: ArticleFacts) => [
    `title ${fold(title)}`,
    ...(textHash ? [`text ${textHash}`] : []),
  ];
  const clusters = new Clusters<ArticleFacts>();
  for (const article of articles) clusters.add(article, keysOf(article));
  const apart = clusters.all();
  if (apart.length > mostCompared) return apart;
  for (const [i, cluster] of apart.entries()) {
    for (const other of apart.slice(i + 1)) {
      const close = cluster.some((one) => other.some((another) => saysTheSame(one, another)));
      if (close) clusters.add(cluster[0] as ArticleFacts, other.flatMap(keysOf));
    }
  }
  return clusters.all();
}

/** Items that share a key, directly or through others; mergers of clusters are rare. */
class Clusters<Item> {
  readonly #byKey = new Map<string, Set<Item>>();
  readonly #byItem = new Map<Item, Set<Item>>();

  add(item: Item, keys: readonly string[]): void {
    const touched = [this.#byItem.get(item), ...keys.map((key) => this.#byKey.get(key))];
    const known = new Set(touched.filter((cluster) => cluster !== undefined));
    const [largest = new Set<Item>(), ...others] = [...known].sort((a, b) => b.size - a.size);
    for (const member of [item, ...others.flatMap((cluster) => [...cluster])]) {
      largest.add(member);
      this.#byItem.set(member, largest);
    }
    if (others.length > 0) {
      for (const [key, cluster] of this.#byKey) if (others.includes(cluster)) this.#byKey.set(key, largest);
    }
    for (const key of keys) this.#byKey.set(key, largest);
  }

  all(): Item[][] {
    return [...new Set(this.#byItem.values())].map((cluster) => [...cluster]);
  }
}

function samePath({ file }: ArticleFacts, standing: ArticleFacts): Diagnostic {
  return {
    severity: 'error',
    code: 'entry/same-id',
    file,
    message: `has the same name as ${standing.file} in another Unicode normal form, and so the same id; that one stands`,
    hint: 'rename one of them: on macOS, one of the two would be lost',
  };
}

function sameId(id: string, { file }: ArticleFacts, standing: ArticleFacts): Diagnostic {
  return {
    severity: 'error',
    code: 'entry/same-id',
    file,
    message: `the id "${id}" is also that of ${standing.file}, which stands`,
    hint: 'give one of them an id of its own in its front matter, or delete the file that is not needed',
  };
}

function olderClipping({ file, originalUrl }: ArticleFacts, standing: ArticleFacts): Diagnostic {
  return {
    severity: 'warning',
    code: 'entry/same-source',
    file,
    message: `${standing.file} is a newer clipping of ${originalUrl} and stands in its place`,
    hint: 'delete the older clipping if it is not needed',
  };
}

function sameOriginal({ file, originalUrl }: ArticleFacts, first: ArticleFacts): Diagnostic {
  return {
    severity: 'warning',
    code: 'entry/same-source',
    file,
    message: `names the same original as ${first.file}, ${originalUrl}, but says something else: both stand`,
    hint: 'if they are one article, give both the same title; otherwise name the page each comes from',
  };
}

function newest(articles: readonly ArticleFacts[]): ArticleFacts {
  return [...articles].sort(
    (a, b) => timeOf(b) - timeOf(a) || byCodeUnit(a.path, b.path) || byCodeUnit(a.file, b.file),
  )[0] as ArticleFacts;
}

function timeOf({ clipped, updated, published }: ArticleFacts): number {
  return clipped ?? updated ?? published;
}

function byPublication(a: ArticleFacts, b: ArticleFacts): number {
  return a.published - b.published || byCodeUnit(a.path, b.path);
}
