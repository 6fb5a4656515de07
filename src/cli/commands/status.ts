import { seenFrom } from '../../config/folders.ts';
import { verdictOf } from '../../schedule/status.ts';
import { isGone, readStatus, statusName } from '../../schedule/status-file.ts';
import { configuration } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { statusText } from '../print/status.ts';

const codes = { fine: exit.done, incomplete: exit.incomplete, unknown: exit.nothing, bad: exit.refused } as const;

/** `hayloft status`: how the last run went, when the next one is, what was left out and why; and whether that is fine. */
export async function runStatus(context: Context, options: CommonOptions): Promise<ExitCode> {
  const { terminal, cwd, now } = context;
  const { config, diagnostics } = await configuration(context, options);
  terminal.report(diagnostics.filter(({ code }) => code !== 'config/no-base-url'));
  if (!config) return exit.nothing;
  const status = readStatus(config.state);
  const isJobGone = status.job !== undefined && isGone(status.job);
  const verdict = verdictOf(status, isJobGone, now);
  const code = codes[verdict.is];
  const { diagnostics: found = [], ...run } = status.last_run ?? {};
  terminal.report(found);
  terminal.event({
    event: 'status',
    file: `${seenFrom(cwd, config.state)}/${statusName}`,
    is: verdict.is,
    why: verdict.why,
    exit_code: code,
    ...(status.last_run && { last_run: run }),
    last_good_at: status.last_good_at,
    job: status.job,
  });
  terminal.say(statusText(status, verdict, isJobGone, now, terminal.style));
  return code;
}
