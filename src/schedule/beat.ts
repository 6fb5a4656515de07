import { minuteMs } from '../text/instant.ts';

/**
 * A heartbeat, at every full minute or second of the wall clock; what is to be done then is decided in agenda.ts.
 *
 * node-cron, which reads the schedule (config/values/cron.ts), has timers of its own. They are not used, since they rely
 * on a clock that goes on steadily; each reason is pinned by a test:
 * - When a machine wakes up they go through all that went by, one by one, before anything else is done: after a month a
 *   server does not answer for seconds.
 * - When a clock is set back by a day they wait for a day.
 *
 * @param onDefect Is told of a defect in what was to be done; the next beat comes all the same.
 * @returns Ends it.
 */
export function startBeat(
  every: 'minute' | 'second',
  onBeat: () => void,
  onDefect: (error: unknown) => void,
): () => void {
  const unitMs = every === 'second' ? 1000 : minuteMs;
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(beat, unitMs - (Date.now() % unitMs));
  };
  const beat = () => {
    wait();
    try {
      onBeat();
    } catch (error) {
      onDefect(error);
    }
  };
  wait();
  return () => clearTimeout(timer);
}
