import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { KnownEntry, Ledger } from '../../archive/ledger/ledger.ts';
import { readRegularFile } from '../../build/regular-file.ts';
import { readLedger } from '../../build/state/ledger-file.ts';
import { versionPath } from '../../build/state/version-path.ts';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import { nearest } from '../../config/nearest.ts';
import { hasErrors } from '../../diagnostic.ts';
import { rfc3339 } from '../../text/instant.ts';
import { concernsMoreThanFeeds, configuration } from '../configuration.ts';
import { type CommonOptions, type Context, UsageError } from '../context.ts';
import {
  type EntryHistory,
  entriesNamed,
  fewestDigits,
  type Happening,
  historyOf,
  versionsNamed,
} from '../entry-history.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { placesOf } from '../in-folders.ts';
import { historyText } from '../print/history.ts';
import { listed } from '../print/words.ts';

export interface HistoryCommandOptions extends CommonOptions {
  /** The first digits of the hash of a version. */
  readonly show?: string;
}

/** `hayloft history FILE|ID`: what the ledger knows of one entry; with `--show`, the bytes of one of its versions. */
export async function runHistory(context: Context, options: HistoryCommandOptions, name: string): Promise<ExitCode> {
  const { terminal, cwd } = context;
  const { config, diagnostics } = await configuration(context, options);
  terminal.report(diagnostics.filter(concernsMoreThanFeeds));
  if (!config) return exit.nothing;

  const { ledger, events, diagnostics: damage } = readLedger(config.state, seenFrom(cwd, config.state));
  terminal.report(damage);
  if (hasErrors(damage)) return exit.nothing;
  const entry = entryNamed(name, config, ledger, cwd);
  if (options.show !== undefined) {
    terminal.bytes(bytesOf(options.show, entry, config.state, cwd));
    return exit.done;
  }

  const history = historyOf(entry, ledger, events);
  const isKept = (file: string) => existsSync(versionPath(config.state, file));
  terminal.event(entryEvent(history));
  for (const happening of history.happenings) terminal.event(happeningEvent(happening, isKept));
  terminal.say(historyText(history, isKept, terminal.style));
  return exit.done;
}

function entryNamed(name: string, config: Config, ledger: Ledger, cwd: string): KnownEntry {
  const paths = placesOf(config, resolve(cwd, name)).map(
    ({ folder, inside }) => folder.prefix + inside.normalize('NFC'),
  );
  const found = entriesNamed(name, [...paths, name.normalize('NFC')], ledger);
  const [entry, ...others] = found;
  if (entry === undefined) {
    const known = [...ledger.entries.values()].flatMap(({ path, formerPaths }) => [path, ...formerPaths]);
    const meant = nearest(paths[0] ?? name, known);
    const hint = meant === undefined ? '' : `: did you mean ${JSON.stringify(meant)}?`;
    throw new UsageError(`${JSON.stringify(name)} is neither an article that was published nor the id of one${hint}`);
  }
  if (others.length > 0) {
    const ids = listed(found.map(({ id }) => id));
    throw new UsageError(`${JSON.stringify(name)} was the path of several entries, name one by its id: ${ids}`);
  }
  return entry;
}

/** The file of a version as it was published, held against its hash. */
function bytesOf(digits: string, entry: KnownEntry, state: string, cwd: string): Uint8Array {
  if (!/^[\da-f]+$/i.test(digits) || digits.length < fewestDigits) {
    throw new UsageError(`--show ${JSON.stringify(digits)} is no hash: give at least its first ${fewestDigits} digits`);
  }
  const [version, ...others] = versionsNamed(digits, entry);
  if (version === undefined) throw new UsageError(`no version of ${entry.id} has a hash that begins with ${digits}`);
  if (others.length > 0) {
    const hashes = listed([version, ...others].map(({ content, file }) => `${content} (file ${file})`));
    throw new UsageError(`--show ${digits} can mean several versions, give more digits: ${hashes}`);
  }
  const path = versionPath(state, version.file);
  const shown = seenFrom(cwd, path);
  if (!existsSync(path)) throw new UsageError(`the file of this version is not kept (there is no ${shown})`);
  const bytes = readRegularFile(path, Number.POSITIVE_INFINITY);
  if ('refused' in bytes) throw new UsageError(`${shown} ${bytes.refused}`);
  if (createHash('sha256').update(bytes).digest('hex') === version.file) return bytes;
  throw new UsageError(`${shown} was changed: it is not the file that was published`);
}

function entryEvent({ entry, aliases }: EntryHistory) {
  const { id, title, path, formerPaths, withdrawn, firstSeen, published, updated } = entry;
  return {
    event: 'entry',
    id,
    aliases,
    title,
    path,
    former_paths: formerPaths,
    state: withdrawn ? 'withdrawn' : 'published',
    first_seen: rfc3339(firstSeen),
    date_published: rfc3339(published),
    date_modified: rfc3339(updated),
  };
}

function happeningEvent(happening: Happening, isKept: (file: string) => boolean) {
  const said = { event: 'happening', at: rfc3339(happening.at), what: happening.what };
  switch (happening.what) {
    case 'published':
    case 'adopted':
    case 'revised': {
      const { title, content, file } = happening.version;
      return { ...said, title, content_hash: content, file_hash: file, kept: isKept(file) };
    }
    case 'moved':
      return { ...said, path: happening.path };
    case 'merged':
      return { ...said, alias: happening.alias };
    case 'withdrawn':
      return { ...said, why: happening.why };
    case 'restored':
      return said;
  }
}
