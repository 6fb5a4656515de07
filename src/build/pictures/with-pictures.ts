import type { ArticleFacts } from '../../article/article.ts';

import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Instant } from '../../text/instant.ts';
import { filesOf, type Reading, type ReadingProgress, readingOf, setUpOf } from '../articles/read-articles.ts';
import type { ReadRow } from '../articles/read-row.ts';
import { readAll } from '../articles/workers.ts';
import { isSystemError } from '../system-error.ts';
import { type Failures, readFailures, writeFailures } from './failures.ts';
import type { Network } from './network.ts';
import { damagedIndex, fullStore, missingPictures, postponedPictures } from './report.ts';
import type { PictureStore } from './store.ts';

export interface PictureOptions {
  readonly now: Instant;
  /** Absolute path of the folder from which messages name others. */
  readonly from: string;
  /** False: nothing is fetched and nothing written; articles show what is in the store. */
  readonly write: boolean;
  /** Where pictures come from, if not from the public internet. */
  readonly network?: Network;
  readonly onProgress?: (progress: ReadingProgress) => void;
}

/**
 * The reading, with the pictures that its articles want and that can be had: they are fetched into the store, and the
 * articles that show them are read again. What cannot be had is told, and no article is left out for it.
 */
export async function withPictures(reading: Reading, config: Config, options: PictureOptions): Promise<Reading> {
  const { scans, store } = reading;
  if (!store) return reading;
  const diagnostics: Diagnostic[] = [];
  if (store.damagedLines.length > 0) {
    diagnostics.push(damagedIndex(seenFrom(options.from, store.index), store.damagedLines));
  }
  let failures = readFailures(config.state);
  let { results } = reading;
  if (options.write) {
    const fetched = await fetchWanted(results, store, config, failures, options);
    diagnostics.push(...fetched.diagnostics);
    failures = fetched.failures;
    results = await readAgain(reading, fetched.had, config, options.now);
  }
  const files = filesOf(scans);
  for (const [i, { wanted = [] }] of results.entries()) {
    diagnostics.push(...missingPictures((files[i] as (typeof files)[0]).file.shown, wanted, failures));
  }
  const complete = readingOf(reading, results);
  return { ...complete, diagnostics: [...complete.diagnostics, ...diagnostics] };
}

async function fetchWanted(
  results: readonly ReadRow[],
  store: PictureStore,
  config: Config,
  before: Failures,
  { now, from, network, onProgress = () => {} }: PictureOptions,
): Promise<{ had: ReadonlySet<string>; failures: Failures; diagnostics: Diagnostic[] }> {
  const addresses = wantedFirst(results);
  const total = addresses.length;
  // Most runs want nothing, and need none of what speaks to servers.
  if (total === 0) return { had: new Set(), failures: new Map(), diagnostics: [] };
  const { fetchPictures } = await import('./fetch-pictures.ts');
  const fetched = await fetchPictures(addresses, store, before, {
    network: network ?? (await import('./network.ts')).internet,
    now,
    onDone: (done) => onProgress({ stage: 'pictures', done, total }),
  });
  const { had, failures, postponed } = fetched;
  const full = fetched.full ?? problemOfWriting(config.state, failures, before);
  const diagnostics = full
    ? [fullStore(seenFrom(from, store.folder), full)]
    : postponed > 0
      ? [postponedPictures(postponed)]
      : [];
  return { had, failures, diagnostics };
}

/** Each address once, those of the newest articles first: feeds show these. */
function wantedFirst(results: readonly ReadRow[]): string[] {
  const published = ({ article }: ReadRow) => (article as ArticleFacts).published;
  const wanting = results.filter(({ article, wanted }) => article && wanted);
  wanting.sort((a, b) => published(b) - published(a));
  return [...new Set(wanting.flatMap(({ wanted = [] }) => wanted.map(({ address }) => address)))];
}

function problemOfWriting(state: string, failures: Failures, before: Failures): NodeJS.ErrnoException | undefined {
  if (failures.size === 0 && before.size === 0) return undefined;
  try {
    writeFailures(state, failures);
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error;
  }
}

async function readAgain(
  reading: Reading,
  had: ReadonlySet<string>,
  config: Config,
  now: Instant,
): Promise<readonly ReadRow[]> {
  const { scans, results } = reading;
  const concerned = results.flatMap(({ wanted = [] }, i) =>
    wanted.some(({ address }) => had.has(address)) ? [i] : [],
  );
  if (concerned.length === 0) return results;
  const files = filesOf(scans);
  const wanting = concerned.map((i) => files[i] as (typeof files)[0]);
  const again = await readAll(setUpOf(config, now, reading), wanting, () => {});
  const replaced = [...results];
  for (const [i, result] of again.entries()) replaced[concerned[i] as number] = result;
  return replaced;
}
