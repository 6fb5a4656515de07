import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { endIdle, lingerAtEnd } from './linger.ts';
import { happened } from './outgoing.ts';

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
 * been without a request for longest: idle ones never keep a client waiting. Where all are being answered, it has to go.
 */
export class Connections {
  readonly #limit: number;
  /** Those whose last request is longest ago come first, as far as that matters: once half of the room is taken. */
  readonly #sockets = new Set<Socket>();
  /** The newest response of each that took more than a moment: it is sent after all others. */
  readonly #newest = new WeakMap<Socket, ServerResponse>();
  /** Those whose last response is decided: nothing that still comes is answered. */
  readonly #ending = new WeakSet<Socket>();
  #isStopping = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#sockets.size;
  }

  opened(socket: Socket): void {
    if (this.#isStopping || (this.#sockets.size >= this.#limit && !this.#makeRoom())) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    lingerAtEnd(socket);
    // Each of the responses that wait for one another listens to it, and clients may ask for many at once.
    socket.setMaxListeners(0);
    socket.on('close', () => this.#sockets.delete(socket));
  }

  asked(socket: Socket): void {
    if (this.#sockets.size * 2 < this.#limit || !this.#sockets.delete(socket)) return;
    this.#sockets.add(socket);
  }

  /** The response that is being made or sent is the last. */
  ends(socket: Socket): void {
    this.#ending.add(socket);
  }

  isEnding(socket: Socket): boolean {
    return this.#ending.has(socket);
  }

  /** Its newest response, which has not all been handed to the kernel. */
  sending(socket: Socket, outgoing: ServerResponse): void {
    this.#newest.set(socket, outgoing);
  }

  /** Its newest response that took more than a moment to send. */
  newest(socket: Socket): ServerResponse | undefined {
    return this.#newest.get(socket);
  }

  /** When all responses are sent, or the client is gone. */
  async whenAnswered(socket: Socket): Promise<void> {
    const newest = this.#newest.get(socket);
    if (newest) await happened(newest, 'close');
  }

  /** Ends all that are not in the middle of a response, and the others as soon as they are through with it. */
  stop(): void {
    this.#isStopping = true;
    for (const socket of this.#sockets) void this.whenAnswered(socket).then(() => endIdle(socket));
  }

  /** Ends all that is left. */
  cutOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Whether there was one that could go. */
  #makeRoom(): boolean {
    for (const socket of this.#sockets) {
      if (this.#newest.get(socket)?.closed === false) continue;
      this.#sockets.delete(socket);
      socket.destroy();
      return true;
    }
    return false;
  }
}
