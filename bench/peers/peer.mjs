/**
 * A static server of a folder on Node.js, to compare ours with: `node peer.mjs KIND FOLDER PORT`.
 *
 * `memory` and `disk` do no more than the least that a server of one file can do; the former is what node:http allows.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, stat } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const [kind, folder, port] = process.argv.slice(2);
const type = 'application/atom+xml; charset=utf-8';
const cacheControl = 'max-age=300';

const handlers = {
  memory() {
    const bytes = readFileSync(join(folder, 'atom.xml'));
    const tag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    const notModified = { ETag: tag, 'Cache-Control': cacheControl };
    const whole = { ...notModified, 'Content-Type': type, 'Content-Length': bytes.length };
    return (request, response) => {
      if (request.url !== '/atom.xml') response.writeHead(404).end();
      else if (request.headers['if-none-match'] === tag) response.writeHead(304, notModified).end();
      else response.writeHead(200, whole).end(bytes);
    };
  },
  disk() {
    return (request, response) => {
      const path = join(folder, request.url);
      stat(path, (error, stats) => {
        if (error) return response.writeHead(404).end();
        const tag = `"${stats.size.toString(16)}-${stats.mtimeMs.toString(16)}"`;
        const notModified = { ETag: tag, 'Cache-Control': cacheControl };
        if (request.headers['if-none-match'] === tag) return response.writeHead(304, notModified).end();
        response.writeHead(200, { ...notModified, 'Content-Type': type, 'Content-Length': stats.size });
        return createReadStream(path).pipe(response);
      });
    };
  },
  async sirv() {
    const { default: sirv } = await import('sirv');
    return sirv(folder, { etag: true });
  },
};

if (kind === '@fastify/static') {
  const { default: fastify } = await import('fastify');
  const { default: fastifyStatic } = await import('@fastify/static');
  const app = fastify();
  app.register(fastifyStatic, { root: folder });
  await app.listen({ host: '127.0.0.1', port: Number(port) });
} else {
  createServer(await handlers[kind]()).listen(Number(port), '127.0.0.1');
}
