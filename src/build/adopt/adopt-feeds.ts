import { adopt, type Outcome } from '../../archive/adoption/adopt.ts';
import { contentOf } from '../../article/content-bytes.ts';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import { type Diagnostic, hasErrors } from '../../diagnostic.ts';
import type { Instant } from '../../text/instant.ts';
import { filesOf, inMemory, type ReadingProgress, readArticles } from '../articles/read-articles.ts';
import { withLock } from '../lock/with-lock.ts';
import { appendEvents, ledgerName, readLedger } from '../state/ledger-file.ts';
import { isSystemError, unwritable } from '../system-error.ts';
import { missed } from './misses.ts';
import { readOldFeed } from './old-feed.ts';

export interface OldFile {
  /** As messages name it. */
  readonly file: string;
  readonly bytes: Buffer;
}

export interface AdoptOptions {
  /** The moment under which it is recorded. */
  readonly now: Instant;
  /** False: everything is matched, nothing is recorded. */
  readonly write: boolean;
  /** Absolute path of the folder from which messages name the state folder. */
  readonly from: string;
  readonly onProgress?: (progress: ReadingProgress) => void;
}

export interface AdoptResult {
  /** `refused`: nothing was recorded; the diagnostics say why. */
  readonly outcome: 'adopted' | 'compared' | 'refused';
  /** One an item that has an id, in the order of the feeds. */
  readonly outcomes: readonly Outcome[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Takes over the ids and dates of feeds that other programs published for the articles that match their items, and
 * records that in the ledger; nothing else is written.
 *
 * A file that is no feed does not stop the others.
 */
export async function adoptFeeds(
  config: Config,
  files: readonly OldFile[],
  options: AdoptOptions,
): Promise<AdoptResult> {
  if (!options.write) return adoptUnder(config, files, options, () => undefined);
  const { state } = config;
  return withLock(
    { state, shown: seenFrom(options.from, state), now: options.now },
    (lost) => adoptUnder(config, files, options, lost),
    (why) => refused([why]),
  );
}

/** @param lost Why nothing may be recorded any more, if so. */
async function adoptUnder(
  config: Config,
  files: readonly OldFile[],
  { now, write, from, onProgress }: AdoptOptions,
  lost: () => Diagnostic | undefined,
): Promise<AdoptResult> {
  const feeds = files.map(({ file, bytes }) => readOldFeed(bytes, file, config.timezone));
  const told = feeds.flatMap(({ diagnostics }) => diagnostics);
  if (feeds.every(({ items }) => items === undefined)) return refused(told);

  const shown = seenFrom(from, config.state);
  const { ledger, torn, diagnostics: damage } = readLedger(config.state, shown);
  if (hasErrors(damage)) return refused([...told, ...damage]);
  const reading = await readArticles(config, now, inMemory, onProgress);
  if ('refused' in reading) return refused([...told, ...damage, ...reading.refused]);

  const without = new Set(
    filesOf(reading.scans).flatMap(({ file }, i) => (reading.results[i]?.article ? [] : [file.path])),
  );
  const { outcomes, events } = adopt(
    feeds.flatMap(({ items = [] }) => items),
    reading.articles,
    ledger,
    {
      ...config,
      now,
      isOccupied: (path) => without.has(path),
      htmlOf: ({ content }) => contentOf(content as Uint8Array).html,
    },
  );
  const diagnostics = [...told, ...damage, ...outcomes.flatMap(missed)];
  if (!write) return { outcome: 'compared', outcomes, diagnostics };
  const why = lost();
  if (why) return refused([...diagnostics, why]);
  try {
    if (events.length > 0) appendEvents(config.state, events, torn);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return refused([...told, ...damage, cannotRecord(`${shown}/${ledgerName}`, error)]);
  }
  return { outcome: 'adopted', outcomes, diagnostics };
}

function refused(diagnostics: readonly Diagnostic[]): AdoptResult {
  return { outcome: 'refused', outcomes: [], diagnostics };
}

function cannotRecord(file: string, error: NodeJS.ErrnoException): Diagnostic {
  return {
    severity: 'error',
    code: 'ledger/cannot-write',
    file,
    message: `cannot be written to (${unwritable(error)}): nothing was taken over`,
    hint: 'mend that and adopt again',
  };
}
