import type { IncomingMessage } from 'node:http';
import { httpUrl } from '../../text/url.ts';
import { inspectPicture } from '../inspect-media.ts';
import type { Network } from './network.ts';
import { get, NotAllowed } from './request.ts';

export type Download = Picture | Failure;

export interface Picture {
  readonly bytes: Buffer;
  /** By its content. */
  readonly type: string;
}

export interface Failure {
  /** In words that follow "it". */
  readonly failed: string;
  /**
   * `picture`: others of its host may well be had. `host`: they would fail in the same way. `busy`: its host asks for a
   * pause.
   */
  readonly of: 'picture' | 'host' | 'busy';
  /** The field of that name as received. */
  readonly retryAfter?: string;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const busy = new Set([429, 503]);
const mostRedirects = 5;

/**
 * The picture at an address, or why it cannot be had. What a server says of its type does not count.
 *
 * @param timeMs At most so long, redirects included.
 */
export async function download(address: string, network: Network, timeMs: number): Promise<Download> {
  const signal = AbortSignal.timeout(timeMs);
  let url = address;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const isFirst = hop === 0;
    let response: IncomingMessage;
    try {
      response = await get(new URL(url), network, signal);
    } catch (error) {
      return { failed: reasonOf(error, signal, timeMs), of: isFirst ? 'host' : 'picture' };
    }
    try {
      const { statusCode = 0, headers } = response;
      if (statusCode === 200) return await pictureIn(response, network.limits.bytes);
      if (!redirects.has(statusCode) || headers.location === undefined) {
        const isBusy = isFirst && busy.has(statusCode);
        const retryAfter = headers['retry-after'];
        const of = isBusy ? 'busy' : 'picture';
        return { failed: `answered ${statusCode}`, of, ...(isBusy && retryAfter !== undefined && { retryAfter }) };
      }
      const next = httpUrl(headers.location, url);
      if (next === undefined) return { failed: 'led to what is no address on the web', of: 'picture' };
      url = next;
    } catch (error) {
      return { failed: reasonOf(error, signal, timeMs), of: 'picture' };
    } finally {
      response.destroy();
    }
  }
  return { failed: `was redirected more than ${mostRedirects} times`, of: 'picture' };
}

async function pictureIn(response: IncomingMessage, maxBytes: number): Promise<Download> {
  const { 'content-encoding': encoding = 'identity', 'content-length': length } = response.headers;
  if (encoding !== 'identity')
    return { failed: `came compressed (${encoding}) though that was not asked for`, of: 'picture' };
  const tooLarge: Failure = { failed: `has more than ${maxBytes} bytes`, of: 'picture' };
  if (Number(length) > maxBytes) return tooLarge;
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    received += chunk.length;
    if (received > maxBytes) return tooLarge;
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const verdict = inspectPicture(bytes);
  return 'refused' in verdict
    ? { failed: `was refused: ${verdict.refused}`, of: 'picture' }
    : { bytes, type: verdict.type };
}

function reasonOf(error: unknown, signal: AbortSignal, timeMs: number): string {
  if (signal.aborted) return `took longer than ${timeMs / 1000} seconds`;
  if (error instanceof NotAllowed) return `was not asked for: ${error.message}`;
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOTFOUND: 'has a host without an address',
    EAI_AGAIN: 'has a host whose address could not be found out',
    ECONNREFUSED: 'has a host that refuses connections',
    ECONNRESET: 'was broken off',
  };
  return reasons[code] ?? `could not be reached (${code})`;
}
