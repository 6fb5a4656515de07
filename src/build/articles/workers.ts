import type { Diagnostic } from '../../diagnostic.ts';
import { Threads } from '../threads.ts';
import { EqualParts } from './equal-parts.ts';
import type { ReadRow } from './read-row.ts';
import type { ScannedFile } from './scan.ts';
import type { ReadTask, WorkerSetUp } from './worker.ts';

/**
 * A task is at most so many files, or so many bytes: enough to hide the hand-over, few enough that the last tasks end
 * together and that a large file, which may run into a limit, has a task of its own.
 */
const taskSize = { files: 32, bytes: 512 * 1024 };

/** Below this many files a second thread costs more than it saves. */
const filesPerThread = 64;

/** For one task; an ordinary article takes a millisecond, the largest that reads normally a few seconds. */
const timeLimitMs = 10_000;

/** For one thread: what an article of the largest size needs, and no more. */
const memoryLimitMb = 2048;

/**
 * Reads files in other threads, so that all cores work and no article can hold the run up: one that takes too long or
 * too much memory ends its thread and is reported, the others of its task are read again without it.
 *
 * The results are in the order of the files.
 */
export async function readAll(
  setUp: WorkerSetUp,
  files: readonly { readonly folder: number; readonly file: ScannedFile }[],
  onDone: (count: number) => void,
): Promise<ReadRow[]> {
  if (files.length === 0) return [];
  const threads = readingThreads(Math.ceil(files.length / filesPerThread), setUp);
  try {
    return await readWith(threads, tasksOf(files), onDone);
  } finally {
    await threads.end();
  }
}

/** A thread that is started before it is known what it is to read, for few files: most of that takes it to be ready. */
export class EarlyReader {
  readonly #threads = readingThreads(1, undefined);
  #ended: Promise<void> | undefined;

  /** As {@link readAll}. */
  async read(
    setUp: WorkerSetUp,
    files: readonly { readonly folder: number; readonly file: ScannedFile }[],
  ): Promise<ReadRow[]> {
    return readWith(
      this.#threads,
      tasksOf(files).map((task) => ({ ...task, setUp })),
      () => {},
    );
  }

  /** It ends while other things are done; whoever asks again waits until it has. */
  async end(): Promise<void> {
    this.#ended ??= this.#threads.end();
    await this.#ended;
  }
}

function readingThreads(most: number, setUp: WorkerSetUp | undefined): Threads {
  const module = new URL('./worker.js', import.meta.url);
  return new Threads({ module, data: setUp, most, memoryMb: memoryLimitMb });
}

async function readWith(
  threads: Threads,
  tasks: readonly ReadTask[],
  onDone: (count: number) => void,
): Promise<ReadRow[]> {
  const results = tasks.map((): ReadRow[] => []);
  const parts = new EqualParts();
  let done = 0;
  await threads.each(tasks.entries(), async ([index, task]) => {
    const rows = await readTask(threads, task);
    for (const [i, row] of rows.entries()) parts.shareIn(row, task.files[i] as ScannedFile);
    results[index] = rows;
    done += task.files.length;
    onDone(done);
  });
  return results.flat();
}

function tasksOf(files: readonly { readonly folder: number; readonly file: ScannedFile }[]): ReadTask[] {
  const tasks: { folder: number; files: ScannedFile[] }[] = [];
  let bytes = 0;
  for (const { folder, file } of files) {
    const last = tasks.at(-1);
    bytes += file.bytes;
    if (last?.folder === folder && last.files.length < taskSize.files && bytes <= taskSize.bytes) {
      last.files.push(file);
    } else {
      tasks.push({ folder, files: [file] });
      bytes = file.bytes;
    }
  }
  return tasks;
}

async function readTask(threads: Threads, task: ReadTask): Promise<ReadRow[]> {
  try {
    return await threads.run<ReadRow[]>('readFiles', task, timeLimitMs);
  } catch (error) {
    const [file, ...others] = task.files;
    if (file && others.length === 0) return [{ diagnostics: [stopped(file, error)] }];
    const alone: ReadRow[][] = [];
    for (const one of task.files) alone.push(await readTask(threads, { ...task, files: [one] }));
    return alone.flat();
  }
}

function stopped(file: ScannedFile, error: unknown): Diagnostic {
  const { name, code, message } = error as NodeJS.ErrnoException;
  const common = { severity: 'error', file: file.shown } as const;
  const divide = 'divide it, or leave it out with `exclude`';
  if (name === 'AbortError') {
    const message = `takes longer than ${timeLimitMs / 1000} seconds to read`;
    return { ...common, code: 'file/too-slow', message, hint: divide };
  }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = `needs more than ${memoryLimitMb} MB of memory to read`;
    return { ...common, code: 'file/too-large', message, hint: divide };
  }
  return {
    ...common,
    code: 'file/defect',
    message: `met a defect of Hayloft: ${message}`,
    hint: 'please report it, with the file if it may be shown; the other articles are published',
  };
}
