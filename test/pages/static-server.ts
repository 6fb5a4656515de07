import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.opml': 'text/x-opml; charset=utf-8',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/** Some documents are told apart by their names only. */
const typesByName: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)rss\.xml$/, 'application/rss+xml'],
  [/(?:^|\/)atom\.xml$/, 'application/atom+xml'],
  [/(?:^|\/)feed\.json$/, 'application/feed+json'],
];

/** The plainest server of files: what pages need beyond that, they do not get here. */
export class StaticServer {
  /** Of what is served; absent before there is anything. */
  folder: string | undefined;
  /** Below which path of the origin; nothing else is answered with 200. */
  readonly below = '/hay/';
  /** Path of each request below {@link below}, decoded, in order. */
  readonly requests: string[] = [];
  readonly #server = createServer((request, response) => this.#respond(request, response));

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where the site lies: ends in `/`. */
  get baseUrl(): string {
    return this.origin + this.below;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #respond(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', this.origin);
    const bytes = pathname.startsWith(this.below) ? this.#read(pathname.slice(this.below.length)) : undefined;
    if (bytes === undefined) return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end();
    response.writeHead(200, { 'Content-Type': bytes.type, 'Content-Length': bytes.body.length });
    response.end(request.method === 'HEAD' ? undefined : bytes.body);
  }

  #read(encoded: string): { type: string; body: Buffer } | undefined {
    if (this.folder === undefined) return undefined;
    try {
      const path = normalize(`/${decodeURIComponent(encoded)}`).slice(1);
      this.requests.push(path);
      const file = join(this.folder, path);
      const found = statSync(file).isDirectory() ? join(file, 'index.html') : file;
      return { type: typeOf(found), body: readFileSync(found) };
    } catch {
      return undefined;
    }
  }
}

function typeOf(file: string): string {
  const byName = typesByName.find(([pattern]) => pattern.test(file));
  return byName?.[1] ?? types[extname(file)] ?? 'application/octet-stream';
}
