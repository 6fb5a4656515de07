import { compact } from '../../archive/ledger/compact.ts';
import type { Ledger } from '../../archive/ledger/ledger.ts';
import { ledgerBytes } from '../../archive/ledger/text.ts';
import { withLock } from '../../build/lock/with-lock.ts';
import { type LackingVersions, lackingVersions } from '../../build/state/lacking-versions.ts';
import {
  cannotRecord,
  damageDiagnostics,
  type LedgerFile,
  ledgerName,
  readLedger,
  replaceLedger,
} from '../../build/state/ledger-file.ts';
import { isSystemError } from '../../build/system-error.ts';
import { seenFrom } from '../../config/folders.ts';
import { type Diagnostic, hasErrors } from '../../diagnostic.ts';
import { rfc3339 } from '../../text/instant.ts';
import { concernsMoreThanFeeds, configuration } from '../configuration.ts';
import { type CommonOptions, type Context, UsageError } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { compactionText, type LedgerFacts, ledgerText } from '../print/ledger.ts';
import { count } from '../print/words.ts';

interface Place {
  /** Absolute. */
  readonly state: string;
  /** The state folder, and the ledger in it, as messages name them. */
  readonly shown: string;
  readonly file: string;
}

/** `hayloft ledger verify`: whether the ledger can be relied on, and what it holds. */
export async function runLedgerVerify(context: Context, options: CommonOptions): Promise<ExitCode> {
  const { terminal } = context;
  const place = await placeOf(context, options);
  if (!place) return exit.nothing;
  const { state, file, shown } = place;
  const read = readLedger(state, shown);
  const { damage, torn } = read;
  const others = read.diagnostics.filter(({ code }) => code !== 'ledger/damaged');
  const lacking = lackingVersions(state, read.ledger);
  terminal.report([...damageDiagnostics(file, damage), ...others, ...lackingDiagnostics(context, shown, lacking)]);

  const isDamaged = hasErrors(read.diagnostics);
  const facts = factsOf(read.ledger);
  terminal.event({
    event: 'ledger',
    file,
    state: isDamaged ? 'damaged' : read.lines === 0 ? 'none' : 'whole',
    lines: read.lines,
    damaged_lines: damage.length,
    torn_bytes: torn && torn.to - torn.from,
    ...(!isDamaged && eventFields(facts)),
    versions_missing: lacking.missing,
    versions_changed: lacking.changed.length,
  });
  if (isDamaged) return exit.nothing;
  terminal.say(ledgerText(file, read.lines, facts, terminal.style));
  return exit.done;
}

/** `hayloft ledger compact`: the same ledger without the lines that have no influence. */
export async function runLedgerCompact(context: Context, options: CommonOptions): Promise<ExitCode> {
  const { terminal } = context;
  const place = await placeOf(context, options);
  if (!place) return exit.nothing;
  return withLock(
    { ...place, now: context.now },
    () => compactUnderLock(context, place),
    (why) => {
      terminal.report([why]);
      return exit.refused;
    },
  );
}

function compactUnderLock({ terminal }: Context, place: Place): ExitCode {
  const { state, file, shown } = place;
  const before = readLedger(state, shown);
  terminal.report(before.diagnostics);
  if (hasErrors(before.diagnostics)) return exit.nothing;

  const after = compactFile(place, before);
  if ('code' in after) {
    terminal.report([after]);
    return exit.nothing;
  }
  terminal.event({ event: 'compaction', file, lines_before: before.lines, lines_after: after.lines });
  terminal.say(compactionText(file, before.lines, after.lines, terminal.style));
  return exit.done;
}

function compactFile({ state, shown, file }: Place, before: LedgerFile): { readonly lines: number } | Diagnostic {
  if (before.lines === 0) return { lines: 0 };
  const events = compact(before.events);
  if (ledgerBytes(events).length === before.size) return { lines: before.lines };
  try {
    if (replaceLedger(state, events, before.size)) return { lines: events.length + 1 };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return cannotRecord(state, shown, error);
  }
  throw new UsageError(`${file} was written to at the same time; nothing was changed`);
}

async function placeOf(context: Context, options: CommonOptions): Promise<Place | undefined> {
  const { config, diagnostics } = await configuration(context, options);
  context.terminal.report(diagnostics.filter(concernsMoreThanFeeds));
  if (!config) return undefined;
  const shown = seenFrom(context.cwd, config.state);
  return { state: config.state, shown, file: `${shown}/${ledgerName}` };
}

function factsOf({ entries, lastAt }: Ledger): LedgerFacts {
  const all = [...entries.values()];
  const [first] = all;
  return {
    entries: all.length,
    withdrawn: all.filter(({ withdrawn }) => withdrawn).length,
    versions: all.reduce((sum, { versions }) => sum + versions.length, 0),
    ...(first && { first: first.firstSeen }),
    ...(lastAt !== undefined && { last: lastAt }),
  };
}

function eventFields({ first, last, ...numbers }: LedgerFacts) {
  const [from, to] = [first, last].map((instant) => (instant === undefined ? undefined : rfc3339(instant)));
  return { ...numbers, first: from, last: to };
}

function lackingDiagnostics({ cwd }: Context, shown: string, { missing, changed }: LackingVersions): Diagnostic[] {
  const lacking = { severity: 'warning', code: 'ledger/version-missing' } as const;
  const none: Diagnostic = {
    ...lacking,
    file: `${shown}/versions`,
    message: `lacks the bytes of ${count(missing, 'published entry', 'published entries')}`,
    hint: 'the next build keeps those of all articles that are still there; restore the others from a backup',
  };
  const others = [...new Set(changed)].map(
    (path): Diagnostic => ({
      ...lacking,
      file: seenFrom(cwd, path),
      message: 'does not hold the bytes that were published',
      hint: 'delete it: the next build keeps them again if the article is still there; else restore it from a backup',
    }),
  );
  return missing > 0 ? [none, ...others] : others;
}
