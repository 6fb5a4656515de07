import { build } from '../../build/build.ts';
import { reportOf } from './report.ts';
import type { FromRun, ToRun } from './task.ts';

/**
 * The process of one run. What is to be done and what came of it are messages; signals that a terminal or a service
 * manager sends to all processes at once are left to the one that started it, which knows how long there is to finish.
 *
 * It ends when it is told to, or when the other has ended. Either is noticed between two steps only, so never in the
 * middle of a publication.
 */

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
process.on('message', (message: ToRun) => {
  if (message === 'abandon') process.exit();
  void run(message.begin);
});

/** How often the progress is told, in milliseconds. */
const intervalMs = 100;

async function run({ config, from, progress }: Exclude<ToRun, 'abandon'>['begin']): Promise<void> {
  let last = 0;
  try {
    const result = await build(config, {
      now: Date.now(),
      write: true,
      from,
      onProgress(far) {
        if (!progress || performance.now() - last < intervalMs) return;
        last = performance.now();
        tell({ progress: far });
      },
    });
    tell({ report: reportOf(result) }, end);
  } catch (error) {
    tell({ defect: error instanceof Error ? (error.stack ?? error.message) : String(error) }, end);
  }
}

function tell(message: FromRun, told: () => void = () => {}): void {
  process.send?.(message, undefined, {}, told);
}

function end(): void {
  process.removeAllListeners('disconnect');
  process.disconnect();
}
