import { connect, type Socket } from 'node:net';

/** A response as it came over the wire. */
export interface Received {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  /** By name in lower case; of fields that stand more than once, the values with a line break between. */
  readonly fields: Readonly<Record<string, string>>;
  /** Names in their order, as written. */
  readonly names: readonly string[];
  readonly body: Buffer;
  /** How the end of the body was shown. */
  readonly framing: 'none' | 'length' | 'chunked' | 'close';
}

/** A connection on which every byte is the caller's own, and nothing of an answer is taken for granted. */
export class RawConnection {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #isEnded = false;
  #wake: () => void = () => {};

  constructor(place: { port: number; host?: string } | { path: string }) {
    this.#socket = connect('port' in place ? { host: place.host ?? '127.0.0.1', port: place.port } : place);
    this.#socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    const end = () => {
      this.#isEnded = true;
      this.#wake();
    };
    this.#socket.on('end', end).on('close', end).on('error', end);
  }

  send(bytes: string | Uint8Array): this {
    this.#socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    return this;
  }

  /** Sends no more, as a client that waits for the end. */
  finish(): this {
    this.#socket.end();
    return this;
  }

  pause(): this {
    this.#socket.pause();
    return this;
  }

  resume(): this {
    this.#socket.resume();
    return this;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** What has come and was not read as part of a response. */
  get rest(): string {
    return this.#received.toString('latin1');
  }

  /** Until the other side has ended the connection. */
  async ended(): Promise<void> {
    while (!this.#isEnded) await this.#more();
  }

  /** The next response, strictly as RFC 9112 frames it. */
  async response(method = 'GET'): Promise<Received> {
    const head = await this.#until('\r\n\r\n');
    const [line = '', ...rows] = head.toString('latin1').slice(0, -4).split('\r\n');
    const [, version = '', digits, reason = ''] = /^(HTTP\/\d\.\d) (\d{3}) ([\x20-\x7e]*)$/.exec(line) ?? [];
    if (digits === undefined) throw new Error(`no status line: ${JSON.stringify(line)}`);
    const status = Number(digits);
    const pairs = rows.map((row) => {
      const [, name, value] =
        /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?[ \t]*$/.exec(
          row,
        ) ?? [];
      if (name === undefined) throw new Error(`no field line: ${JSON.stringify(row)}`);
      return [name, value ?? ''] as const;
    });
    const fields: Record<string, string> = {};
    for (const [name, value] of pairs) {
      const before = fields[name.toLowerCase()];
      fields[name.toLowerCase()] = before === undefined ? value : `${before}\n${value}`;
    }
    const { framing, body } = await this.#body(method, status, fields);
    return { version, status, reason, fields, names: pairs.map(([name]) => name), body, framing };
  }

  async #body(
    method: string,
    status: number,
    fields: Readonly<Record<string, string>>,
  ): Promise<Pick<Received, 'framing' | 'body'>> {
    if (method === 'HEAD' || status === 204 || status === 304 || status < 200) {
      return { framing: 'none', body: Buffer.alloc(0) };
    }
    if (fields['transfer-encoding'] === 'chunked') return { framing: 'chunked', body: await this.#chunks() };
    const length = fields['content-length'];
    if (length !== undefined) return { framing: 'length', body: await this.#take(Number(length)) };
    await this.ended();
    return { framing: 'close', body: await this.#take(this.#received.length) };
  }

  async #chunks(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for (;;) {
      const size = Number.parseInt((await this.#until('\r\n')).toString('latin1'), 16);
      chunks.push(await this.#take(size));
      if ((await this.#take(2)).toString() !== '\r\n') throw new Error('a chunk does not end where it says');
      if (size === 0) return Buffer.concat(chunks);
    }
  }

  async #until(mark: string): Promise<Buffer> {
    while (!this.#received.includes(mark)) await this.#orMore(`no ${JSON.stringify(mark)} in`);
    return this.#take(this.#received.indexOf(mark) + mark.length);
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#received.length < length) await this.#orMore(`of ${length} bytes only these:`);
    const taken = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return taken;
  }

  async #orMore(what: string): Promise<void> {
    if (this.#isEnded) throw new Error(`the connection ended: ${what} ${JSON.stringify(this.rest.slice(0, 200))}`);
    await this.#more();
  }

  #more(): Promise<void> {
    return new Promise((done) => {
      this.#wake = done;
    });
  }
}

/** One request on a connection of its own. */
export async function ask(
  place: { port: number; host?: string } | { path: string },
  message: string,
): Promise<Received> {
  const connection = new RawConnection(place).send(message);
  try {
    return await connection.response(message.split(' ', 1)[0]);
  } finally {
    connection.close();
  }
}
