import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { within } from '../../src/config/folders.ts';

/** The folders of a collection that are told apart, by what they are called here. */
const folders = { articles: 'articles', output: 'output', state: '.hayloft' } as const;

/**
 * How much a process did, by what: scripts that its first thread loaded, those that all others loaded together, and of
 * each folder how many different paths were asked for their state, opened for reading, opened for writing.
 */
export type Work = Readonly<Record<'modules' | 'modules of threads' | `${keyof typeof folders} ${Access}`, number>>;

type Access = (typeof accesses)[number];
const accesses = ['seen', 'read', 'written'] as const;

/** The environment in which Node.js writes down what it does, see count-work.mjs. */
export function countingInto(log: string): NodeJS.ProcessEnv {
  const preload = new URL('./count-work.mjs', import.meta.url).href;
  return { HAYLOFT_WORK: log, NODE_OPTIONS: `--import=${preload}` };
}

type Deed = readonly [thread: string, what: string, path: string];

/**
 * @param log What was written down of one process.
 * @param place Where its folders lie.
 */
export function workIn(log: string, place: string): Work {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const deeds = withoutBeat(lines.map((line) => JSON.parse(line) as Deed));
  const first = deeds[0]?.[0];
  const scripts = deeds.filter(([, what]) => what === 'loaded');
  const counts = Object.entries(folders).flatMap(([name, folder]) =>
    accesses.map((access) => [`${name} ${access}`, pathsOf(deeds, access, resolve(place, folder)).size]),
  );
  return {
    modules: scripts.filter(([thread]) => thread === first).length,
    'modules of threads': scripts.filter(([thread]) => thread !== first).length,
    ...Object.fromEntries(counts),
  };
}

function pathsOf(deeds: readonly Deed[], access: Access, folder: string): Set<string> {
  return new Set(deeds.flatMap(([, what, path]) => (what === access && within(path, folder) ? path : [])));
}

/** The thread that shows that the lock is held starts after a while: whether there is one, the machine decides. */
function withoutBeat(deeds: readonly Deed[]): readonly Deed[] {
  const isBeat = ([, what, path]: Deed) => what === 'loaded' && path.endsWith('/lock/beat.js');
  const beats = new Set(deeds.filter(isBeat).map(([thread]) => thread));
  return deeds.filter(([thread]) => !beats.has(thread));
}
