import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';

/** Most of what threads allocate is dead a moment later; with more room for it, less is looked through. */
const youngMb = 8;

export interface ThreadsOptions {
  readonly module: URL;
  /** What each thread is told once. */
  readonly data: unknown;
  /** How many are worth their start; there are never more than cores. */
  readonly most: number;
  /** What one may need. */
  readonly memoryMb: number;
}

/** Threads that do tasks of one kind, so that all cores work. */
export class Threads {
  readonly #pool: Tinypool;
  readonly #count: number;

  constructor({ module, data, most, memoryMb }: ThreadsOptions) {
    this.#count = Math.max(1, Math.min(availableParallelism(), most));
    this.#pool = new Tinypool({
      filename: module.href,
      runtime: 'worker_threads',
      minThreads: this.#count,
      maxThreads: this.#count,
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb },
    });
  }

  /**
   * Does tasks, each when a thread is free for it, so that no more than these are in memory and a time limit does not
   * count the waiting.
   */
  async each<Task>(tasks: Iterable<Task>, serve: (task: Task) => Promise<void>): Promise<void> {
    const queue = tasks[Symbol.iterator]();
    const next = async () => {
      for (let turn = queue.next(); !turn.done; turn = queue.next()) await serve(turn.value);
    };
    await Promise.all(Array.from({ length: this.#count }, next));
  }

  /** tinypool has no time limit of its own; aborting a task ends the thread that runs it. */
  async run<Result>(name: string, task: unknown, limitMs?: number): Promise<Result> {
    if (limitMs === undefined) return this.#pool.run(task, { name });
    const controller = new AbortController();
    const running = this.#pool.run(task, { name, signal: controller.signal });
    const timer = setTimeout(() => controller.abort(), limitMs);
    try {
      return await running;
    } finally {
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    await this.#pool.destroy();
  }
}
