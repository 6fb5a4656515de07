import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One that tells the hub of a change, with all that it sent. */
export type Publishing = URLSearchParams;

/**
 * A WebSub hub (W3C Recommendation of 2018-01-23, section 6 and on): takes subscriptions, asks the subscriber whether it
 * meant them, fetches a topic when it is told of a change, and hands it on, signed.
 */
export class Hub {
  readonly published: Publishing[] = [];
  /** Statuses with which the next ones that publish are answered. */
  readonly refusals: number[] = [];
  readonly #server: Server;
  readonly #subscriptions = new Map<string, { callback: string; secret: string }[]>();
  readonly #waiting = new Set<() => void>();

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(port, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** Waits until so many have published. */
  async told(count: number): Promise<readonly string[]> {
    while (this.published.length < count) await new Promise<void>((wake) => this.#waiting.add(wake));
    return this.published.map((each) => each.get('hub.url') as string);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await bodyOf(request));
    if (
      request.method !== 'POST' ||
      !request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ) {
      response.writeHead(400).end();
    } else if (form.get('hub.mode') === 'publish') {
      const refusal = this.refusals.shift();
      response.writeHead(refusal ?? 204).end();
      if (refusal !== undefined) return;
      this.published.push(form);
      for (const wake of this.#waiting) wake();
      this.#waiting.clear();
      await this.#distribute(form.get('hub.url') as string);
    } else {
      response.writeHead(202).end();
      await this.#verify(form);
    }
  }

  /** 5.3: the subscriber is asked whether it meant it, and repeats the challenge. */
  async #verify(form: URLSearchParams): Promise<void> {
    const [topic = '', callback = '', secret = ''] = ['topic', 'callback', 'secret'].map(
      (name) => form.get(`hub.${name}`) ?? '',
    );
    const url = new URL(callback);
    for (const [name, value] of Object.entries({ mode: 'subscribe', topic, challenge: 'c7', lease_seconds: '86400' })) {
      url.searchParams.set(`hub.${name}`, value);
    }
    const answer = await fetch(url);
    if (!answer.ok || (await answer.text()) !== 'c7') return;
    this.#subscriptions.set(topic, [...(this.#subscriptions.get(topic) ?? []), { callback, secret }]);
  }

  /** 7: the whole content, with its type, and links to hub and topic; signed (7.1). */
  async #distribute(topic: string): Promise<void> {
    for (const { callback, secret } of this.#subscriptions.get(topic) ?? []) {
      const fetched = await fetch(topic);
      const body = Buffer.from(await fetched.arrayBuffer());
      await fetch(callback, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': fetched.headers.get('content-type') ?? '',
          Link: fetched.headers.get('link') ?? '',
          'X-Hub-Signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        },
      });
    }
  }
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
