import { workerData } from 'node:worker_threads';
import { toldTo } from './told.ts';
import { type Outcome, outcomeOf, type Work, type WorkPlace, Workshop } from './work.ts';

/** A thread of {@link Workforce}. */

const workshop = new Workshop(toldTo<WorkPlace>(workerData));

type Results = { [Name in keyof Work]: Promise<Outcome<Awaited<ReturnType<Work[Name]>>>> };

export function render([tasks]: Parameters<Work['render']>): Results['render'] {
  return outcomeOf(() => workshop.render(tasks));
}

export function stage([tasks]: Parameters<Work['stage']>): Results['stage'] {
  return outcomeOf(() => workshop.stage(tasks));
}

export function keep([sources, sync]: Parameters<Work['keep']>): Results['keep'] {
  return outcomeOf(() => workshop.keep(sources, sync));
}
