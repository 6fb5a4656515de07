import { spawn } from 'node:child_process';

/** For a command of the user's own. */
const timeMs = 10_000;

/**
 * Starts a program with these arguments, as they are and by no shell, hands it a text on standard input, and waits for
 * its end. It is killed when it takes too long; what it prints is not kept.
 *
 * @param cwd Absolute path of the folder in which it runs.
 * @returns Why it did not do what it is for, in words that follow its name; nothing where it did.
 */
export function runCommand(
  [program, ...args]: readonly string[],
  text: string,
  cwd: string,
): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(program as string, args, {
      cwd,
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: timeMs,
      killSignal: 'SIGKILL',
    });
    child.on('error', (error: NodeJS.ErrnoException) => done(`could not be started (${error.code ?? error.message})`));
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL') done(`was ended after ${timeMs / 1000} seconds`);
      else if (signal !== null) done(`was ended by ${signal}`);
      else done(code === 0 ? undefined : `ended with exit code ${code}`);
    });
    // A program need not read it.
    child.stdin.on('error', () => {}).end(text);
  });
}
