import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { snippets } from '../../src/serve/headers/snippets.ts';
import { staticSite } from '../../src/serve/headers/static-site.ts';
import { configOf } from '../feed/config.ts';
import { notRun } from '../not-run.ts';
import { feedOf, publishTo } from './output.ts';
import { ask } from './raw.ts';

const folder = mkdtempSync(join(tmpdir(), 'hayloft-headers-'));
const output = join(folder, 'to be sérved');
const documents = {
  ...feedOf(3),
  'feeds.opml': '<opml version="2.0"/>\n',
  'index.html': '<!doctype html><title>front</title>\n',
  'sources/日本/index.html': '<!doctype html><title>日本</title>\n',
  'articles/a café.html': '<!doctype html><title>café</title>\n',
  'articles/a café.md': 'café '.repeat(100),
  'articles/100% [so] #1+1 $&.html': '<!doctype html><title>signs</title>\n',
  'articles/what?.html': '<!doctype html><title>what</title>\n',
  'articles/50% ?/index.html': '<!doctype html><title>signs too</title>\n',
  'articles/both.html': '<!doctype html><title>both</title>\n',
  'articles/both/index.html': '<!doctype html><title>folder</title>\n',
  'search/1.txt': 'word\t1\n'.repeat(100),
  'theme/search.js': 'export {};\n'.repeat(100),
  'sitemap.xml': `<sitemapindex>${'<sitemap/>'.repeat(100)}</sitemapindex>\n`,
  'tags/日本/atom.xml': '<feed/>\n',
  'archive/index/1.json': '{}\n',
  'archive/1/feed.json': '{}\n',
  'media/a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
  'media/a.png': 'not really a picture',
};

const far = `elsewhere/${'far/'.repeat(30)}away`;
const site = staticSite(
  configOf({
    baseUrl: 'http://localhost/blog/',
    output,
    hubs: ['https://hub.example/?a=1&b=2', 'https://other.example/'],
    server: {
      ...configOf().server,
      aliases: new Map([
        ['feed', { to: 'rss.xml', by: 'redirect' }],
        ['feed?type=json', { to: 'feed.json', by: 'content' }],
        ['?feed=atom', { to: 'atom.xml', by: 'content' }],
        ['former/日本.xml', { to: 'tags/日本/atom.xml', by: 'content' }],
        ['my old feed.xml', { to: 'atom.xml', by: 'content' }],
        [far, { to: 'https://example.net/x?y', by: 'redirect' }],
      ]),
    },
  }),
);

beforeAll(async () => {
  mkdirSync(output);
  await publishTo(output, documents);
  writeFileSync(join(output, '.secret'), 'secret');
  symlinkSync('/etc/hostname', join(output, 'link.txt'));
  // The servers give up their rights before they read.
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Server {
  readonly name: string;
  readonly binary: string;
  /** The whole configuration around what we print, at a port. */
  readonly around: (snippet: string, port: number) => string;
  readonly args: (file: string) => string[];
  /** By which it only says whether it takes a configuration. */
  readonly check: (file: string) => string[];
  readonly followsLinks?: true;
}

const modules = ['mpm_event', 'authz_core', 'dir', 'mime', 'headers', 'rewrite', 'deflate', 'filter', 'alias'];
const servers: readonly Server[] = [
  {
    name: 'nginx',
    binary: '/usr/sbin/nginx',
    around: (snippet, port) => `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
worker_processes 1; events { } http { access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n')}
${snippet.replaceAll('listen 80', `listen ${port}`).replaceAll('[::]:80', `[::]:${port}`)} }`,
    args: (file) => ['-c', file, '-e', join(folder, 'nginx.log')],
    check: (file) => ['-t', '-c', file, '-e', join(folder, 'nginx.log')],
  },
  {
    name: 'caddy',
    binary: '/usr/bin/caddy',
    around: (snippet, port) => `{\n\tadmin off\n}\n${snippet.replace(/^localhost \{/m, `http://localhost:${port} {`)}`,
    args: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
    check: (file) => ['validate', '--config', file, '--adapter', 'caddyfile'],
    followsLinks: true,
  },
  {
    name: 'apache',
    binary: '/usr/sbin/apache2',
    around: (snippet, port) => `ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/apache.pid
ErrorLog ${folder}/apache.log
User www-data
Group www-data
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
TypesConfig /dev/null
Listen ${port}
${snippet.replace('*:80', `*:${port}`)}`,
    args: (file) => ['-f', file, '-D', 'FOREGROUND'],
    check: (file) => ['-t', '-f', file],
  },
];

for (const { name, binary, around, args, check, followsLinks } of servers) {
  if (!existsSync(binary)) {
    // With HAYLOFT_PROGRAMS=1 it has to be there.
    it(`what is printed for ${name} is tried`, (context) => {
      if (process.env.HAYLOFT_PROGRAMS) expect.fail(`${binary} is missing`);
      notRun(context, `${binary} is missing`);
    });
    continue;
  }
  describe(`what is printed for ${name}`, () => {
    let child: ChildProcess;
    let port: number;
    const get = (target: string, ...fields: string[]) =>
      ask(
        { port },
        `GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n${fields.map((each) => `${each}\r\n`).join('')}\r\n`,
      );

    beforeAll(async () => {
      port = await freePort();
      const file = join(folder, `${name}.conf`);
      writeFileSync(file, around(snippets[name]?.(site) as string, port));
      const env = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
      child = spawn(binary, args(file), { env, stdio: 'ignore' });
      await vi.waitFor(async () => expect((await get('/blog/rss.xml')).status).toBe(200), { timeout: 15_000 });
    });
    afterAll(() => {
      child.kill();
    });

    it.each([
      ['rss.xml', 'application/rss+xml; charset=utf-8'],
      ['atom.xml', 'application/atom+xml; charset=utf-8'],
      ['feed.json', 'application/feed+json'],
      ['feeds.opml', 'text/x-opml; charset=utf-8'],
      ['tags/%E6%97%A5%E6%9C%AC/atom.xml', 'application/atom+xml; charset=utf-8'],
    ])('%s has its type, policy and validators, with the path of the base URL and without', async (path, type) => {
      for (const mount of ['/', '/blog/']) {
        const { status, fields } = await get(mount + path);
        expect(status).toBe(200);
        expect(fields).toMatchObject({
          'content-type': type,
          'cache-control': 'public, max-age=300',
          'access-control-allow-origin': '*',
          'x-content-type-options': 'nosniff',
          vary: 'Accept-Encoding',
          etag: expect.any(String),
          'last-modified': expect.any(String),
        });
        for (const accepted of ['identity', 'gzip']) {
          const tag = (await get(mount + path, `Accept-Encoding: ${accepted}`)).fields.etag;
          const again = await get(mount + path, `Accept-Encoding: ${accepted}`, `If-None-Match: ${tag}`);
          expect([again.status, again.fields['cache-control'], again.fields.vary]).toEqual([
            304,
            'public, max-age=300',
            'Accept-Encoding',
          ]);
        }
      }
    });

    it.each([
      ['', 'front'],
      ['sources/%E6%97%A5%E6%9C%AC/', '日本'],
      ['articles/a%20caf%C3%A9.html', 'café'],
      ['articles/a%20caf%C3%A9', 'café'],
      ['articles/a%20caf%C3%A9?utm_source=x', 'café'],
      ['articles/100%25%20%5Bso%5D%20%231%2B1%20$&.html', 'signs'],
      ['articles/100%25%20%5Bso%5D%20%231%2B1%20$&', 'signs'],
      ['articles/what%3F.html', 'what'],
      ['articles/50%25%20%3F/', 'signs too'],
      ['articles/both', 'both'],
      ['articles/both/', 'folder'],
    ])('%s is a page', async (path, title) => {
      for (const mount of ['/', '/blog/']) {
        const { status, fields, body } = await get(mount + path);
        expect([status, body.toString()]).toEqual([200, `<!doctype html><title>${title}</title>\n`]);
        expect(fields).toMatchObject({
          'content-type': expect.stringMatching(/^text\/html; ?charset=utf-8$/i),
          'cache-control': 'public, max-age=300',
          'referrer-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
          vary: 'Accept-Encoding',
        });
      }
    });

    it('leads to the page of a folder, and says nothing of what is not there', async () => {
      for (const [path, query] of [
        ['sources/%E6%97%A5%E6%9C%AC', ''],
        ['sources/%E6%97%A5%E6%9C%AC', '?x=%0D%0A'],
      ] as const) {
        const { status, fields } = await get(`/blog/${path}${query}`);
        const { pathname, search } = new URL(fields.location as string, 'http://localhost');
        expect([301, 308]).toContain(status);
        expect(decodeURI(pathname)).toBe(decodeURI(`/blog/${path}/`));
        expect([query, '']).toContain(search);
      }
      const { status, fields } = await get('/blog');
      expect([status, new URL(fields.location as string, 'http://localhost').pathname]).toEqual([301, '/blog/']);
      for (const path of ['articles/none', 'articles/a%20caf%C3%A9/', 'theme/search', 'sources/none/']) {
        expect((await get(`/blog/${path}`)).status, path).toBe(404);
      }
    });

    it.each([
      ['articles/a%20caf%C3%A9.md', 'text/markdown; charset=utf-8'],
      ['search/1.txt', 'text/plain; charset=utf-8'],
      ['theme/search.js', 'text/javascript; charset=utf-8'],
      ['sitemap.xml', 'application/xml; charset=utf-8'],
    ])('%s is %s', async (path, type) => {
      const { fields } = await get(`/blog/${path}`, 'Accept-Encoding: gzip');
      expect(fields).toMatchObject({
        'content-type': type,
        'content-encoding': 'gzip',
        'cache-control': 'public, max-age=300',
      });
    });

    it('compresses what is text', async () => {
      const { fields, body } = await get('/blog/atom.xml', 'Accept-Encoding: gzip');
      expect([fields['content-encoding'], fields.vary]).toEqual(['gzip', 'Accept-Encoding']);
      expect(gunzipSync(body).toString()).toBe(documents['atom.xml' as keyof typeof documents]);
      expect((await get('/blog/media/a.png', 'Accept-Encoding: gzip')).fields).not.toHaveProperty('content-encoding');
    });

    it('keeps media for ever, and pages of the index for a day', async () => {
      expect((await get('/blog/media/a.png')).fields).toMatchObject({
        'content-type': 'image/png',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      expect((await get('/blog/media/a.svg')).fields).toMatchObject({
        'content-type': 'image/svg+xml',
        'content-security-policy': expect.stringContaining('sandbox'),
      });
      expect((await get('/blog/archive/index/1.json')).fields['cache-control']).toBe(
        'public, max-age=86400, must-revalidate',
      );
    });

    it('knows former addresses', async () => {
      for (const path of ['/blog/feed', '/blog/feed/', '/blog/feed?utm_source=x']) {
        const { status, fields } = await get(path);
        expect([status, new URL(fields.location as string, 'http://localhost').pathname]).toEqual([
          301,
          '/blog/rss.xml',
        ]);
      }
      const elsewhere = await get(`/blog/${far}`);
      expect([elsewhere.status, elsewhere.fields.location]).toEqual([301, 'https://example.net/x?y']);
      expect((await get('/blog/feed?type=json')).body.toString()).toBe(
        documents['feed.json' as keyof typeof documents],
      );
      expect((await get('/blog/?feed=atom')).body.toString()).toBe(documents['atom.xml' as keyof typeof documents]);
      expect((await get('/blog/former/%E6%97%A5%E6%9C%AC.xml')).body.toString()).toBe('<feed/>\n');
      expect((await get('/blog/my%20old%20feed.xml')).body.toString()).toBe(
        documents['atom.xml' as keyof typeof documents],
      );
    });

    it.each([
      ['rss.xml', 'rss.xml'],
      ['tags/%E6%97%A5%E6%9C%AC/atom.xml', 'tags/%E6%97%A5%E6%9C%AC/atom.xml'],
      ['former/%E6%97%A5%E6%9C%AC.xml', 'tags/%E6%97%A5%E6%9C%AC/atom.xml'],
      ['feeds.opml', undefined],
      ['archive/1/feed.json', undefined],
    ])('%s names the hubs and itself where it is polled', async (path, topic) => {
      const hubs = '<https://hub.example/?a=1&b=2>; rel="hub", <https://other.example/>; rel="hub"';
      for (const mount of path === topic ? ['/', '/blog/'] : ['/blog/']) {
        expect((await get(mount + path)).fields.link).toBe(
          topic && `${hubs}, <http://localhost/blog/${topic}>; rel="self"`,
        );
      }
    });

    it('answers HEAD as GET, without the content', async () => {
      const head = await ask(
        { port },
        `HEAD /blog/atom.xml HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`,
      );
      const { fields } = await get('/blog/atom.xml');
      expect([head.status, head.body.length]).toEqual([200, 0]);
      expect({ ...head.fields, date: '' }).toEqual({ ...fields, date: '' });
    });

    it('is there to be read', async () => {
      const post = await ask(
        { port },
        `POST /blog/atom.xml HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      expect([post.status, post.fields.allow]).toEqual([405, expect.stringContaining('GET, HEAD, OPTIONS')]);
      const options = await ask(
        { port },
        `OPTIONS /blog/atom.xml HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`,
      );
      expect(options.status).toBe(204);
      expect(options.fields['access-control-allow-headers']).toContain('A-IM');
    });

    it('is taken for a site without a path, a hub and former addresses', () => {
      const plain = staticSite(configOf({ baseUrl: 'http://localhost/', output }));
      const file = join(folder, `${name}-plain.conf`);
      writeFileSync(file, around(snippets[name]?.(plain) as string, port));
      const env = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
      const { status, stderr } = spawnSync(binary, check(file), { env, encoding: 'utf8' });
      expect(status, stderr).toBe(0);
    });

    it('shows nothing that is hidden', async () => {
      for (const path of ['/blog/.hayloft.json', '/.secret', '/blog/../.secret', '/blog/%2esecret']) {
        expect([400, 403, 404]).toContain((await get(path)).status);
      }
      if (!followsLinks) expect([403, 404]).toContain((await get('/blog/link.txt')).status);
    });
  });
}

describe('what is printed for netlify', () => {
  it('is TOML with the same fields', async () => {
    const { parse } = await import('smol-toml');
    const { headers, redirects } = parse(snippets.netlify?.(site) as string) as {
      headers: { for: string; values: Record<string, string> }[];
      redirects: { from: string; to: string; status: number; query?: object }[];
    };
    expect(headers.find((each) => each.for === '/*/rss.xml')?.values).toEqual({
      'Content-Type': 'application/rss+xml; charset=utf-8',
    });
    for (const path of ['/media/*', '/blog/media/*']) {
      expect(headers.find((each) => each.for === path)?.values['Cache-Control']).toContain('immutable');
    }
    expect(redirects).toMatchObject([
      { from: '/blog/feed', to: '/feed.json', status: 200, query: { type: 'json' } },
      { from: '/blog/', to: '/atom.xml', status: 200, query: { feed: 'atom' } },
      { from: '/blog/feed', to: '/blog/rss.xml', status: 301 },
      { from: '/blog/former/%E6%97%A5%E6%9C%AC.xml', to: '/tags/%E6%97%A5%E6%9C%AC/atom.xml', status: 200 },
      { from: '/blog/my%20old%20feed.xml', to: '/atom.xml', status: 200 },
      { to: 'https://example.net/x?y', status: 301 },
      { from: '/blog/*', to: '/:splat', status: 200 },
    ]);
  });
});

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((done) =>
    server.listen(0, () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    }),
  );
}
