import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** What one process with all that it started cost, from outside. What the system does not tell is absent. */
export interface Cost {
  readonly wallMs: number;
  /** Of all processors, in user and in system mode; Linux counts hundredths of a second. */
  readonly cpuMs?: number;
  /** The most that all of its processes held at one time, what they share counted once. */
  readonly peakBytes?: number;
  /** Of what the processors could do meanwhile, how much others took, from 0 to 1. */
  readonly taken: number;
}

/** Memory is looked at so often; a peak between two looks is seen where a single process has it. */
const sampleMs = 20;

/** Runs a program to its end, which must be a good one; one at a time, since what ended processes used is counted. */
export async function measured(
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Cost> {
  const busyBefore = busyMs();
  const ownBefore = process.cpuUsage();
  const cpuBefore = cpuOfEndedMs();
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const memory = new MemoryWatch(child.pid as number);
  const sampling = setInterval(() => memory.look(), sampleMs);
  let wallMs = 0;
  child.on('exit', () => {
    wallMs = performance.now() - started;
    clearInterval(sampling);
  });
  await endOf(child);

  const cpuMs = cpuBefore === undefined ? undefined : (cpuOfEndedMs() as number) - cpuBefore;
  const own = process.cpuUsage(ownBefore);
  const others = busyMs() - busyBefore - (cpuMs ?? 0) - (own.user + own.system) / 1000;
  return {
    wallMs,
    ...(cpuMs !== undefined && { cpuMs }),
    ...(memory.peakBytes > 0 && { peakBytes: memory.peakBytes }),
    taken: Math.min(1, Math.max(0, others / wallMs / cpus().length)),
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ends with ${code}: ${complaint}`);
}

/** What all processors did so far. */
function busyMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}

/** Of the processes that we started and that have ended, and of theirs: proc_pid_stat(5), cutime and cstime. */
function cpuOfEndedMs(): number | undefined {
  const fields = textOf('/proc/self/stat')
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return fields && 10 * (Number(fields[13]) + Number(fields[14]));
}

/** The memory of a process and of those it started, while they run; of systems with /proc. */
class MemoryWatch {
  peakBytes = 0;
  readonly #pid: number;

  constructor(pid: number) {
    this.#pid = pid;
  }

  look(): void {
    let [own, shared, highest] = [0, 0, 0];
    for (const status of withChildren(this.#pid).flatMap((pid) => textOf(`/proc/${pid}/status`) ?? [])) {
      const bytesOf = (field: string) => 1024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      own += bytesOf('RssAnon') + bytesOf('RssShmem');
      // The same program and its libraries, for the most part.
      shared = Math.max(shared, bytesOf('RssFile'));
      highest = Math.max(highest, bytesOf('VmHWM'));
    }
    this.peakBytes = Math.max(this.peakBytes, own + shared, highest);
  }
}

function withChildren(pid: number): number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    (textOf(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(withChildren)];
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Nothing where there is no such file, or its process has ended. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
