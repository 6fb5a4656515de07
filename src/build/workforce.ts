import type { PackReader } from './cache/pack.ts';
import type { Rendered, RenderTask } from './entries/render.ts';
import type { Staged, StageTask } from './output/stage.ts';
import type { VersionSource } from './state/versions.ts';
import { Threads } from './threads.ts';
import { type Outcome, resultOf, type Work, type WorkPlace, Workshop } from './work.ts';

/** Below so many entries, documents or files of one kind, threads cost more than they save. */
const worthThreads = 200;

/** In one task of a thread, enough to hide the hand-over: entries, files, and bytes of documents. */
const perTask = { render: 32, keep: 64, stage: 4 * 1024 * 1024 };

/** What one thread may need; entries are limited in size, and documents go through it in pieces. */
const memoryMb = 1024;

/** A disk that has time to be asked about each file has it for so many. */
const mostSynced = 64;

/** Does the work of a run: what is little in this thread, what is much in all that the machine has. */
export class Workforce {
  readonly #place: WorkPlace;
  readonly #workshop: Workshop;
  #threads: Threads | undefined;

  constructor(place: WorkPlace) {
    this.#place = place;
    this.#workshop = new Workshop(place);
  }

  get packs(): PackReader {
    return this.#workshop.packs;
  }

  /** One result a task, in their order. */
  async render(tasks: readonly RenderTask[]): Promise<Rendered[]> {
    const rendered: Rendered[] = new Array(tasks.length);
    const places = new Map(tasks.map((task, i) => [task, i]));
    await this.renderEach(tasks, tasks.length, (task, result) => {
      rendered[places.get(task) as number] = result;
    });
    return rendered;
  }

  /**
   * Renders entries as they come.
   *
   * @param count How many there are.
   */
  async renderEach<Task extends RenderTask>(
    tasks: Iterable<Task>,
    count: number,
    onRendered: (task: Task, rendered: Rendered) => void,
  ): Promise<void> {
    const each = (batch: readonly Task[], results: readonly Rendered[]) => {
      for (const [i, task] of batch.entries()) onRendered(task, results[i] as Rendered);
    };
    if (count < worthThreads) {
      const all = [...tasks];
      each(all, await this.#workshop.render(all));
    } else await this.#each('render', batches(tasks, perTask.render), (batch) => [batch], each);
  }

  /**
   * Stages documents as they come.
   *
   * @param isMuch Whether that is worth threads.
   */
  async stage<Task extends StageTask>(
    tasks: Iterable<Task>,
    isMuch: boolean,
    onStaged: (task: Task, staged: Staged) => void,
  ): Promise<void> {
    if (!isMuch) {
      for (const task of tasks) onStaged(task, this.#workshop.stage([task])[0] as Staged);
      return;
    }
    const bare = ({ path, chunks }: Task): StageTask => ({ path, chunks });
    await this.#each(
      'stage',
      batches(tasks, perTask.stage, sizeOf),
      (batch) => [batch.map(bare)],
      (batch, results) => {
        for (const [i, task] of batch.entries()) onStaged(task, results[i] as Staged);
      },
    );
  }

  async keep(sources: readonly VersionSource[]): Promise<void> {
    if (sources.length < worthThreads) this.#workshop.keep(sources, sources.length <= mostSynced);
    else
      await this.#each(
        'keep',
        batches(sources, perTask.keep),
        (batch) => [batch, false],
        () => {},
      );
  }

  async end(): Promise<void> {
    this.#workshop.close();
    await this.#threads?.end();
  }

  async #each<Name extends keyof Work, Batch>(
    name: Name,
    batchesOf: Iterable<Batch>,
    argumentsOf: (batch: Batch) => Parameters<Work[Name]>,
    onResult: (batch: Batch, result: Awaited<ReturnType<Work[Name]>>) => void,
  ): Promise<void> {
    this.#threads ??= new Threads({
      module: new URL('./work-thread.js', import.meta.url),
      data: this.#place,
      most: Number.POSITIVE_INFINITY,
      memoryMb,
    });
    const threads = this.#threads;
    await threads.each(batchesOf, async (batch) => {
      const outcome = await threads.run<Outcome<Awaited<ReturnType<Work[Name]>>>>(name, argumentsOf(batch));
      onResult(batch, resultOf(outcome));
    });
  }
}

/** Items together that weigh at least so much, the last ones perhaps less. */
function* batches<Item>(
  items: Iterable<Item>,
  most: number,
  weightOf: (item: Item) => number = () => 1,
): Generator<Item[]> {
  let batch: Item[] = [];
  let weight = 0;
  for (const item of items) {
    batch.push(item);
    weight += weightOf(item);
    if (weight < most) continue;
    yield batch;
    batch = [];
    weight = 0;
  }
  if (batch.length > 0) yield batch;
}

function sizeOf({ chunks }: StageTask): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}
