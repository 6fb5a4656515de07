import { setTimeout as pause } from 'node:timers/promises';
import { isSystemError } from '../../build/system-error.ts';
import type { Config } from '../../config/config.ts';
import { type HubTold, tellHubs } from '../../schedule/hubs/tell-hubs.ts';
import { configuration } from '../configuration.ts';
import { type CommonOptions, type Context, UsageError } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { visible } from '../print/visible.ts';
import { count } from '../print/words.ts';

/** Milliseconds before the second and third attempt. */
const pauses = [2_000, 10_000];

/** `hayloft ping`: tells the hubs of what was published and they do not know of. */
export async function runPing(context: Context, options: CommonOptions): Promise<ExitCode> {
  const { terminal } = context;
  const { config, diagnostics } = await configuration(context, options);
  terminal.report(diagnostics);
  if (!config) return exit.nothing;
  if (config.hubs.length === 0) throw new UsageError('there is no "hub" in the configuration');
  let took = 0;
  const say = (told: HubTold) => {
    const { hub, topic, failed } = told;
    terminal.event({ event: 'hub-told', hub, topic, failed });
    if (failed !== undefined) terminal.complain(`${visible(hub)} ${visible(failed)}, told of ${visible(topic)}`);
    else took += 1;
  };
  const isDone = await tellAgain(config, say);
  const code = isDone ? exit.done : exit.incomplete;
  terminal.event({ event: 'done', exit_code: code, told: took });
  terminal.say(`${count(took, 'change')} told`);
  return code;
}

async function tellAgain(config: Config, say: (told: HubTold) => void): Promise<boolean> {
  try {
    for (const ms of pauses) {
      if (await tellHubs(config, say)) return true;
      await pause(ms);
    }
    return await tellHubs(config, say);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`what hubs were told cannot be written down (${error.code})`);
  }
}
