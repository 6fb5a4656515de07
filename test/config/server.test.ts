import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorsOf, load } from './folder.ts';

describe('server in the configuration', () => {
  it('says where to listen, whom to believe, and what was where', async () => {
    const { config, cwd } = await loaded(`
server:
  host: "[::1]"
  port: 0
  socket: run/http.sock
  proxy: { addresses: [local, 10.0.0.0/8, "fd00::/8"] }
  limit: { perSecond: 0.5 }
  metrics: false
  aliases:
    /feed/: rss.xml
    "?feed=atom": { to: /atom.xml, by: content }
    "index.php?p=%C3%BC": https://example.net/x
    "%E6%97%A5/": tags/日/rss.xml
`);
    expect(config?.server).toEqual({
      host: '::1',
      port: 0,
      socket: join(cwd, 'run/http.sock'),
      proxy: { addresses: ['local', '10.0.0.0/8', 'fd00::/8'], field: 'x-forwarded-for' },
      limit: { perSecond: 0.5, burst: 1000 },
      metrics: false,
      aliases: new Map([
        ['feed', { to: 'rss.xml', by: 'redirect' }],
        ['?feed=atom', { to: 'atom.xml', by: 'content' }],
        ['index.php?p=%C3%BC', { to: 'https://example.net/x', by: 'redirect' }],
        ['日', { to: 'tags/日/rss.xml', by: 'redirect' }],
      ]),
    });
    expect((await load('server: { limit: false }')).config?.server.limit).toBe(false);
  });

  it.each([
    ['host: http://localhost/', 'server.host: "http://localhost/" is neither a host name nor an address'],
    ['host: "127.0.0.1:80"', 'server.host: "127.0.0.1:80" is neither'],
    ['port: 65536', 'server.port: 65536 is not a whole number from 0 to 65535'],
    ['port: "80"', 'server.port: expected a whole number from 0 to 65535'],
    ['proxy: { addresses: [example.org] }', 'server.proxy.addresses[0]: "example.org" is not an address'],
    ['proxy: { addresses: [10.0.0.0/33] }', '"10.0.0.0/33" is not an address'],
    ['proxy: { field: forwarded }', 'server.proxy.addresses is missing'],
    ['limit: { perSecond: 0 }', 'server.limit.perSecond: 0 is not a number above 0'],
    ['limit: { burst: 1.5 }', 'server.limit.burst: 1.5 is not a whole number'],
    ['aliases: { /: rss.xml }', 'is where the site itself is'],
    ['aliases: { "a b": rss.xml }', '"a b" is not a path'],
    ['aliases: { "a%zz": rss.xml }', 'has a % that encodes nothing'],
    ['aliases: { a: "mailto:a@b" }', 'is neither a path nor an http or https address'],
    ['aliases: { a: { to: "https://example.net/", by: content } }', 'cannot be shown from here'],
  ])('%s is wrong', async (line, message) => {
    expect((await errorsOf(`server: { ${line} }`)).join('\n')).toContain(message);
  });
});

async function loaded(text: string) {
  const { config, diagnostics } = await load(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { config, cwd: join(config?.file ?? '', '..') };
}
