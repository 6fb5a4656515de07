import { METHODS } from 'node:http';
import type { Socket } from 'node:net';
import type { Instant } from '../text/instant.ts';
import type { Moment } from './caching.ts';
import { allowed, leadsSomewhere, longestTarget, redirect } from './respond.ts';
import { plainResponse, type Response } from './response.ts';
import type { Site } from './site.ts';
import { readTarget } from './target.ts';

/** What node says of a message that it could not read: an error of llhttp, or one of its own. */
export interface MessageFault {
  readonly code?: string;
  /** What was read last. */
  readonly rawPacket?: Buffer;
}

/**
 * The answer to a message that is none (RFC 9112 2.2, RFC 9110 15.5, 15.6); undefined where nobody is left to answer, or
 * nobody has asked anything.
 */
export function responseToFault(
  { code = '', rawPacket }: MessageFault,
  bytesRead: number,
  site: Site,
  moment: Moment,
): Response | undefined {
  const { now } = moment;
  const closing = (status: number, words: string): Response => ({ ...plainResponse(status, words, now), closes: true });
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return undefined;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return bytesRead > 0 ? closing(408, 'The request did not come in time.') : undefined;
    case 'HPE_HEADER_OVERFLOW':
      return isRequestLine(rawPacket)
        ? closing(414, 'The address is too long.')
        : closing(431, 'The fields of the request are too long.');
    case 'HPE_INVALID_METHOD':
      return isMethod(rawPacket)
        ? closing(501, 'The method is not known here.')
        : closing(400, 'This is no request of HTTP.');
    case 'HPE_INVALID_URL':
      return redirectUnencoded(rawPacket, site, moment) ?? closing(400, 'The address in the request is none.');
    case 'HPE_INVALID_VERSION':
      return closing(505, 'HTTP/1.1 is spoken here.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return closing(413, 'The request is too large.');
    default:
      return closing(400, 'This is no request of HTTP.');
  }
}

/** Whether the line of the method and the address is still not at its end. */
function isRequestLine(packet: Buffer | undefined): boolean {
  return packet !== undefined && /^[A-Z]+ /.test(packet.toString('latin1', 0, 16)) && !packet.includes('\n');
}

/** To the address that a client meant who wrote letters beyond ASCII as they are: curl does so, and people paste them. */
function redirectUnencoded(packet: Buffer | undefined, site: Site, moment: Moment): Response | undefined {
  const line = packet?.toString('latin1', 0, longestTarget) ?? '';
  const [, target] = /^GET (\S+) HTTP\/1\.[01]\r?\n/.exec(line) ?? [];
  if (target === undefined) return undefined;
  const read = readTarget('GET', target);
  if (read.is !== 'unencoded' || !leadsSomewhere(site, read.path)) return undefined;
  return { ...redirect(read.target, moment), closes: true };
}

/** Whether what could be no method that node knows is a token before an address and a version (RFC 9110 9.1). */
function isMethod(packet: Buffer | undefined): boolean {
  const line = packet?.toString('latin1', 0, 256) ?? '';
  const [, method] = /^([!#$%&'*+.^_`|~\w-]{1,64}) \S+ HTTP\/1\.[01]\r?\n/.exec(line) ?? [];
  return method !== undefined && !METHODS.includes(method);
}

export function refuseTunnel(now: Instant): Response {
  return { ...plainResponse(405, 'This is no proxy.', now, ['Allow', allowed]), closes: true };
}

/** Milliseconds in which a client may still send what nobody reads, so that it comes to read the answer (RFC 9112 9.6). */
const lingerMs = 2000;

/** Sends the last bytes of a connection, and ends it when the client does, or a little later. */
export function endWith(socket: Socket, bytes: Buffer): void {
  socket.end(bytes);
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.on('close', () => clearTimeout(timer));
  socket.removeAllListeners('data');
  socket.on('data', () => {});
  socket.resume();
}
