import type { Config } from '../config/config.ts';
import { ThemeError } from '../site/theme-error.ts';
import { CacheDamaged, PackReader, PackWriter } from './cache/pack.ts';
import { type Rendered, type RenderMeans, type RenderTask, renderAll } from './entries/render.ts';
import { type Staged, type StagePlace, type StageTask, stage } from './output/stage.ts';
import { keepVersions, type VersionSource } from './state/versions.ts';
import { isSystemError } from './system-error.ts';

/** What is done for many entries, documents or files alike, in whatever thread. */

/** All that it depends on beside the task. */
export interface WorkPlace extends StagePlace {
  readonly config: Config;
  /** Absolute path of the cache. */
  readonly cache: string;
  /** Whether what is rendered is put there. */
  readonly isKept: boolean;
  /** Packs from this number on are those of this run. */
  readonly firstPack: number;
  /** {@link PackPlace.onto} */
  readonly onto?: number;
}

export interface Work {
  render(tasks: readonly RenderTask[]): Promise<readonly Rendered[]>;
  stage(tasks: readonly StageTask[]): readonly Staged[];
  /** @param sync Whether to wait until the bytes are on the disk. */
  keep(sources: readonly VersionSource[], sync: boolean): undefined;
}

export class Workshop implements Work {
  readonly packs: PackReader;
  readonly #place: WorkPlace;
  readonly #writer: PackWriter;
  #means: Promise<RenderMeans> | undefined;

  constructor(place: WorkPlace) {
    const { cache, firstPack, onto, isKept } = place;
    this.#place = place;
    this.packs = new PackReader(cache, firstPack);
    this.#writer = new PackWriter({
      first: firstPack,
      ...(isKept && { folder: cache }),
      ...(onto !== undefined && { onto }),
    });
  }

  async render(tasks: readonly RenderTask[]): Promise<readonly Rendered[]> {
    this.#means ??= meansFor(this.#place.config);
    return renderAll(tasks, await this.#means, { from: this.packs, to: this.#writer });
  }

  stage(tasks: readonly StageTask[]): readonly Staged[] {
    return tasks.map((task) => stage(task, this.#place, this.packs));
  }

  keep(sources: readonly VersionSource[], sync: boolean): undefined {
    keepVersions(this.#place.config.state, sources, sync);
  }

  close(): void {
    this.packs.close();
    this.#writer.close();
  }
}

async function meansFor(config: Config): Promise<RenderMeans> {
  const { siteId, pages } = config;
  if (pages === false) return { siteId };
  // Not loaded by runs that render nothing.
  const { entryPagesFor } = await import('./pages/page-making.ts');
  return { siteId, pages: { made: await entryPagesFor(config, pages), site: config } };
}

/** What a task gave, or an error in a form that reaches other threads whole. */
export type Outcome<Result> =
  | { readonly result: Result }
  | { readonly damaged: string }
  | { readonly theme: string }
  | { readonly failed: Pick<NodeJS.ErrnoException, 'message' | 'code' | 'syscall' | 'path'> };

export async function outcomeOf<Result>(work: () => Result | Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (error instanceof CacheDamaged) return { damaged: error.message };
    if (error instanceof ThemeError) return { theme: error.message };
    if (!isSystemError(error)) throw error;
    const { message, code, syscall, path } = error;
    return { failed: { message, ...(code && { code }), ...(syscall && { syscall }), ...(path && { path }) } };
  }
}

export function resultOf<Result>(outcome: Outcome<Result>): Result {
  if ('result' in outcome) return outcome.result;
  if ('damaged' in outcome) throw new CacheDamaged(outcome.damaged);
  if ('theme' in outcome) throw new ThemeError(outcome.theme);
  throw Object.assign(new Error(outcome.failed.message), outcome.failed);
}
