import type { IncomingMessage } from 'node:http';
import { httpUrl } from '../../text/url.ts';
import { inspectPicture } from '../articles/inspect-media.ts';
import type { Network } from './network.ts';
import { get, NotAllowed, NotConnected } from './request.ts';

export type Download = Picture | Failure;

interface Picture {
  readonly bytes: Buffer;
  /** By its content. */
  readonly type: string;
}

export interface Failure {
  /** In words that follow "it". */
  readonly failed: string;
  /** Whether nothing else can be had from its host for now, which cannot be reached or asks for a pause. */
  readonly isOfHost?: true;
  /** The field of that name as received. */
  readonly retryAfter?: string;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;
/** RFC 6585 4, RFC 9110 15.6.4. */
const busy = new Set([429, 503]);

/**
 * The picture at an address, or why it cannot be had. What a server says of its type does not count.
 *
 * @param timeMs At most so long, redirects included.
 */
export async function download(address: string, network: Network, timeMs: number): Promise<Download> {
  const signal = AbortSignal.timeout(timeMs);
  const reasonOf = (error: unknown) =>
    signal.aborted ? `took longer than ${timeMs / 1000} seconds` : reasonOfError(error);
  let url = address;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    let response: IncomingMessage;
    try {
      response = await get(new URL(url), network, signal);
    } catch (error) {
      if (!(error instanceof NotConnected)) return { failed: reasonOf(error) };
      return { failed: reasonOf(error.cause), ...(hop === 0 && { isOfHost: true }) };
    }
    try {
      const { statusCode = 0, headers } = response;
      if (statusCode === 200) return await pictureIn(response, network.limits.bytes);
      const { location, 'retry-after': retryAfter } = headers;
      if (!redirects.has(statusCode) || location === undefined) {
        const failed = `answered ${statusCode}`;
        if (hop > 0 || !busy.has(statusCode)) return { failed };
        return { failed, isOfHost: true, ...(retryAfter !== undefined && { retryAfter }) };
      }
      const next = httpUrl(location, url);
      if (next === undefined) return { failed: 'led to what is no address on the web' };
      url = next;
    } catch (error) {
      return { failed: reasonOf(error) };
    } finally {
      response.destroy();
    }
  }
  return { failed: `was redirected more than ${mostRedirects} times` };
}

async function pictureIn(response: IncomingMessage, maxBytes: number): Promise<Download> {
  const { 'content-encoding': encoding = 'identity', 'content-length': length } = response.headers;
  if (encoding !== 'identity') return { failed: `came as ${encoding}, which was not asked for` };
  const tooLarge = { failed: `has more than ${maxBytes} bytes` };
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
  return 'refused' in verdict ? { failed: `was refused: ${verdict.refused}` } : { bytes, type: verdict.type };
}

function reasonOfError(error: unknown): string {
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
