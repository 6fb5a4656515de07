import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How often is looked for slow clients while patience lasts. */
const looks = 6;

/** Beside those of connections: files, sockets, libraries. */
const otherDescriptors = 256;
const mostConnections = 16_384;

/** How many connections there may be: the process must not run out of descriptors for files. */
export function connectionLimit(): number {
  return Math.min(mostConnections, Math.max(16, Math.floor((descriptorLimit() - otherDescriptors) * 0.9)));
}

/** Of Linux; elsewhere what most systems allow. */
function descriptorLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    return Number(/^Max open files +(\d+)/m.exec(limits)?.[1] ?? mostConnections * 2);
  } catch {
    return 4096;
  }
}

/**
 * The connections of a server. When there are as many as there may be, a new one takes the place of the one that has
 * been without a request for longest: idle ones never keep a client waiting.
 */
export class Connections {
  readonly #limit: number;
  /** Those whose last request is longest ago come first, as far as that matters: once half of the room is taken. */
  readonly #sockets = new Set<Socket>();
  /** Responses that are still being sent. */
  readonly #sending = new Map<Socket, ServerResponse>();
  /** Of connections that wait for their client: how much it had taken, and since when nothing more. */
  readonly #stalled = new WeakMap<Socket, { readonly taken: number; readonly since: number }>();
  readonly #look: NodeJS.Timeout;
  #isStopping = false;

  /** @param patienceMs After so long without a piece being taken, a client is cut off. */
  constructor(limit: number, patienceMs: number) {
    this.#limit = limit;
    this.#look = setInterval(() => this.#cutOffSlow(performance.now(), patienceMs), patienceMs / looks);
    this.#look.unref();
  }

  get size(): number {
    return this.#sockets.size;
  }

  opened(socket: Socket): void {
    if (this.#isStopping) {
      socket.destroy();
      return;
    }
    if (this.#sockets.size >= this.#limit) this.#makeRoom();
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#sending.delete(socket);
    });
  }

  asked(socket: Socket): void {
    if (this.#sockets.size * 2 < this.#limit || !this.#sockets.delete(socket)) return;
    this.#sockets.add(socket);
  }

  isSending(socket: Socket): boolean {
    return this.#sending.has(socket);
  }

  sending(socket: Socket, outgoing: ServerResponse, sent: Promise<unknown>): void {
    this.#sending.set(socket, outgoing);
    const done = () => {
      this.#sending.delete(socket);
      if (this.#isStopping) socket.destroySoon();
    };
    sent.then(done, done);
  }

  /** Ends all that are not in the middle of a response, and the others as soon as they are through with it. */
  stop(): void {
    this.#isStopping = true;
    clearInterval(this.#look);
    for (const socket of this.#sockets) if (!this.#sending.has(socket)) socket.destroySoon();
  }

  /** Ends all that is left. */
  cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /**
   * What was handed to the kernel and what was not are told apart by whole writes only: a client that takes a byte now
   * and then holds up its connection like one that takes none.
   */
  #cutOffSlow(now: number, patienceMs: number): void {
    for (const socket of this.#sockets) {
      if (socket.writableLength === 0) continue;
      const taken = socket.bytesWritten - socket.writableLength;
      const before = this.#stalled.get(socket);
      if (before?.taken !== taken) this.#stalled.set(socket, { taken, since: now });
      else if (now - before.since >= patienceMs) socket.destroy();
    }
  }

  #makeRoom(): void {
    for (const socket of this.#sockets) {
      if (this.#sending.has(socket)) continue;
      this.#sockets.delete(socket);
      socket.destroy();
      return;
    }
  }
}
