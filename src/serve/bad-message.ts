import { METHODS } from 'node:http';
import type { Instant } from '../text/instant.ts';
import type { Moment } from './caching.ts';
import { allowed, leadsSomewhere, longestTarget, redirect, unknownVersion } from './respond.ts';
import { noBody, plainResponse, type Response } from './response.ts';
import type { Site } from './site.ts';
import { readTarget } from './target.ts';

/** What node says of a message that it could not read: an error of llhttp, or one of its own. */
export interface MessageFault {
  readonly code?: string;
  /** What was read last. */
  readonly rawPacket?: Buffer;
  /** Bytes of it before the fault. */
  readonly bytesParsed?: number;
}

/**
 * The answer to a message that is none (RFC 9112 2.2, 3, RFC 9110 15.5, 15.6); undefined where nobody is left to answer,
 * or nobody has asked anything. It is the last of its connection: where the next message would begin is not known.
 */
export function responseToFault(
  fault: MessageFault,
  bytesRead: number,
  site: Site,
  moment: Moment,
): Response | undefined {
  const { code = '' } = fault;
  if (code === 'ECONNRESET' || code === 'EPIPE') return undefined;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT' && bytesRead === 0) return undefined;
  const line = requestLineOf(fault);
  const response = responseToLine(line, site, moment) ?? responseToRest(code, line, moment.now);
  return { ...response, closes: true, ...(line.method === 'HEAD' && { body: noBody }) };
}

/** RFC 9112 3. */
interface RequestLine {
  /** Absent where the line is none, or came in another packet. */
  readonly method?: string | undefined;
  readonly target?: string | undefined;
  /** Absent where the end of the line has not come. */
  readonly version?: string | undefined;
}

/** The first line of the message that is at fault. */
function requestLineOf({ rawPacket, bytesParsed = 0 }: MessageFault): RequestLine {
  const packet = rawPacket?.toString('latin1') ?? '';
  const before = packet.lastIndexOf('\r\n\r\n', bytesParsed - 1);
  const [line = ''] = packet
    .slice(before < 0 ? 0 : before + 4)
    .replace(/^[\r\n]+/, '')
    .split('\n', 1);
  const [, method, target, version] = /^([!#$%&'*+.^_`|~\w-]+) (\S+)(?: HTTP\/(\d\.\d)\r)?$/.exec(line) ?? [];
  return { method, target, version };
}

/** To a first line that a parser of ours would have understood; node's gives up at what it does not know. */
function responseToLine({ method, target, version }: RequestLine, site: Site, moment: Moment): Response | undefined {
  if (method === undefined || target === undefined || version === undefined) return undefined;
  if (version !== '1.1' && version !== '1.0') return unknownVersion(moment.now);
  // RFC 9112 3: however long it is.
  if (!METHODS.includes(method)) return plainResponse(501, 'The method is not known here.', moment.now);
  return redirectUnencoded(method, target, site, moment);
}

function responseToRest(code: string, { target = '' }: RequestLine, now: Instant): Response {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return plainResponse(408, 'The request did not come in time.', now);
    case 'HPE_HEADER_OVERFLOW':
      return target.length > longestTarget
        ? plainResponse(414, 'The address is too long.', now)
        : plainResponse(431, 'The fields of the request are too long.', now);
    case 'HPE_PAUSED_H2_UPGRADE':
      // RFC 9113 3.4: the first words of HTTP/2.
      return unknownVersion(now);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return plainResponse(413, 'The request is too large.', now);
    case 'HPE_INVALID_URL':
      return plainResponse(400, 'The address in the request is none.', now);
    default:
      return plainResponse(400, 'This is no request of HTTP.', now);
  }
}

/** To the address that a client meant who wrote letters beyond ASCII as they are: curl does so, and people paste them. */
function redirectUnencoded(method: string, target: string, site: Site, moment: Moment): Response | undefined {
  if ((method !== 'GET' && method !== 'HEAD') || target.length > longestTarget) return undefined;
  const read = readTarget(method, target);
  if (read.is !== 'unencoded' || !leadsSomewhere(site, read.path)) return undefined;
  return redirect(read.target, moment);
}

export function refuseTunnel(now: Instant): Response {
  return { ...plainResponse(405, 'This is no proxy.', now, ['Allow', allowed]), closes: true };
}
