import { Socket } from 'node:net';

/** Milliseconds, from when all is handed to the kernel, in which a client may still send what nobody reads. */
const lingerMs = 2000;

/**
 * Ends a connection when all that was written is sent, so that its client comes to read it (RFC 9112 9.6): closed at
 * once, the kernel would answer whatever the client is still sending with a reset, and that can take away what it had
 * received. So what comes is passed over until the client ends it as well, or for a short time.
 */
export function endLingering(socket: Socket): void {
  passOver(socket);
  socket.end(() => {
    if (socket.destroyed) return;
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.on('close', () => clearTimeout(timer));
  });
}

/** Nobody reads any more what comes on a connection, node's parser neither. */
export function passOver(socket: Socket): void {
  socket.removeAllListeners('data');
  socket.on('data', () => {});
  socket.resume();
}

/** Node ends the connection of a last response by this method, and knows nothing of lingering. */
export function lingerAtEnd(socket: Socket): void {
  socket.destroySoon = endOfThis;
}

function endOfThis(this: Socket): void {
  endLingering(this);
}

/** Ends a connection on which nobody is asking anything. */
export function endIdle(socket: Socket): void {
  Socket.prototype.destroySoon.call(socket);
}
