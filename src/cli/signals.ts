import process from 'node:process';
import { isatty } from 'node:tty';

/** What a process that stays is told by signals. */
export interface Signals {
  /** The first that asks it to end: SIGTERM, SIGINT (Ctrl-C), or the hang-up of the terminal that it was started in. */
  readonly ending: Promise<NodeJS.Signals>;
  /** To be called at the end. */
  readonly forget: () => void;
}

/**
 * @param onReload SIGHUP: the configuration is to be read again; not by one that is ending. The same signal is sent when
 *   a terminal is closed.
 * @param onSecond A second signal to end while the first is being obeyed.
 */
export function listenForSignals(onReload: () => void, onSecond: (signal: NodeJS.Signals) => void): Signals {
  const isInTerminal = isatty(1);
  let end: ((signal: NodeJS.Signals) => void) | undefined;
  const ending = new Promise<NodeJS.Signals>((done) => {
    end = done;
  });
  const stop = (signal: NodeJS.Signals) => {
    if (!end) onSecond(signal);
    end?.(signal);
    end = undefined;
  };
  const hangUp = (signal: NodeJS.Signals) => {
    if (isInTerminal && !isatty(1)) stop(signal);
    else if (end) onReload();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', hangUp);
  return {
    ending,
    forget: () => process.off('SIGTERM', stop).off('SIGINT', stop).off('SIGHUP', hangUp),
  };
}
