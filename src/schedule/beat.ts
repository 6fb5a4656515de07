import cron from 'node-cron';

/**
 * A heartbeat, at every full minute or second of the wall clock. node-cron makes it; what is to be done then is decided
 * in agenda.ts. Its surprises, each pinned by a test:
 * - What it was given to do and fails is swallowed, and printed to the console by its own logger.
 * - A beat that comes more than a second late, after a sleep, is not made but reported as missed.
 * - `stop()` does not wait for what is under way, and `shutdown()` keeps the process alive for the whole of its time
 *   limit; so nothing ever is under way here.
 * - Its `noOverlap` holds for what it starts itself, not for `execute()`; that one run at a time is made is our business.
 *
 * @param onDefect Is told of a defect in what was to be done; the next beat comes all the same.
 * @returns Ends it.
 */
export function startBeat(
  every: 'minute' | 'second',
  onBeat: () => void,
  onDefect: (error: unknown) => void,
): () => void {
  const beat = () => {
    try {
      onBeat();
    } catch (error) {
      onDefect(error);
    }
  };
  const task = cron.schedule(every === 'second' ? '* * * * * *' : '* * * * *', beat, {
    timezone: 'UTC',
    suppressMissedWarning: true,
    logger: silent,
  });
  task.on('execution:missed', beat);
  return () => void task.destroy();
}

const silent = { info() {}, warn() {}, error() {}, debug() {} };
