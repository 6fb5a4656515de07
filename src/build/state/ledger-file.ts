import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { LedgerEvent } from '../../archive/ledger/event.ts';
import { emptyLedger, type Ledger } from '../../archive/ledger/ledger.ts';
import { type Damage, ledgerBytes, linesOf, readLedgerText, type Torn } from '../../archive/ledger/text.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { readRegularFile } from '../regular-file.ts';
import { isSystemError, unwritable } from '../system-error.ts';
import { makeFolder, syncFolder, writeAll } from './durable-file.ts';

/** In the state folder: the one file that must not be lost. */
export const ledgerName = 'ledger.jsonl';

/** Where a new ledger is written before it takes its place. */
const stagedName = `${ledgerName}.new`;

export interface LedgerFile {
  /** Empty where the diagnostics hold an error: then nothing may be published. */
  readonly ledger: Ledger;
  /** In the order of their lines. */
  readonly events: readonly LedgerEvent[];
  /** To be handed to {@link appendEvents}, which cuts it off. */
  readonly torn?: Torn;
  readonly damage: readonly Damage[];
  readonly diagnostics: readonly Diagnostic[];
  /** Lines that say something; 0 where there is no ledger yet. */
  readonly lines: number;
  /** Of the file, in bytes. */
  readonly size: number;
}

/**
 * The ledger of a state folder; an empty one where there is no file yet. What is damaged is named and never mended by
 * leaving it out: an entry that the ledger forgets comes back with another id.
 *
 * @param shown The state folder as messages name it.
 */
export function readLedger(state: string, shown: string): LedgerFile {
  const file = `${shown}/${ledgerName}`;
  const bytes = bytesOf(join(state, ledgerName));
  if (bytes === undefined) return noLedger([]);
  if ('refused' in bytes) return noLedger([unreadable(file, bytes)]);
  const { ledger, events, damage, torn, lines } = readLedgerText(bytes);
  const size = bytes.length;
  if (damage.length > 0) return { ...noLedger(damageDiagnostics(file, damage, mostNamed)), damage, lines, size };
  const diagnostics = torn ? [tornDiagnostic(file, torn)] : [];
  return { ledger, events, damage, diagnostics, lines, size, ...(torn && { torn }) };
}

function noLedger(diagnostics: readonly Diagnostic[]): LedgerFile {
  return { ledger: emptyLedger, events: [], damage: [], diagnostics, lines: 0, size: 0 };
}

/**
 * Adds events at the end of the ledger and waits until they are on the disk. Either all of them are recorded, or an
 * error of the file system is thrown and the ledger holds what it held.
 *
 * A new ledger is written beside and renamed, so that there is never one without its first line.
 *
 * @param torn What {@link readLedger} found at the end.
 */
export function appendEvents(state: string, events: readonly LedgerEvent[], torn?: Torn): void {
  if (events.length === 0 && !torn) return;
  const path = join(state, ledgerName);
  if (!lstatSync(path, { throwIfNoEntry: false }) && replaceLedger(state, events)) return;
  const descriptor = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW);
  try {
    // Of another length than was read, somebody else has written meanwhile, and cut it off.
    if (torn && fstatSync(descriptor).size === torn.to) ftruncateSync(descriptor, torn.from);
    const { size } = fstatSync(descriptor);
    const lines = linesOf(events);
    const bytes = endsLine(descriptor, size) ? lines : Buffer.concat([Buffer.from('\n'), lines]);
    try {
      writeAll(descriptor, bytes);
      fsyncSync(descriptor);
    } catch (error) {
      takeBack(descriptor, size, bytes.length);
      throw error;
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Puts a ledger of these events in the place of the one that is there, if one is.
 *
 * @param before The length of the file that the events were read from; of another length now, somebody else has
 * written meanwhile, and nothing is replaced.
 * @returns Whether it was.
 */
export function replaceLedger(state: string, events: readonly LedgerEvent[], before = 0): boolean {
  makeFolder(state);
  const path = join(state, ledgerName);
  const staged = join(state, stagedName);
  rmSync(staged, { force: true });
  try {
    const descriptor = openSync(staged, 'wx');
    try {
      writeAll(descriptor, ledgerBytes(events));
      const mode = lstatSync(path, { throwIfNoEntry: false })?.mode;
      if (mode !== undefined) fchmodSync(descriptor, mode & 0o777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if ((lstatSync(path, { throwIfNoEntry: false })?.size ?? 0) !== before) return false;
    renameSync(staged, path);
    syncFolder(state);
    return true;
  } finally {
    rmSync(staged, { force: true });
  }
}

/**
 * For an error of the file system while events were recorded, and what goes with them was kept.
 *
 * @param shown The state folder as messages name it.
 */
export function cannotRecord(state: string, shown: string, error: NodeJS.ErrnoException): Diagnostic {
  return {
    severity: 'error',
    code: 'ledger/cannot-write',
    file: join(shown, relative(state, obstacleOf(error) ?? join(state, ledgerName))),
    message: `cannot be written (${unwritable(error)}); the ledger holds what it held`,
    hint: 'mend that and run it again: what is published has to be recorded first',
  };
}

/** What stands in the way of a file is most often its folder. */
function obstacleOf({ path }: NodeJS.ErrnoException): string | undefined {
  return path === undefined || basename(path) === ledgerName ? path : dirname(path);
}

/** So many lines are named by a run; `hayloft ledger verify` names all. */
const mostNamed = 5;

export function damageDiagnostics(file: string, damage: readonly Damage[], most = Infinity): Diagnostic[] {
  const named = damage.slice(0, most).map(
    ({ line, problem, hint }): Diagnostic => ({
      severity: 'error',
      code: 'ledger/damaged',
      file,
      place: { line, column: 1 },
      message: `this line ${problem}`,
      hint,
    }),
  );
  const [next] = damage.slice(most);
  if (!next) return named;
  const more = damage.length - most;
  const message = more === 1 ? 'this line is damaged, too' : `${more} more lines are damaged, the first of them here`;
  const hint = '"hayloft ledger verify" names all of them';
  return [
    ...named,
    { severity: 'error', code: 'ledger/damaged', file, place: { line: next.line, column: 1 }, message, hint },
  ];
}

function tornDiagnostic(file: string, { from, to }: Torn): Diagnostic {
  return {
    severity: 'warning',
    code: 'ledger/torn',
    file,
    message: `ends with ${to - from === 1 ? '1 byte' : `${to - from} bytes`} of a line that was never whole: a run was interrupted while it wrote`,
    hint: 'nothing to be done: nothing that they say was published, and the next run cuts them off and says it anew',
  };
}

function unreadable(
  file: string,
  { refused, hint = 'mend that, or restore it from a backup' }: Unreadable,
): Diagnostic {
  return {
    severity: 'error',
    code: 'ledger/unreadable',
    file,
    message: refused,
    hint: `${hint}: without it every entry could come back with another id`,
  };
}

interface Unreadable {
  /** Why, in words that follow its name. */
  readonly refused: string;
  readonly hint?: string;
}

function bytesOf(path: string): Buffer | Unreadable | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (!stats) return undefined;
    if (stats.isSymbolicLink()) return { refused: 'is a symbolic link; the folder may be one, the ledger may not' };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code !== 'ENOTDIR') return { refused: `cannot be read (${error.code})` };
    const hint = 'move that file away, or name another folder with --state';
    return { refused: 'cannot be there: a file lies where its folder belongs', hint };
  }
  return readRegularFile(path, Number.POSITIVE_INFINITY);
}

function endsLine(descriptor: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] === 0x0a;
}

/** Cuts off what was written of an append that failed, unless somebody else has written behind it. */
function takeBack(descriptor: number, size: number, appended: number): void {
  try {
    if (fstatSync(descriptor).size <= size + appended) ftruncateSync(descriptor, size);
  } catch {
    // The next run finds a torn line, which is no damage.
  }
}
