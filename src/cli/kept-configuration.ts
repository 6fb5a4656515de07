import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { cacheFolder } from '../build/cache/cache-folder.ts';
import { programIdentity } from '../build/cache/program.ts';
import { seal, unseal } from '../build/cache/sealed.ts';
import { readRegularFile } from '../build/regular-file.ts';
import { placeWhole, writeFile } from '../build/state/durable-file.ts';
import { isSystemError } from '../build/system-error.ts';
import { defaults } from '../config/defaults.ts';
import { type Disk, kindAt, realPath } from '../config/folders.ts';
import type { Loaded } from '../config/load.ts';
import type { Overrides } from '../config/overrides.ts';

/** With what keeps it for the next run: to be called after a run that wrote. That it cannot be kept is no failure. */
export type KeptConfiguration = Loaded & { readonly keep: () => void };

/**
 * As {@link loadConfig}, without understanding the same configuration twice: to load what parses and checks one takes
 * half as long as to see that nothing among ten thousand articles is new.
 *
 * Not kept are scripts, which may come to something else each time, and what puts the state folder where it cannot be
 * found without understanding it.
 *
 * @param cwd Absolute.
 */
export async function keptConfiguration(cwd: string, overrides: Overrides): Promise<KeptConfiguration> {
  const named = overrides.config === undefined ? undefined : resolve(cwd, overrides.config);
  const state = resolve(
    overrides.state === undefined && named ? dirname(named) : cwd,
    overrides.state ?? defaults.state,
  );
  const path = join(state, cacheFolder, 'configuration');
  const origin = originOf(cwd, overrides, named);
  const known = origin === undefined ? undefined : readKept(path, origin);
  if (known) return { ...known, keep: () => {} };

  const { loadConfig } = await import('../config/load.ts');
  const realPaths: Answers<'realPath'> = new Map();
  const kinds: Answers<'kindAt'> = new Map();
  const loaded = await loadConfig(cwd, overrides, {
    realPath: remembering(realPath, realPaths),
    kindAt: remembering(kindAt, kinds),
  });
  const keep = () => {
    // What was understood is what was there before and is still there.
    if (loaded.config?.state !== state || origin === undefined || originOf(cwd, overrides, named) !== origin) return;
    writeKept(path, origin, { loaded, realPaths, kinds });
  };
  return { ...loaded, keep };
}

interface Kept {
  readonly loaded: Loaded;
  /** By path, what it led to, and what was there, when that was asked. */
  readonly realPaths: Answers<'realPath'>;
  readonly kinds: Answers<'kindAt'>;
}

type Answers<Question extends keyof Disk> = Map<string, ReturnType<Disk[Question]>>;

function remembering<T>(ask: (path: string) => T, answers: Map<string, T>): (path: string) => T {
  return (path) => {
    const answer = ask(path);
    answers.set(path, answer);
    return answer;
  };
}

/** Bytes; a configuration of more is none. */
const largest = 64 * 1024;

/** All that it is understood from, but for what is asked of the disk; nothing where it cannot be kept. */
function originOf(cwd: string, overrides: Overrides, named: string | undefined): string | undefined {
  const names = namesIn(cwd).filter((name) => name.startsWith('hayloft.config.'));
  const [first, ...others] = named === undefined ? names.map((name) => join(cwd, name)) : [named];
  if (others.length > 0 || (first !== undefined && !/\.(ya?ml|json)$/.test(first))) return undefined;
  const bytes = first === undefined ? Buffer.of() : readRegularFile(realPath(first), largest);
  if ('refused' in bytes) return undefined;
  return JSON.stringify({ program: programIdentity(), cwd, overrides, names, text: bytes.toString('latin1') });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readKept(path: string, origin: string): Loaded | undefined {
  const parts = unsealed(path);
  const [from, kept] = Array.isArray(parts) ? parts : [];
  if (!from || !kept || !Buffer.from(origin).equals(from)) return undefined;
  const { loaded, realPaths, kinds } = deserialize(kept) as Kept;
  for (const [asked, real] of realPaths) if (realPath(asked) !== real) return undefined;
  for (const [asked, kind] of kinds) if (kindAt(asked) !== kind) return undefined;
  return loaded;
}

function unsealed(path: string): ReturnType<typeof unseal> {
  try {
    return unseal(readFileSync(path));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}

function writeKept(path: string, origin: string, kept: Kept): void {
  const chunks = seal([Buffer.from(origin), serialize(kept)]);
  try {
    placeWhole(path, (unfinished) => writeFile(unfinished, chunks, false));
  } catch (error) {
    // What keeps it out will keep out the rest of the cache, which says so.
    if (!isSystemError(error)) throw error;
  }
}
