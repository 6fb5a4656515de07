import type { Progress } from '../../build/options.ts';
import { grouped } from './words.ts';

const stages: Record<Progress['stage'], string> = {
  scan: 'Looking for articles',
  read: 'Reading articles',
  pictures: 'Fetching pictures',
  render: 'Rendering entries',
  compose: 'Composing documents',
};

/** How often the line may change, in milliseconds. */
const interval = 100;

/** One line that says how far a run is. */
function progressText({ stage, done, total }: Progress): string {
  const far = total === undefined ? (done > 0 ? `: ${grouped(done)}` : '') : `: ${grouped(done)} of ${grouped(total)}`;
  return `${stages[stage]}${far}`;
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
  return {
    show(progress) {
      if (now() - last < interval) return;
      last = now();
      shown = true;
      write(`\r\u001B[2K${progressText(progress).slice(0, columns - 1)}`);
    },
    clear() {
      if (shown) write('\r\u001B[2K');
      shown = false;
    },
  };
}
