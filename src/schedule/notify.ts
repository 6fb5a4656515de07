import type { Notify } from '../config/config.ts';
import { jsonLine } from '../text/json-line.ts';
import { runCommand } from './command.ts';
import { send } from './outgoing.ts';
import type { LastRun } from './status.ts';

/** What became of telling somebody. */
export interface Told {
  /** Whom: the origin of an address, whose path may be a secret, or a program. */
  readonly whom: string;
  /** In words that follow whom; absent where it worked. */
  readonly failed?: string;
}

/**
 * Tells whoever is to know how a run went: a dead man's switch of each good one, an address or a program of one that
 * failed. Of failures in a row those are told whose number is 1, 2, 4, 8 …, so that one that lasts is not forgotten and
 * does not fill a mailbox.
 *
 * @param failures In a row, that of this run included.
 * @param cwd Absolute path of the folder in which a program runs.
 * @param givenUp Nobody waits any more.
 */
export async function notify(
  { success, failure }: Notify,
  run: LastRun,
  failures: number,
  cwd: string,
  givenUp?: AbortSignal,
): Promise<Told | undefined> {
  if (run.outcome === 'published')
    return success === undefined ? undefined : told(originOf(success), await send({ url: success }, givenUp));
  const isTold = failures > 0 && Number.isInteger(Math.log2(failures));
  if (run.outcome === 'busy' || failure === undefined || !isTold) return undefined;
  const text = `${jsonLine({ event: 'run-failed', failures, ...run })}\n`;
  if (typeof failure === 'string') {
    return told(originOf(failure), await send({ url: failure, content: { type: 'application/json', text } }, givenUp));
  }
  const [program = ''] = failure;
  const failed = await runCommand(failure, text, cwd, givenUp);
  return told(program, failed === undefined ? undefined : { why: failed });
}

function originOf(url: string): string {
  return new URL(url).origin;
}

function told(whom: string, failed: { readonly why: string } | undefined): Told {
  return { whom, ...(failed && { failed: failed.why }) };
}
