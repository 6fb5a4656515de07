import { type ChildProcess, fork } from 'node:child_process';
import type { Progress } from '../../build/options.ts';
import type { RunReport } from './report.ts';
import type { FromRun, ToRun } from './task.ts';

/** What came of a run: what it says itself, or why it cannot. */
export type RunEnd = { readonly report: RunReport } | { readonly failed: string };

export interface RunUnderWay {
  readonly ended: Promise<RunEnd>;
  /** Asks it to end; one that is publishing does so first. */
  readonly abandon: () => void;
  /** Ends it, whatever it is doing. */
  readonly kill: () => void;
}

/** Milliseconds in which a process that was killed is gone, mostly. */
const unkillableMs = 10_000;

/** Of what it prints before it crashes, the last part. */
const lastBytes = 4_096;

/**
 * Makes one run in a process of its own: a crash, a run out of memory or one that never ends is a failed run and nothing
 * more, and the memory that a run takes, several times that of the server, is given back when it ends.
 *
 * @param limitMs It is killed when it takes longer.
 */
export function startRun(
  begin: Omit<Exclude<ToRun, 'abandon'>['begin'], 'progress'>,
  limitMs: number,
  onProgress?: (progress: Progress) => void,
): RunUnderWay {
  let child: ChildProcess;
  try {
    child = fork(new URL('./child.js', import.meta.url), [], {
      // Structured clones: limits may be infinite.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  } catch (error) {
    // A system that has no room for a process says so in this way or by an event.
    return { ended: Promise.resolve(notStarted(error as Error)), abandon: () => {}, kill: () => {} };
  }
  const tell = (message: ToRun) => {
    if (child.connected) child.send(message, () => {});
  };
  let isAbandoned = false;
  tell({ begin: { ...begin, progress: onProgress !== undefined } });
  return {
    ended: endOf(child, limitMs, onProgress).then((end) => (isAbandoned && 'failed' in end ? abandoned : end)),
    abandon: () => {
      isAbandoned = true;
      tell('abandon');
    },
    kill: () => child.kill('SIGKILL'),
  };
}

const abandoned: RunEnd = { failed: 'was given up, since the job ended' };

function endOf(child: ChildProcess, limitMs: number, onProgress?: (progress: Progress) => void): Promise<RunEnd> {
  return new Promise((done) => {
    let end: RunEnd | undefined;
    let printed = '';
    let timer = setTimeout(() => {
      const late: RunEnd = { failed: `took longer than ${limitMs / 1000} seconds and was given up` };
      end = late;
      child.kill('SIGKILL');
      // A process that waits for a disk that does not answer cannot be killed, and keeps the lock.
      timer = setTimeout(() => done(late), unkillableMs);
    }, limitMs);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-lastBytes);
    });
    child.on('message', (message: FromRun) => {
      if ('progress' in message) onProgress?.(message.progress);
      else end ??= 'report' in message ? message : { failed: `met a defect of Hayloft: ${message.defect}` };
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      done(notStarted(error));
    });
    // All that it sent and printed has been read by then.
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done(end ?? { failed: crash(code, signal, printed) });
    });
  });
}

function notStarted({ message }: Error): RunEnd {
  return { failed: `could not be started (${message})` };
}

/** What is printed at a crash is long; the reason stands in the line that says so. */
function crash(code: number | null, signal: NodeJS.Signals | null, printed: string): string {
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  const reason = /FATAL ERROR: .*|^\w*Error\b.*/m.exec(printed)?.[0] ?? printed.trim().split('\n').at(-1);
  return reason ? `${how} (${reason})` : how;
}
