import { type Instant, rfc3339 } from '../text/instant.ts';
import type { Counts } from './counts.ts';
import { type Gauges, metricsText, metricsType } from './metrics.ts';
import { type Request, type Response, textResponse } from './response.ts';
import type { ServerState } from './state.ts';
import { readTarget } from './target.ts';

/** What the endpoints tell of. */
export interface Told {
  readonly state: ServerState;
  readonly counts: Counts;
  readonly gauges: () => Gauges;
  /** Whether `/metrics` is there. */
  readonly metrics: boolean;
}

const plain = 'text/plain; charset=utf-8';

/** Answers for the addresses that tell of the server itself, to nobody's scripts; undefined for all others. */
export function tell({ target, method }: Request, told: Told, now: Instant): Response | undefined {
  const name = endpointOf(method, target);
  if (name === undefined || (name === '/metrics' && !told.metrics)) return undefined;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const say = (status: number, type: string, text: string) => textResponse(status, type, text, now);
  if (name === '/healthz') return say(200, plain, 'alive\n');
  if (name === '/metrics') return say(200, metricsType, metricsText(told.counts, told.state, told.gauges()));
  const problem = whyNotReady(told, now);
  return problem === undefined ? say(200, plain, 'ready\n') : say(503, plain, `not ready: ${problem}\n`);
}

const endpoints = ['/healthz', '/readyz', '/metrics'] as const;

function endpointOf(method: string, target: string): (typeof endpoints)[number] | undefined {
  // Asked of every request, and answered by the second character of most.
  const isOrigin = target[0] === '/';
  const second = target[1];
  if (isOrigin && second !== 'h' && second !== 'r' && second !== 'm' && second !== '%') return undefined;
  if (isOrigin && !target.includes('%')) {
    return endpoints.find((each) => target === each || target.startsWith(`${each}?`));
  }
  const read = readTarget(method, target);
  return read.is === 'path' ? endpoints.find((each) => each === `/${read.path}`) : undefined;
}

/** Ready is who has something to serve that is not too old. */
function whyNotReady({ state: { job }, gauges }: Told, now: Instant): string | undefined {
  if (!job) return gauges().documents === 0 ? 'nothing has been published' : undefined;
  if (job.lastGood === undefined) return 'no run was good yet';
  if (job.goodUntil !== undefined && now > job.goodUntil) return `the last good run was at ${rfc3339(job.lastGood)}`;
  return undefined;
}
