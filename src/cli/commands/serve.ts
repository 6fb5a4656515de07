import process from 'node:process';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import { known } from '../../config/values/reading.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { linkHeader } from '../../feed/web-sub.ts';
import { nextSlot } from '../../schedule/slots.ts';
import { keepSite } from '../../serve/keep-site.ts';
import { serve } from '../../serve/serve.ts';
import { type Instant, minuteMs } from '../../text/instant.ts';
import { askedPlace, type PlaceOptions } from '../asked-place.ts';
import { configuration } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { servingText } from '../print/serving.ts';
import { listenForSignals } from '../signals.ts';

export type ServeCommandOptions = CommonOptions & PlaceOptions;

/** `hayloft serve`: a finished output, which somebody else builds, until the process is asked to end. */
export async function runServe(context: Context, options: ServeCommandOptions): Promise<ExitCode> {
  const { terminal, cwd, clock, pid } = context;
  const { config, diagnostics } = await configuration(context, options);
  terminal.report(diagnostics);
  if (!config) return exit.nothing;
  const at = askedPlace(context, options, config);

  const kept = await keepSite(config.output, {
    baseUrl: config.baseUrl,
    aliases: config.server.aliases,
    linkOf: (path) => linkHeader(path, config),
  });
  const changesAt = await expectedChanges(config);
  const moment = () => {
    const now = clock();
    return { now, changesAt: changesAt(now) };
  };
  const state = { startedAt: clock() };
  const serving = await serve({ at, ...kept, ...config.server, moment, state });
  if ('code' in serving) {
    kept.stop();
    terminal.report([serving]);
    return exit.nothing;
  }
  const signals = listenForSignals(
    () => void kept.refresh(),
    (signal) => {
      signals.forget();
      process.kill(pid, signal);
    },
  );
  const output = seenFrom(cwd, config.output);
  if (kept.site().documents.size === 0) terminal.report([nothingPublished(output)]);
  terminal.event({ event: 'listening', address: serving.address, documents: kept.site().documents.size });
  terminal.say(servingText(serving.address, `${output}/`, [...kept.site().documents.keys()], terminal.style));

  const signal = await signals.ending;
  kept.stop();
  await serving.stop(config.limits.stop * 1000);
  signals.forget();
  terminal.event({ event: 'stopped', signal });
  return exit.done;
}

/** Milliseconds in which a run is expected to be through. */
const runMs = minuteMs;

/** When what is served is expected to change, by the schedule: whoever builds most likely keeps it. */
async function expectedChanges({ schedule, timezone }: Config): Promise<(now: Instant) => Instant | undefined> {
  if (schedule === false) return () => undefined;
  const { readCron } = await import('../../config/values/cron.ts');
  const pattern = known(readCron(schedule));
  let expected = { since: Number.POSITIVE_INFINITY, slot: undefined as Instant | undefined };
  return (now) => {
    const { since, slot: known = Number.POSITIVE_INFINITY } = expected;
    if (now < since || now >= known + runMs) expected = { since: now, slot: nextSlot(pattern, timezone, now - runMs) };
    const { slot } = expected;
    return slot !== undefined && slot <= now ? slot + runMs : slot;
  };
}

function nothingPublished(output: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'serve/nothing-published',
    message: `${output} holds nothing that Hayloft wrote`,
    hint: 'run "hayloft build"; what it writes is served at once',
  };
}
