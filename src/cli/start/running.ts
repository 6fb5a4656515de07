import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { linkHeader } from '../../feed/web-sub.ts';
import type { JobEvent } from '../../schedule/event.ts';
import { Job } from '../../schedule/job.ts';
import { keepSite } from '../../serve/keep-site.ts';
import type { SiteOptions } from '../../serve/load-site.ts';
import type { Place } from '../../serve/place.ts';
import { serve } from '../../serve/serve.ts';
import type { Context } from '../context.ts';
import type { Log } from '../log.ts';
import { defectEntry, jobEntries } from '../print/job-event.ts';
import { listening, needsRestart, ready, servedHereOnly } from '../print/job-life.ts';

/** A job and a server in one process. */
export interface Running {
  readonly configure: (settings: Settings) => Promise<void>;
  /** Ends both: what is under way is finished first, within the limit of the configuration. */
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
}

export interface Settings {
  readonly config: Config;
  /** Whether nobody said where the output is served: then it is served from here, and nowhere else. */
  readonly isLocal: boolean;
}

/**
 * Listens, so that what was published before is served at once, and then makes the first run; or says why it cannot
 * listen.
 */
export async function startRunning(
  context: Context,
  settings: Settings,
  at: Place,
  log: Log,
): Promise<Running | Diagnostic> {
  const { clock, ticks, cwd, terminal } = context;
  let { config } = settings;
  let job: Job | undefined;
  const onDefect = (error: unknown) => log.write(defectEntry(error));
  const kept = await keepSite(siteOf(config), onDefect);

  const serving = await serve({
    ...config.server,
    at,
    site: kept.site,
    refresh: kept.refresh,
    onDefect,
    moment: () => ({ now: clock(), changesAt: job?.changesAt }),
    state: {
      startedAt: clock(),
      get job() {
        return job?.state;
      },
    },
  });
  if ('code' in serving) {
    kept.stop();
    return serving;
  }
  const { address } = serving;
  config = addressed(settings, address);
  // The index names pages by where they are served, and that is known only now.
  if (config.baseUrl !== settings.config.baseUrl) void kept.configure(siteOf(config));
  log.write(listening(address, `${seenFrom(cwd, config.output)}/`));
  if (settings.isLocal) log.write(servedHereOnly(config.baseUrl));

  let isReady = false;
  const say = (event: JobEvent) => {
    for (const entry of jobEntries(event, log.reader)) log.write(entry);
    if (isReady || event.is !== 'run-ended' || !('report' in event.end) || event.run.outcome !== 'published') return;
    isReady = true;
    log.write(ready(event.end.report.urls, config.baseUrl, event.nextSlot, log.reader));
  };
  const started = new Job(config, {
    from: cwd,
    clock,
    ticks,
    onEvent: say,
    ...(terminal.progress && { onProgress: terminal.progress.show }),
    onPublished: kept.refresh,
  });
  job = started;
  started.start([address]);

  return {
    async configure(next) {
      const before = config;
      config = addressed(next, address);
      const { aliases: _, ...listens } = config.server;
      const { aliases: __, ...listened } = before.server;
      if (!isDeepStrictEqual(listens, listened)) log.write(needsRestart());
      await kept.configure(siteOf(config));
      started.configure(config);
    },
    async stop() {
      kept.stop();
      await Promise.all([started.stop(), serving.stop(config.limits.stop * 1000)]);
    },
    kill: () => started.kill(),
  };
}

function siteOf(config: Config): SiteOptions {
  const { output, baseUrl, server } = config;
  return { output, baseUrl, aliases: server.aliases, linkOf: (path) => linkHeader(path, config) };
}

/** Where nobody said where the output is served, the feeds point at where it is, whatever the port. */
function addressed({ config, isLocal }: Settings, address: string): Config {
  return isLocal && address.startsWith('http') ? { ...config, baseUrl: address } : config;
}
