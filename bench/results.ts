import { cpus, totalmem } from 'node:os';
import type { Work } from '../test/counts/work.ts';
import type { Cost } from './measured-process.ts';

/** What was measured of one kind of process. */
export interface Result {
  readonly articles: number;
  readonly run: string;
  /** One a round. */
  readonly costs: readonly Cost[];
  /** Of our program only: documents that have other bytes than before, or are new. */
  readonly documents?: number;
  readonly work?: Work;
}

/** How long the stages of a run took. */
export interface Stages {
  readonly articles: number;
  readonly run: string;
  /** Milliseconds by stage, one a round. */
  readonly spent: readonly Readonly<Record<string, number>>[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly platform: string;
  readonly node: string;
}

/** Of the floor, to which all others are compared. */
export const floorName = 'walk, stat, compare';

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}

/** For the name of a file. */
export function machineName({ cpu, cores }: Machine): string {
  const words = cpu.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return [...words, cores, cores === 1 ? 'core' : 'cores'].join('-');
}

export interface Report {
  /** The day, as 2026-11-24. */
  readonly date: string;
  /** The commit that was measured; with `+` where files differ from it. */
  readonly revision: string;
  readonly machine: Machine;
  readonly seed: number;
  readonly size: string;
  /** Whether feeds were made alone. */
  readonly pageless: boolean;
  readonly rounds: number;
  readonly results: readonly Result[];
  readonly stages: readonly Stages[];
}

export function asMarkdown({ date, revision, machine, seed, size, pageless, rounds, results, stages }: Report): string {
  const { cpu, cores, memoryGb, platform, node } = machine;
  return `# Builds, ${date}

${cpu}, ${cores} cores, ${memoryGb} GB, ${platform}, Node.js ${node}; revision ${revision}; ${size} articles${pageless ? ', no pages' : ''}, seed ${seed}; rounds: ${rounds}.

Whole processes; \`npm run bench\` says what a run is. Seconds are medians (lowest to highest), CPU seconds means. "To the
floor" is both beside those of a process that only walks the folder, asks for the state of each file and compares it with
what was noted before. "Others" is how much of the processors something else used meanwhile: where it is much, only CPU
seconds and counts are a measure.

| articles | run | seconds | CPU seconds | to the floor | peak MB | documents written | modules, of threads | others |
| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${results.map((result) => rowOf(result, results)).join('\n')}
${stagesTable(stages)}`;
}

function rowOf(result: Result, results: readonly Result[]): string {
  const { articles, run, costs, documents, work } = result;
  const wall = secondsOf(result, 'wallMs');
  const cpu = secondsOf(result, 'cpuMs');
  const peaks = costs.flatMap(({ peakBytes }) => peakBytes ?? []);
  const floor = results.find((other) => other.articles === articles && other.run === floorName);
  const cells = [
    articles.toLocaleString('en'),
    run,
    `${shown(median(wall))}${wall.length > 1 ? ` (${shown(Math.min(...wall))} to ${shown(Math.max(...wall))})` : ''}`,
    cpu.length > 0 ? shown(mean(cpu)) : '',
    floor ? toFloor(result, floor) : '',
    peaks.length > 0 ? `${Math.round(median(peaks) / 1e6)}` : '',
    documents?.toLocaleString('en') ?? '',
    work ? `${work.modules}, ${work['modules of threads']}` : '',
    `${Math.round(median(costs.map(({ taken }) => taken)) * 100)} %`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function toFloor(result: Result, floor: Result): string {
  const wall = median(secondsOf(result, 'wallMs')) / median(secondsOf(floor, 'wallMs'));
  const cpu = mean(secondsOf(result, 'cpuMs')) / mean(secondsOf(floor, 'cpuMs'));
  return `${wall.toFixed(1)}${Number.isFinite(cpu) ? `, CPU ${cpu.toFixed(1)}` : ''}`;
}

function secondsOf({ costs }: Result, what: 'wallMs' | 'cpuMs'): number[] {
  return costs.flatMap((cost) => (cost[what] === undefined ? [] : cost[what] / 1000));
}

function stagesTable(stages: readonly Stages[]): string {
  if (stages.length === 0) return '';
  const names = Array.from(new Set(stages.flatMap(({ spent }) => spent.flatMap(Object.keys))));
  const rows = stages.map(({ articles, run, spent }) => {
    const cells = names.map((name) => {
      const seconds = spent.flatMap((one) => (one[name] === undefined ? [] : one[name] / 1000));
      return seconds.length > 0 ? shown(median(seconds)) : '';
    });
    return `| ${articles.toLocaleString('en')} | ${run} | ${cells.join(' | ')} |`;
  });
  return `
Seconds by stage, in a process that has loaded the program:

| articles | run | ${names.join(' | ')} |
| ---: | --- | ${names.map(() => '---:').join(' | ')} |
${rows.join('\n')}
`;
}

const shown = (seconds: number) => seconds.toFixed(seconds < 1 ? 3 : 2);

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}
