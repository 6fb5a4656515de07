import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';

const taker = fileURLToPath(new URL('../build/lock/taker.mjs', import.meta.url));
const feed = '<rss version="2.0"><channel><title>T</title><item><guid>x</guid><title>A</title></item></channel></rss>';

let place: Workplace;
let holder: ReturnType<typeof spawn>;
beforeEach(async () => {
  place = new Workplace({ 'articles/a.md': '---\ntitle: A\ndate: 2026-01-01\n---\nWords.\n', 'old.xml': feed });
  await place.hayloft(['build']);
  holder = spawn(process.execPath, [taker, join(place.folder, '.hayloft')], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const _ of createInterface({ input: holder.stdout as NodeJS.ReadableStream })) break;
});
afterEach(() => {
  holder.kill('SIGKILL');
  place.remove();
});

describe('while a run is under way', () => {
  it.each([[['build']], [['adopt', 'old.xml']], [['ledger', 'compact']]])(
    '%j is refused, and says whose it is and since when',
    async (args) => {
      const ended = await place.hayloft(args);
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toMatch(
        new RegExp(
          `^\\.hayloft error lock/held is in use by another run: process ${holder.pid} on .*, since 20.*ago\\)`,
          'm',
        ),
      );
    },
  );

  it.each([[['check']], [['explain', 'articles/a.md']], [['ledger', 'verify']], [['check', '--accept']]])(
    '%j works',
    async (args) => {
      expect((await place.hayloft(args)).code).toBe(0);
    },
  );

  it('and is killed, the next one begins at once and leaves nothing of it', async () => {
    const ended = new Promise((done) => holder.on('exit', done));
    holder.kill('SIGKILL');
    await ended;
    expect(existsSync(join(place.folder, '.hayloft/lock'))).toBe(true);
    expect(await place.hayloft(['build'])).toMatchObject({ code: 0 });
    expect(existsSync(join(place.folder, '.hayloft/lock'))).toBe(false);
  });
});

describe('a run that was taken for dead', () => {
  it.each(['few articles', 'all of them'])('publishes nothing, having read %s', async (what) => {
    holder.kill('SIGKILL');
    if (what === 'all of them') place.delete('.hayloft/cache');
    place.write('articles/b.md', '---\ntitle: B\ndate: 2026-01-01\n---\nWords.\n');
    const before = readFileSync(join(place.folder, 'output/atom.xml'), 'utf8');
    // As one that was halted finds it: its lock is gone while it makes documents.
    writeFileSync(join(place.folder, 'halted.mjs'), haltedBuild);
    const child = spawn(process.execPath, ['halted.mjs', resolve(import.meta.dirname, '../../dist/index.js')], {
      cwd: place.folder,
    });
    let said = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) said += chunk;
    expect(JSON.parse(said)).toMatchObject({ outcome: 'refused', codes: expect.arrayContaining(['lock/lost']) });
    expect(readFileSync(join(place.folder, 'output/atom.xml'), 'utf8')).toBe(before);
  });
});

const haltedBuild = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { openSync } = fs;
fs.openSync = (path, ...others) => {
  if (String(path).includes('.hayloft-staging')) fs.rmSync('.hayloft/lock', { recursive: true, force: true });
  return openSync(path, ...others);
};
syncBuiltinESMExports();
const { build, loadConfig } = await import(process.argv[2]);
const { config } = await loadConfig(process.cwd());
const result = await build(config, { now: Date.now(), write: true, from: process.cwd() });
process.stdout.write(JSON.stringify({ outcome: result.outcome, codes: result.diagnostics.map(({ code }) => code) }));
`;
