/**
 * What runs of `hayloft build` cost, as whole processes: `npm run bench`, with `--articles 1000,10000`, `--rounds` of
 * measurements, `--size small` for articles of 1 KB, `--only unchanged,stages` for some of the runs only, `--pageless` for
 * feeds without pages.
 *
 * The runs follow each other over one folder, in each round from the beginning: `cold`, without anything of an earlier
 * run; `rebuild`, with the ledger and without output and cache; `unchanged`; after one article changed, the newest or one
 * in the middle of history; after one or a thousand were added. One round more comes first, in which what they do is
 * counted instead. `stages` are those of a cold and of an unchanged run (stages.mjs).
 *
 * Beside them: node alone, our program saying its version, and the floor of an unchanged run (floor.mjs). Writes
 * bench/results/.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { countingInto, type Work, workIn } from '../test/counts/work.ts';
import { type ArticleSize, Corpus } from './corpus.ts';
import { type Cost, measured } from './measured-process.ts';
import { asMarkdown, floorName, machineName, type Report, type Result, type Stages, thisMachine } from './results.ts';
import { type Scenario, Site, scenarios } from './scenarios.ts';

const baseUrl = 'https://example.org/';
const here = import.meta.dirname;
const program = resolve(here, '../dist/cli.js');
const floor = fileURLToPath(new URL('./floor.mjs', import.meta.url));
const stagesProgram = fileURLToPath(new URL('./stages.mjs', import.meta.url));
const build = [program, 'build', '--base-url', baseUrl];

/** A run may distrust what was written a moment before, and read it again. */
const settleMs = 2100;

/** Among the runs, for what is asked for. */
const stagesName = 'stages';

/** Nothing but the arguments decides. */
const env = { PATH: process.env.PATH, TZ: 'UTC' };

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '1000,10000' },
    rounds: { type: 'string', default: '5' },
    size: { type: 'string', default: 'usual' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    pageless: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const size: ArticleSize = values.size === 'small' ? 'small' : 'usual';
if (size !== values.size) throw new Error('articles are "usual" or "small"');

const asked = values.only?.split(',');
const isAsked = (name: string) => asked?.includes(name) ?? true;
const unknown = asked?.filter((one) => one !== stagesName && !scenarios.some(({ name }) => name === one)) ?? [];
if (unknown.length > 0) throw new Error(`no run is called ${unknown.join(', ')}`);

/** What is known so far of all kinds of processes over so many articles. */
class Measurements {
  readonly #articles: number;
  readonly #byRun = new Map<string, { costs: Cost[]; documents?: number; work?: Work }>();
  readonly #stages = new Map<string, Record<string, number>[]>();

  constructor(articles: number) {
    this.#articles = articles;
  }

  of(run: string) {
    const known = this.#byRun.get(run) ?? { costs: [] };
    this.#byRun.set(run, known);
    return known;
  }

  stagesOf(run: string) {
    const known = this.#stages.get(run) ?? [];
    this.#stages.set(run, known);
    return known;
  }

  results(): Result[] {
    const results = [...this.#byRun].map(([run, measured]) => ({ articles: this.#articles, run, ...measured }));
    return results.toSorted((a, b) => Number(a.work !== undefined) - Number(b.work !== undefined));
  }

  stages(): Stages[] {
    return [...this.#stages].map(([run, spent]) => ({ articles: this.#articles, run, spent }));
  }
}

async function measureAll(count: number): Promise<Measurements> {
  const folder = mkdtempSync(join(tmpdir(), 'hayloft-bench-'));
  const site = new Site(folder, new Corpus({ count, seed, size }), count);
  const measurements = new Measurements(count);
  if (values.pageless) writeFileSync(join(folder, 'hayloft.config.json'), '{ "pages": false }\n');
  try {
    await countRound(site, measurements);
    for (let round = 1; round <= rounds; round++) {
      say(`${count} articles, round ${round} of ${rounds}`);
      await timeRound(site, measurements);
      if (isAsked(stagesName)) timeStages(site, measurements);
    }
    return measurements;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Counting takes time, so what is counted is not timed. */
async function countRound(site: Site, measurements: Measurements): Promise<void> {
  say(`${site.count} articles, counting`);
  const log = join(site.folder, 'work');
  await inTurn(site, async ({ name }) => {
    const before = writtenIn(site.output);
    await measured(build, { cwd: site.folder, env: { ...env, ...countingInto(log) } });
    const after = writtenIn(site.output);
    const documents = [...after].filter(([path, mark]) => before.get(path) !== mark).length;
    Object.assign(measurements.of(name), { documents, work: workIn(log, site.folder) });
    rmSync(log);
  });
}

async function timeRound(site: Site, measurements: Measurements): Promise<void> {
  const cost = async (name: string, args: readonly string[]) => {
    measurements.of(name).costs.push(await measured(args, { cwd: site.folder, env }));
  };
  await cost('node alone', ['--eval', '0']);
  await cost('--version', [program, '--version']);
  await inTurn(site, async ({ name }) => {
    if (name === 'unchanged') {
      const args = [floor, site.articles, join(site.folder, 'packed')];
      execFileSync(process.execPath, [...args, 'pack'], { env });
      await cost(floorName, args);
    }
    await cost(name, build);
  });
}

function timeStages(site: Site, measurements: Measurements): void {
  site.begin();
  for (const name of ['cold', 'unchanged']) {
    const command = [stagesProgram, site.folder, baseUrl];
    measurements.stagesOf(name).push(JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8', env })));
  }
}

/** The runs that were asked for, from a beginning where nothing was made. */
async function inTurn(site: Site, run: (scenario: Scenario) => Promise<void>): Promise<void> {
  const chosen = scenarios.filter(({ name }) => isAsked(name));
  if (chosen.length === 0) return;
  site.begin();
  if (chosen[0]?.name !== 'cold') execFileSync(process.execPath, build, { cwd: site.folder, env, stdio: 'ignore' });
  for (const scenario of chosen) {
    scenario.prepare(site);
    await delay(settleMs);
    await run(scenario);
  }
}

/** When each document was put in its place. */
function writtenIn(output: string): Map<string, string> {
  const paths = existsSync(output) ? readdirSync(output, { recursive: true, encoding: 'utf8' }) : [];
  const marks = paths.flatMap((path): [string, string][] => {
    const stats = statSync(join(output, path), { bigint: true });
    return stats.isFile() && !path.startsWith('.') ? [[path, `${stats.ino} ${stats.mtimeNs}`]] : [];
  });
  return new Map(marks);
}

function revision(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: here, encoding: 'utf8' }).trim();
  return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', '../src') === '' ? '' : '+');
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

const results: Result[] = [];
const stages: Stages[] = [];
for (const count of values.articles.split(',').map(Number)) {
  const measurements = await measureAll(count);
  results.push(...measurements.results());
  stages.push(...measurements.stages());
}
const machine = thisMachine();
const date = new Date().toISOString().slice(0, 10);
const { pageless } = values;
const report: Report = { date, revision: revision(), machine, seed, size, pageless, rounds, results, stages };
const path = join(here, 'results', `${date}-${machineName(machine)}${values.pageless ? '-pageless' : ''}`);
mkdirSync(join(here, 'results'), { recursive: true });
writeFileSync(`${path}.json`, `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(`${path}.md`, asMarkdown(report));
process.stdout.write(readFileSync(`${path}.md`, 'utf8'));
