import type { ServerResponse } from 'node:http';

/**
 * When there is room for more of a response, or it is closed, that is handed to the kernel as a whole; or when its client
 * is gone: a response that waits for an earlier one on its connection is not told of that.
 */
export function happened(outgoing: ServerResponse, event: 'drain' | 'close'): Promise<void> {
  const { socket } = outgoing.req;
  return new Promise((done) => {
    const go = () => {
      outgoing.off(event, go);
      socket.off('close', go);
      done();
    };
    if (outgoing.closed || socket.destroyed) done();
    else {
      outgoing.on(event, go);
      socket.on('close', go);
    }
  });
}
