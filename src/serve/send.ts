import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { codedOnce, gzipOnTheWay, heldBytes } from './code.ts';
import { reasonOf, startOf } from './message.ts';
import { isSameFile, openFile } from './open-file.ts';
import { happened } from './outgoing.ts';
import { type FilePart, noBody, type Request, type Response } from './response.ts';
import type { ServedDocument } from './site.ts';

/** Milliseconds that a connection may be idle; clients are told in `Keep-Alive`. */
export const idleMs = 60_000;
/** Bytes of a file that are read at once. */
const pieceBytes = 64 * 1024;

/** Whether all of it was sent, or the client is gone; `stale`: nothing was, since a file is not what it was. */
export type Sent = 'done' | 'stale';

/**
 * Sends a response: what is in memory at once, files piece by piece as the client takes them.
 *
 * @param before The response that comes before it on the connection: no file is opened before that is sent.
 * @returns A promise only where it cannot be done at once.
 */
export function send(
  outgoing: ServerResponse,
  request: Request,
  response: Response,
  before: ServerResponse | undefined,
): 'done' | Promise<Sent> {
  const body = request.method === 'HEAD' ? noBody : response.body;
  const file = body.find(isFilePart);
  if (file) return sendPieces(outgoing, response, file.document, before);
  if (!writeKnownHead(outgoing, response)) writeHead(outgoing, response);
  for (const part of body.slice(0, -1)) outgoing.write(part);
  outgoing.end(body.at(-1));
  return 'done';
}

/** The heads of responses; those to most requests are one for a second. */
const heads = new WeakMap<Response, string>();

/**
 * Node makes the head of each response from its fields, with a look at every one of them: 1.4 of 13.7 microseconds of a
 * 304. Here it is made once. `_header` is where node keeps it; a version that does not is told by `headersSent`, and gets
 * the fields instead. What is in memory has a length, or no content: it ends where it says, for HTTP/1.0 too.
 */
function writeKnownHead(outgoing: ServerResponse, response: Response): boolean {
  if (response.closes || !outgoing.shouldKeepAlive) return false;
  const known = heads.get(response);
  const head = known ?? `${startOf(response)}Connection: keep-alive\r\nKeep-Alive: timeout=${idleMs / 1000}\r\n\r\n`;
  if (known === undefined) heads.set(response, head);
  outgoing.statusCode = response.status;
  (outgoing as { _header?: string })._header = head;
  return outgoing.headersSent;
}

function writeHead(outgoing: ServerResponse, { status, fields, closes }: Response): void {
  if (closes) outgoing.shouldKeepAlive = false;
  outgoing.sendDate = false;
  // By this node announces it where it keeps the connection.
  (outgoing as { _keepAliveTimeout?: number })._keepAliveTimeout = idleMs;
  outgoing.writeHead(status, reasonOf(status), fields as string[]);
}

async function sendPieces(
  outgoing: ServerResponse,
  response: Response,
  document: ServedDocument,
  before: ServerResponse | undefined,
): Promise<Sent> {
  if (before) await happened(before, 'close');
  const { socket } = outgoing.req;
  const handle = await openedAgain(document);
  if (!handle) return 'stale';
  try {
    writeHead(outgoing, response);
    for (const part of response.body) {
      for await (const piece of isFilePart(part) ? readPart(handle, part) : [part]) {
        if (!outgoing.write(piece)) await happened(outgoing, 'drain');
        if (socket.destroyed) return 'done';
      }
    }
    outgoing.end();
    await happened(outgoing, 'close');
    return 'done';
  } catch {
    // The head is sent: all that is left to say is that what follows is missing (RFC 9112 8).
    outgoing.destroy();
    return 'done';
  } finally {
    await handle.close();
  }
}

function isFilePart(part: Uint8Array | FilePart): part is FilePart {
  return 'document' in part;
}

/** The file of a document, if it is still the one that was read when the document was made. */
async function openedAgain({ file }: ServedDocument): Promise<FileHandle | undefined> {
  const opened = await openFile(file.path);
  if (opened === undefined || isSameFile(opened.file, file)) return opened?.handle;
  await opened.handle.close();
  return undefined;
}

async function* readPart(handle: FileHandle, { document, first, last, coding }: FilePart): AsyncGenerator<Uint8Array> {
  const held = heldBytes(document);
  if (held) {
    yield await codedOnce(held, coding);
    return;
  }
  const bytes = handle.createReadStream({ start: first, end: last, autoClose: false, highWaterMark: pieceBytes });
  // A stream that fails destroys the other, and the loop over it throws.
  const source: Readable = coding === 'identity' ? bytes : pipeline(bytes, gzipOnTheWay(), () => {});
  yield* source as AsyncIterable<Uint8Array>;
  if (bytes.bytesRead !== last - first + 1) throw new Error('the file became shorter while it was sent');
}
