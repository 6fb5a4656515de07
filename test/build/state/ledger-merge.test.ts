import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { compact } from '../../../src/archive/ledger/compact.ts';
import type { LedgerEvent } from '../../../src/archive/ledger/event.ts';
import { type Ledger, replay } from '../../../src/archive/ledger/ledger.ts';
import { appendEvents, readLedger, replaceLedger } from '../../../src/build/state/ledger-file.ts';
import { gitFiles } from '../../../src/cli/init/git-files.ts';
import { hashOf, published, start } from '../../archive/ledger/histories.ts';
import { notRun } from '../../not-run.ts';

const [a, b] = [published('a', { feeds: ['sources/x'] }), published('b', { at: start + 1 })] as const;
const edited = (at: number, text: string): LedgerEvent => ({ event: 'edited', at, id: a.id, file: hashOf(text) });
const common: LedgerEvent[] = [a, b, edited(start + 2, 'one'), edited(start + 3, 'two'), edited(start + 4, 'three')];
const later = start + 86_400_000;
const ours: LedgerEvent[] = [
  published('c', { at: later + 1 }),
  { event: 'moved', at: later + 4, id: a.id, path: 'ours/a.md' },
  { event: 'merged', at: later + 5, id: a.id, alias: b.id },
];
const theirs: LedgerEvent[] = [
  published('c', { at: later, title: 'Seen here first' }),
  { event: 'revised', at: later + 2, id: a.id, content: hashOf('theirs'), title: 'Theirs' },
  { event: 'withdrawn', at: later + 3, id: b.id, why: 'deleted' },
  { event: 'merged', at: later + 6, id: b.id, alias: a.id },
];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hayloft-merge-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A repository as `hayloft init` begins it, and its state folder. */
function repository(context: TestContext, attributes = gitFiles('.hayloft')[0]?.lines ?? []) {
  const folder = mkdtempSync(join(root, 'site-'));
  const env = { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: '1' };
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) => {
    const { status, error, stdout } = spawnSync('git', [...identity, ...args], { cwd: folder, env, encoding: 'utf8' });
    if (error && process.env.CI) throw error;
    if (error) notRun(context, `git cannot be run: ${error.message}`);
    return { status, stdout };
  };
  git('init', '-q', '-b', 'main');
  writeFileSync(join(folder, '.gitattributes'), `${attributes.join('\n')}\n`);
  const commit = (events: LedgerEvent[]) => {
    appendEvents(join(folder, '.hayloft'), events);
    git('add', '.');
    expect(git('commit', '-q', '-m', 'Publish').status).toBe(0);
  };
  return { state: join(folder, '.hayloft'), git, commit };
}

/** The ledger that git makes of two branches that both published, merged into the first of them. */
function merged(context: TestContext, into: LedgerEvent[], from: LedgerEvent[]): Ledger {
  const { state, git, commit } = repository(context);
  commit(common);
  git('checkout', '-q', '-b', 'other');
  commit(from);
  git('checkout', '-q', 'main');
  commit(into);
  expect(git('merge', '-q', '--no-edit', 'other').status).toBe(0);
  const { ledger, diagnostics } = readLedger(state, '.hayloft');
  expect(diagnostics).toEqual([]);
  return ledger;
}

describe('two branches of a git repository that both published', () => {
  it('are merged into a valid ledger that says the same whichever was merged into which', (context) => {
    const expected = replay([...common, ...ours, ...theirs]).ledger;
    expect(merged(context, ours, theirs)).toEqual(expected);
    expect(merged(context, theirs, ours)).toEqual(expected);
    expect(expected.entries.get('tag:example.org,2026:c')?.versions).toHaveLength(1);
    expect(expected.ids.get(b.id)).toBe(a.id);
  });

  it('may both have begun the ledger', (context) => {
    const { state, git, commit } = repository(context);
    git('add', '.');
    git('commit', '-q', '-m', 'Begin');
    git('checkout', '-q', '-b', 'other');
    commit([...common, ...theirs]);
    git('checkout', '-q', 'main');
    commit([...common, ...ours]);
    expect(git('merge', '-q', '--no-edit', 'other').status).toBe(0);
    const { ledger, diagnostics } = readLedger(state, '.hayloft');
    expect(diagnostics).toEqual([]);
    expect(ledger).toEqual(replay([...common, ...ours, ...theirs]).ledger);
  });

  it('may have compacted it on one of them', (context) => {
    const { state, git, commit } = repository(context);
    commit(common);
    git('checkout', '-q', '-b', 'other');
    commit(theirs);
    git('checkout', '-q', 'main');
    const before = readFileSync(join(state, 'ledger.jsonl'));
    expect(compact(common).length).toBeLessThan(common.length);
    expect(replaceLedger(state, compact(common), before.length)).toBe(true);
    commit(ours);
    expect(git('merge', '-q', '--no-edit', 'other').status).toBe(0);
    const { ledger, diagnostics } = readLedger(state, '.hayloft');
    expect(diagnostics).toEqual([]);
    expect(ledger).toEqual(replay([...common, ...ours, ...theirs]).ledger);
  });

  it('are refused, with what to do, where git was not told to put lines together', (context) => {
    const { state, git, commit } = repository(context, []);
    commit(common);
    git('checkout', '-q', '-b', 'other');
    commit(theirs);
    git('checkout', '-q', 'main');
    commit(ours);
    expect(git('merge', '-q', '--no-edit', 'other').status).toBe(1);
    const { diagnostics } = readLedger(state, '.hayloft');
    expect(diagnostics.map(({ message }) => message)).toEqual(Array(3).fill('this line is a conflict marker of git'));
    expect(diagnostics[0]?.hint).toContain('merge=union');
  });
});
