import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Download, download } from '../../../src/build/pictures/download.ts';
import { internet, type Network } from '../../../src/build/pictures/network.ts';
import { PictureSite, png } from './picture-site.ts';

let site: PictureSite;
afterEach(() => site.close());

async function answering(answer: RequestListener): Promise<PictureSite> {
  site = await new PictureSite(answer).open();
  return site;
}

async function fetched(answer: RequestListener, path = '/a.png', given: Partial<Network> = {}): Promise<Download> {
  const { url, network } = await opened(answer);
  return download(url(path), { ...network, ...given }, 2000);
}

async function opened(answer: RequestListener) {
  await answering(answer);
  return { url: (path: string) => site.url(path), network: site.network() };
}

const redirect =
  (location: string): RequestListener =>
  ({ url }, response) =>
    url === '/a.png' ? response.writeHead(302, { location }).end() : response.end(png());

describe('a picture', () => {
  it('has the type of its content, whatever its server says', async () => {
    const said = fetched((_, response) => response.setHeader('content-type', 'text/html').end(png()));
    expect(await said).toEqual({ bytes: png(), type: 'image/png' });
  });

  it('is asked for with nothing that tells who asks, but for the program', async () => {
    let headers: IncomingHttpHeaders = {};
    await fetched((request, response) => {
      headers = request.headers;
      response.end(png());
    });
    expect(headers).toEqual({
      host: expect.stringMatching(/^pictures\.test:/),
      accept: 'image/*',
      'accept-encoding': 'identity',
      'user-agent': expect.stringMatching(/^Hayloft\/\d+\.\d+\.\d+/),
      connection: 'close',
    });
  });

  it('is asked for without the proxy of the environment', async () => {
    process.env.HTTP_PROXY = 'http://127.0.0.1:9/';
    process.env.NODE_USE_ENV_PROXY = '1';
    try {
      expect(await fetched((_, response) => response.end(png()))).toHaveProperty('type', 'image/png');
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.NODE_USE_ENV_PROXY;
    }
  });

  it.each(['/b.png', 'b.png', '//other.test:{port}/b.png', 'http://other.test:{port}/b.png'])(
    'is found behind a redirect to %s',
    async (location) => {
      await answering((request, response) =>
        redirect(location.replace('{port}', String(site.port)))(request, response),
      );
      expect(await download(site.url('/a.png'), site.network(), 2000)).toEqual({ bytes: png(), type: 'image/png' });
      expect(site.requests).toHaveLength(2);
    },
  );

  it.each([
    ['an HTML page', '<!doctype html><svg></svg>', 'image/png'],
    [
      'an SVG with a script',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'image/svg+xml',
    ],
    ['a film', '\0\0\0\x18ftypmp42', 'image/png'],
    ['nothing', '', 'image/png'],
  ])('is refused where it is %s', async (_, body, type) => {
    const said = fetched((_request, response) => response.setHeader('content-type', type).end(body));
    expect(await said).toEqual({ failed: expect.stringContaining('was refused') });
  });

  it('is refused where it is compressed', async () => {
    const said = fetched((_, response) => response.setHeader('content-encoding', 'gzip').end(png()));
    expect(await said).toEqual({ failed: 'came as gzip, which was not asked for' });
  });

  it.each<[string, RequestListener]>([
    [
      'by its own account',
      (_, response) => response.writeHead(200, { 'content-length': '1001' }).end(png('x'.repeat(993))),
    ],
    ['while it arrives', (_, response) => void response.write(png('x'.repeat(993)))],
  ])('that is too large is given up %s', async (_, answer) => {
    expect(await fetched(answer)).toEqual({ failed: 'has more than 1000 bytes' });
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => {}],
    ['never ends', (_, response) => void response.write(png())],
    [
      'redirects slowly for ever',
      (_, response) => void setTimeout(() => response.writeHead(302, { location: '/' }).end(), 150),
    ],
  ])('is given up where its server %s', async (_, answer) => {
    const { url, network } = await opened(answer);
    expect(await download(url('/a.png'), network, 300)).toEqual({ failed: 'took longer than 0.3 seconds' });
  });

  it('that is broken off is none', async () => {
    const said = fetched((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write(png());
      setTimeout(() => response.destroy(), 50);
    });
    expect(await said).toEqual({ failed: 'was broken off' });
  });

  it('is given up after five redirects', async () => {
    const said = fetched((request, response) => response.writeHead(307, { location: `${request.url}x` }).end());
    expect(await said).toEqual({ failed: 'was redirected more than 5 times' });
    expect(site.requests).toHaveLength(6);
  });

  it.each([
    ['file:///etc/passwd'],
    ['ftp://pictures.test/a.png'],
    ['http://user:password@pictures.test/a.png'],
    ['data:image/png;base64,iVBORw0KGgo='],
    ['http://[/'],
  ])('is not followed to %s', async (location) => {
    expect(await fetched(redirect(location))).toEqual({ failed: 'led to what is no address on the web' });
  });

  it('says of a busy host when it may be asked again', async () => {
    const said = fetched((_, response) => response.writeHead(429, { 'retry-after': '120' }).end());
    expect(await said).toEqual({ failed: 'answered 429', isOfHost: true, retryAfter: '120' });
  });

  it('that is not there says nothing about others of its host', async () => {
    expect(await fetched((_, response) => response.writeHead(404).end(png()))).toEqual({ failed: 'answered 404' });
  });
});

describe('no connection is made', () => {
  const served: RequestListener = (_, response) => response.end(png());
  const refused = { failed: expect.stringContaining('is no public web server'), isOfHost: true };

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', 'localhost'])(
    'to this machine, written as %s',
    async (host) => {
      await answering(served);
      expect(await download(`http://${host}:${site.port}/a.png`, internet, 2000)).toEqual(refused);
      const onWebPort = { ...internet, isAllowed: (address: string) => internet.isAllowed(address, 80) };
      expect(await download(`http://${host}:${site.port}/a.png`, onWebPort, 2000)).toEqual(refused);
      expect(site.requests).toEqual([]);
    },
  );

  it('to a name that leads to this machine, and to no other of its addresses that is none', async () => {
    await answering(served);
    const network = site.network();
    const lookup = (address: string, family: 4 | 6) => ({ ...network, resolve: async () => [{ address, family }] });
    expect(await download(site.url('/a.png'), lookup('127.0.0.2', 4), 2000)).toEqual(refused);
    expect(await download(site.url('/a.png'), lookup('::1', 6), 2000)).toEqual(refused);
    const both = [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    const found = await download(site.url('/a.png'), { ...network, resolve: async () => both }, 2000);
    expect(found).toHaveProperty('type', 'image/png');
  });

  it('to what a name leads to a moment later', async () => {
    await answering(served);
    const answers = ['127.0.0.1', '127.0.0.2'];
    let asked = 0;
    const resolve = async () => [{ address: answers[asked++] as string, family: 4 }];
    expect(await download(site.url('/a.png'), { ...site.network(), resolve }, 2000)).toHaveProperty('type');
    expect(asked).toBe(1);
  });

  it.each([
    'http://127.0.0.2:{port}/',
    'http://[::1]:{port}/',
    'http://169.254.169.254/latest/',
    'http://elsewhere.test/',
  ])('behind a redirect to %s', async (location) => {
    await answering((request, response) => redirect(location.replace('{port}', String(site.port)))(request, response));
    const network = {
      ...site.network(),
      resolve: async (hostname: string) => [
        { address: hostname === 'pictures.test' ? '127.0.0.1' : '10.0.0.1', family: 4 },
      ],
    };
    expect(await download(site.url('/a.png'), network, 2000)).toEqual({ failed: refused.failed });
    expect(site.requests).toHaveLength(1);
  });

  it('to a port that is none of the web', () => {
    const ports = [80, 443, 8080, 8443, 22, 25, 6379, 11211];
    expect(ports.map((port) => internet.isAllowed('1.1.1.1', port))).toEqual([
      ...[true, true, true, true],
      ...[false, false, false, false],
    ]);
  });

  it('where nothing listens, or where there is no such name', async () => {
    await answering(served);
    const network = site.network();
    const nobody = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    };
    expect(await download(site.url('/'), { ...network, resolve: nobody }, 2000)).toEqual({
      failed: 'has a host without an address',
      isOfHost: true,
    });
    const closed = { ...network, isAllowed: () => true };
    expect(await download('http://127.0.0.1:1/', closed, 2000)).toEqual({
      failed: 'has a host that refuses connections',
      isOfHost: true,
    });
  });
});
