import process from 'node:process';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { linkHeader } from '../../feed/web-sub.ts';
import { type Timetable, timetableOf } from '../../schedule/timetable.ts';
import { keepSite } from '../../serve/keep-site.ts';
import { serve } from '../../serve/serve.ts';
import { type Instant, minuteMs } from '../../text/instant.ts';
import { askedPlace, type PlaceOptions } from '../asked-place.ts';
import { configuration } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { defectEntry } from '../print/job-event.ts';
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

  const { output, baseUrl, server } = config;
  const site = { output, baseUrl, aliases: server.aliases, linkOf: (path: string) => linkHeader(path, config) };
  const onDefect = (error: unknown) => {
    const { text, event } = defectEntry(error);
    terminal.event(event);
    terminal.complain(text);
  };
  const kept = await keepSite(site, onDefect);
  const changesAt = expectedChanges(timetableOf(config));
  const moment = () => {
    const now = clock();
    return { now, changesAt: changesAt(now) };
  };
  const state = { startedAt: clock() };
  const serving = await serve({ at, ...kept, ...server, moment, state, onDefect });
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
  const shown = seenFrom(cwd, output);
  if (kept.site().documents.size === 0) terminal.report([nothingPublished(shown)]);
  terminal.event({ event: 'listening', address: serving.address, documents: kept.site().documents.size });
  terminal.say(servingText(serving.address, `${shown}/`, [...kept.site().documents.keys()], terminal.style));

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
function expectedChanges({ next }: Timetable): (now: Instant) => Instant | undefined {
  let known: { readonly since: Instant; readonly slot: Instant | undefined } | undefined;
  return (now) => {
    // Asked at each request, and the same for as long as it lies ahead.
    if (!known || now < known.since || (known.slot !== undefined && now >= known.slot + runMs)) {
      known = { since: now, slot: next(now - runMs) };
    }
    const { slot } = known;
    return slot !== undefined && slot <= now ? slot + runMs : slot;
  };
}

function nothingPublished(shown: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'serve/nothing-published',
    message: `${shown} holds nothing that Hayloft wrote`,
    hint: 'run "hayloft build"; what it writes is served at once',
  };
}
