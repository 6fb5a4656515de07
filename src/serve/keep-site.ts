import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { manifestName } from '../build/output/manifest.ts';
import { stagingName } from '../build/output/publish.ts';
import { isSystemError } from '../build/system-error.ts';
import { codeAhead, emptySite, type LoadedSite, loadSite, type SiteOptions } from './load-site.ts';
import type { Site } from './site.ts';

export interface KeptSite {
  /** What is published, as far as it is known. */
  readonly site: () => Site;
  /** Looks again now: whoever has just published need not wait until it is noticed. Never fails. */
  refresh(): Promise<void>;
  /** Makes the site anew by other options; what is the same by both is not read again. Never fails. */
  configure(options: SiteOptions): Promise<void>;
  /** Looks no more; what is being made is given up. */
  stop(): void;
}

/** Milliseconds between two looks at the list of files; one `lstat` each. */
const lookEveryMs = 1000;
/** Milliseconds for which the last site stands while a run is seen publishing another. */
const publishingMs = 30_000;
/** The same where files are not what the list says and no run is to be seen: one was killed, or somebody else wrote. */
const unsettledMs = 1000;
const firstPauseMs = 10;

/**
 * Keeps a site up to date with an output folder that other processes publish to. It is replaced at once: until all files
 * of a publication are there and coded, what was published before is served; where that was nothing, for coding is not
 * waited: it takes seconds for thousands of documents. What the disk does not give is taken for passing, a folder without
 * a list (a lost mount) too.
 *
 * @param onDefect Is told of a defect of ours; what was there before stands, and the next publication is looked at.
 */
export async function keepSite(first: SiteOptions, onDefect: (error: unknown) => void): Promise<KeptSite> {
  let options = first;
  let site = emptySite(options);
  let seen: string | undefined;
  const stopping = new AbortController();
  const settle = async (patience: (isUnderWay: boolean) => number): Promise<void> => {
    const since = performance.now();
    const isFirst = site.documents.size === 0;
    let candidate = site;
    for (let pause = firstPauseMs; ; pause *= 2) {
      seen = signOf(options.output);
      const loaded = await loadIfPossible(options, candidate);
      if (loaded?.isListed) candidate = loaded.site;
      const isUnderWay = existsSync(join(options.output, stagingName));
      if (loaded?.isWhole || stopping.signal.aborted || performance.now() - since > patience(isUnderWay)) break;
      await delay(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
    if (isFirst) {
      site = candidate;
      if (site.documents.size > 0) void refresh();
    } else site = await codeAhead(candidate, stopping.signal);
  };

  let running = settle(() => 0).catch(onDefect);
  let queued: Promise<void> | undefined;
  const refresh = (): Promise<void> => {
    // What is being loaded now may be what was there before this call.
    queued ??= running.then(() => {
      queued = undefined;
      running = settle((isUnderWay) => (isUnderWay ? publishingMs : unsettledMs)).catch(onDefect);
      return running;
    });
    return queued;
  };
  await running;
  const look = setInterval(() => {
    if (!queued && signOf(options.output) !== seen) void refresh();
  }, lookEveryMs);
  look.unref();
  return {
    site: () => site,
    refresh,
    configure(next) {
      options = next;
      return refresh();
    },
    stop() {
      clearInterval(look);
      stopping.abort();
    },
  };
}

async function loadIfPossible(options: SiteOptions, before: Site): Promise<LoadedSite | undefined> {
  try {
    return await loadSite(options, before);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** Changes with each publication. */
function signOf(output: string): string | undefined {
  try {
    const stats = lstatSync(join(output, manifestName), { throwIfNoEntry: false, bigint: true });
    return stats && `${stats.ino} ${stats.mtimeNs} ${stats.size}`;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
