import type { Progress } from '../../build/options.ts';
import { duration, grouped } from './words.ts';

const stages: Record<Progress['stage'], string> = {
  scan: 'Looking for articles',
  read: 'Reading articles',
  pictures: 'Fetching pictures',
  render: 'Rendering entries',
  compose: 'Composing documents',
  publish: 'Writing documents',
};

/** How often the line may change, in milliseconds. */
const interval = 100;

/** Before so many milliseconds of a stage nothing can be said of how fast it goes. */
const tellsRateAfter = 2000;

/**
 * One line that says how far a run is, how fast it goes and how long the stage will take.
 *
 * @param elapsed Milliseconds since the stage began.
 */
function progressText({ stage, done, total }: Progress, elapsed: number): string {
  const far = total === undefined ? (done > 0 ? `: ${grouped(done)}` : '') : `: ${grouped(done)} of ${grouped(total)}`;
  if (elapsed < tellsRateAfter || done === 0) return `${stages[stage]}${far}`;
  const perSecond = (done / elapsed) * 1000;
  const rate = `${perSecond < 10 ? perSecond.toFixed(1) : grouped(Math.round(perSecond))} a second`;
  const left = total === undefined ? [] : [`${duration(((total - done) / perSecond) * 1000)} left`];
  return [`${stages[stage]}${far}`, rate, ...left].join(', ');
}

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Takes the line away; what is printed next starts in the first column. */
  readonly clear: () => void;
}

/**
 * One line of a terminal, written over and over, at most ten times a second and never in the first tenth, so that a
 * short run shows none.
 *
 * @param now Milliseconds of a clock that only goes forward.
 */
export function progressLine(write: (text: string) => void, columns: number, now: () => number): ProgressLine {
  let last = now();
  let shown = false;
  let stage: { readonly name: Progress['stage']; readonly began: number } | undefined;
  return {
    show(progress) {
      if (stage?.name !== progress.stage) stage = { name: progress.stage, began: now() };
      if (now() - last < interval) return;
      last = now();
      shown = true;
      write(`\r\u001B[2K${progressText(progress, last - stage.began).slice(0, columns - 1)}`);
    },
    clear() {
      if (shown) write('\r\u001B[2K');
      shown = false;
    },
  };
}
