import { type ChildProcess, spawn } from 'node:child_process';
import { deadline } from './deadline.ts';

/** For a command of the user's own. */
const timeMs = 10_000;

/**
 * Starts a program with these arguments, as they are and by no shell, hands it a text on standard input, and waits for
 * its end. When it takes too long it is killed, with all that it started; what it prints is not kept.
 *
 * @param cwd Absolute path of the folder in which it runs.
 * @param givenUp Nobody waits any more; it is killed.
 * @returns Why it did not do what it is for, in words that follow its name; nothing where it did.
 */
export function runCommand(
  [program, ...args]: readonly string[],
  text: string,
  cwd: string,
  givenUp?: AbortSignal,
): Promise<string | undefined> {
  return new Promise((done) => {
    // A process group of its own, by which all of it can be killed.
    const child = spawn(program as string, args, { cwd, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    const { signal: end, isOver, forget } = deadline(timeMs, givenUp);
    const answer = (why?: string) => {
      forget();
      done(why);
    };
    end.addEventListener('abort', () => {
      killAll(child);
      answer(isOver() ? `was ended after ${timeMs / 1000} seconds` : 'was given up');
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      answer(`could not be started (${error.code ?? error.message})`),
    );
    child.on('exit', (code, signal) => {
      if (signal !== null) answer(`was ended by ${signal}`);
      else answer(code === 0 ? undefined : `ended with exit code ${code}`);
    });
    // A program need not read it.
    child.stdin.on('error', () => {}).end(text);
  });
}

function killAll(child: ChildProcess): void {
  // One that cannot be killed keeps nobody here.
  child.unref();
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is over, or has become another user's.
  }
}
