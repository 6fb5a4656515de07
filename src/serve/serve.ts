import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import process from 'node:process';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Diagnostic } from '../diagnostic.ts';
import { type MessageFault, refuseTunnel, responseToFault } from './bad-message.ts';
import type { Moment } from './caching.ts';
import { Connections, connectionLimit } from './connections.ts';
import { Counter, type Counts } from './counts.ts';
import { tell } from './endpoints.ts';
import { type ClientLimits, limiter } from './limiter.ts';
import { endLingering, passOver } from './linger.ts';
import { rawMessage } from './message.ts';
import { addressOf, listenAt, type Place } from './place.ts';
import { LeanMessage, requestOf } from './request.ts';
import { refuse, respond } from './respond.ts';
import { plainResponse, type Request, type Response } from './response.ts';
import { idleMs, type Sent, send } from './send.ts';
import type { Site } from './site.ts';
import type { ServerState } from './state.ts';

export interface ServeOptions extends ClientLimits {
  readonly at: Place;
  /** What is served now; asked at each request, so that another takes its place at once. */
  readonly site: () => Site;
  /** Makes the site anew: called when a file turns out to be another than the one it was made of. */
  readonly refresh: () => Promise<void>;
  readonly moment: () => Moment;
  readonly state: ServerState;
  /** Is told of a defect of ours; whoever asked for it is answered 500, and all others are as before. */
  readonly onDefect: (error: unknown) => void;
  /** Whether there is `/metrics`. */
  readonly metrics: boolean;
  /** At most so many connections; what the process may open, where nothing is said. */
  readonly connections?: number;
  /** Milliseconds that a connection may be idle, or wait for a client that takes nothing. */
  readonly idleMs?: number;
}

export interface Serving {
  /** An http address that can be reached from this machine, or the path of a Unix socket. */
  readonly address: string;
  readonly counts: Counts;
  /**
   * Takes no more connections, lets open responses end, and is done when all are, at the latest after so many
   * milliseconds.
   */
  stop(limitMs: number): Promise<void>;
}

/** Milliseconds for the head of a request. */
const headMs = 10_000;
/** Bytes of a head: enough for the longest address and all that proxies add. */
const longestHead = 32 * 1024;

/** Listens and serves, or says why it cannot. */
export async function serve(options: ServeOptions): Promise<Serving | Diagnostic> {
  const counts = new Counter();
  const connections = new Connections(options.connections ?? connectionLimit());
  const answer = answerer(options, counts, connections);
  const server = createServer({
    headersTimeout: headMs,
    // One timer a connection is enough (below); that which node sets anew for each request takes 4 % of a 304.
    keepAliveTimeout: 0,
    IncomingMessage: LeanMessage,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: longestHead,
    // Told here in words like any other fault.
    requireHostHeader: false,
  });
  // For a client that neither asks nor takes anything.
  server.setTimeout(options.idleMs ?? idleMs);
  // What is in the head is limited by its bytes; by default, node forgets whatever stands behind a thousand fields.
  server.maxHeadersCount = 0;
  // A client that has nothing more to ask still reads; without this, what is on its way to it would be cut off.
  (server as { httpAllowHalfOpen?: boolean }).httpAllowHalfOpen = true;
  server.on('connection', (socket) => connections.opened(socket));
  server.on('request', answer);
  // The answer is final at once: nobody need send what would not be read.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  const endWith = async (socket: Socket, response: Response, method: string) => {
    passOver(socket);
    if (connections.isEnding(socket)) return;
    connections.ends(socket);
    counts.count(response, method);
    // An answer in the middle of another would be read as a part of it; and one to a content may be still to come.
    await nextTurn();
    await connections.whenAnswered(socket);
    socket.write(rawMessage(response));
    endLingering(socket);
  };
  server.on('connect', (_, socket: Duplex) => {
    // Node leaves the connection to us from here on, and what happens to it.
    socket.on('error', () => socket.destroy());
    void endWith(socket as Socket, refuseTunnel(options.moment().now), 'CONNECT');
  });
  server.on('clientError', (error: MessageFault, duplex) => {
    const socket = duplex as Socket;
    if (error.code === 'HPE_CLOSED_CONNECTION') {
      // It follows a request that was to be the last.
      passOver(socket);
      return;
    }
    const response = responseToFault(error, socket.bytesRead, options.site(), options.moment());
    if (response && socket.writable) void endWith(socket, response, 'GET');
    else socket.destroy();
  });

  const problem = await listenAt(server, options.at);
  if (problem) return problem;
  // A connection that the system could not hand over, for want of memory say: its client is gone, and others come.
  server.on('error', () => {});
  return {
    address: addressOf(server, options.at),
    counts,
    async stop(limitMs) {
      const closed = new Promise<void>((done) => server.close(() => done()));
      connections.stop();
      const timer = setTimeout(() => connections.cutOff(), limitMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function answerer(options: ServeOptions, counts: Counter, connections: Connections) {
  const { site, moment, state, metrics, refresh, onDefect } = options;
  const slowDown = limiter(options);
  const gauges = () => ({
    connections: connections.size,
    documents: site().documents.size,
    resident: process.memoryUsage.rss(),
  });
  const told = { state, counts, gauges, metrics };
  const responseTo = (request: Request, socket: Socket): Response => {
    const at = moment();
    try {
      return (
        slowDown(socket, request, at.now) ??
        refuse(request, at.now) ??
        tell(request, told, at.now) ??
        respond(request, site(), at)
      );
    } catch (error) {
      onDefect(error);
      return plainResponse(500, 'This is a defect of the server.', at.now);
    }
  };

  const finish = async (sent: Promise<Sent>, outgoing: ServerResponse, request: Request, again: () => Response) => {
    if ((await sent) === 'done') return;
    await refresh();
    const sentAgain = await send(outgoing, request, again(), undefined);
    if (sentAgain === 'stale') send(outgoing, request, unsettled(moment().now), undefined);
  };

  const reply = (incoming: LeanMessage, outgoing: ServerResponse, isRead: boolean): void => {
    const { socket } = incoming;
    const request = requestOf(incoming);
    // What comes behind a request for another protocol, node's parser leaves to that, although there is none here.
    const isLast = !isRead || request.fields.upgrade !== undefined;
    const make = (): Response => {
      const response = responseTo(request, socket);
      return isLast ? { ...response, closes: true } : response;
    };
    const response = make();
    if (response.closes || !outgoing.shouldKeepAlive) connections.ends(socket);
    counts.count(response, request.method);
    const sent = send(outgoing, request, response, connections.newest(socket));
    if (!outgoing.writableFinished) connections.sending(socket, outgoing);
    if (sent === 'done') return;
    finish(sent, outgoing, request, make).catch((error) => {
      onDefect(error);
      outgoing.destroy();
    });
  };

  return (incoming: LeanMessage, outgoing: ServerResponse): void => {
    const { socket } = incoming;
    if (connections.isEnding(socket)) return;
    connections.asked(socket);
    if (!incoming.hasContent) {
      incoming.skipContent();
      reply(incoming, outgoing, true);
      return;
    }
    // The content means nothing here. What of it comes with the head must be well-formed: a fault that is found after the
    // answer could not be told any more. For the rest nobody waits, not even for its first byte (`Expect`), but then
    // nothing else can be asked on the connection.
    incoming.resume();
    setImmediate(() => {
      if (incoming.complete || !connections.isEnding(socket)) reply(incoming, outgoing, incoming.complete);
    });
  };
}

/** For the moment in which a file has changed and the list of files has not. */
function unsettled(now: number): Response {
  return plainResponse(503, 'It is just being published anew.', now, ['Retry-After', '1']);
}
