import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goneMark } from '../../../src/site/gone-mark.ts';
import { baseUrl, feedOf, Served } from '../output.ts';
import { RawConnection, type Received } from '../raw.ts';

export const page = `<!doctype html><title>A page</title>${'<p>What there is to say.'.repeat(100)}\n`;
export const gonePage = `<!doctype html><head>${goneMark}<title>Taken back</title>${'<p>It is gone.'.repeat(100)}\n`;
/** What is served: one of each kind. Ten bytes are enough for ranges that can be read. */
export const documents: Record<string, string | Buffer> = {
  ...feedOf(3),
  'feeds.opml': '<opml version="2.0"/>\n',
  'sources/日本/rss.xml': '<rss/>\n',
  'archive/1/atom.xml': '<feed>1</feed>\n',
  'archive/2/atom.xml': '<feed>2</feed>\n',
  'archive/3/atom.xml': '<feed>3</feed>\n',
  'articles/index.html': '<!doctype html><title>Articles</title>\n',
  'articles/a page.html': page,
  'articles/a page.md': '# A page\n\n<script>alert(1)</script>\n',
  'articles/both.html': '<!doctype html><title>Both</title>\n',
  'articles/both/index.html': '<!doctype html><title>A folder</title>\n',
  'articles/old.htm': '<!doctype html><title>Old</title>\n',
  'articles/gone.html': gonePage,
  'articles/gone folder/index.html': gonePage,
  'sources/日本/index.html': '<!doctype html><title>日本</title>\n',
  'tags/polled/index.html': '<!doctype html><title>Polled</title>\n',
  'search.html': '<!doctype html><title>Search</title>\n',
  'search/0-128/1.txt': 'word\t1\n',
  'search/index.json': '{}\n',
  'theme/search.js': 'export {};\n',
  'sitemap.xml': '<sitemapindex/>\n',
  'robots.txt': 'User-agent: *\n',
  'media/ten.bin': '0123456789',
  'media/empty.bin': '',
  'media/picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
  'media/large.mp3': Buffer.alloc(5 * 1024 * 1024, 'music '),
  'archive/index/1.json': `{"items":[${'{"state":"published"},'.repeat(250_000)}{"state":"published"}]}`,
  'index.json': JSON.stringify({
    items: [
      {
        state: 'withdrawn',
        url: `${baseUrl}articles/taken%20back.html`,
        date_modified: '2026-02-03T04:05:06Z',
        reason: 'draft',
      },
      ...['gone.html', 'a%20page.html'].map((name) => ({
        state: 'withdrawn',
        url: `${baseUrl}articles/${name}`,
        date_modified: '2026-02-03T04:05:06Z',
        reason: 'deleted',
      })),
    ],
  }),
};
export const atom = documents['atom.xml'] as string;
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
export const tag = `"${digestOf(atom)}"`;
export const tenTag = `"${digestOf('0123456789')}"`;
const aliases = new Map([
  ['feed', { to: 'rss.xml', by: 'redirect' as const }],
  ['?feed=atom', { to: 'atom.xml', by: 'content' as const }],
  ['old/atom.xml', { to: 'atom.xml', by: 'content' as const }],
  ['tags/polled', { to: 'rss.xml', by: 'redirect' as const }],
  ['elsewhere', { to: 'https://example.net/x', by: 'redirect' as const }],
]);

/** Of these, and of what must not be served. */
export let served: Served;
/** Of the Atom feed. */
export let modified: number;

beforeAll(async () => {
  served = await Served.of(documents, { aliases });
  served.write('.secret', 'secret');
  served.write('not-ours.txt', 'not ours');
  writeFileSync(join(served.output, 'outside'), '');
  mkdirSync(join(served.output, 'linked'));
  symlinkSync('/etc/passwd', join(served.output, 'linked', 'rss.xml'));
  modified = served.site.site().documents.get('atom.xml')?.modified as number;
});
afterAll(() => served.stop());

export interface Expected {
  readonly status: number;
  /** A pattern, exact text, or null for a field that must not be there. */
  readonly fields?: Readonly<Record<string, string | RegExp | null>>;
  readonly body?: string | RegExp;
  /** Whether the connection ends with the response. */
  readonly closes?: boolean;
}

/** A whole message, or the fields of a GET of a target. */
export type Row = readonly [name: string, message: string | (() => string), expected: Expected];

export const get = (target: string, ...fields: string[]) =>
  `GET ${target} HTTP/1.1\r\nHost: example.org\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;
export const by = (method: string, target: string, ...fields: string[]) =>
  get(target, ...fields).replace(/^GET/, method);
export const past = 'Thu, 01 Jan 2015 00:00:00 GMT';
export const future = 'Thu, 01 Jan 2099 00:00:00 GMT';
export const vary = 'Accept-Encoding, A-IM';
export const cached = /^public, max-age=\d+$/;

export function examine(rows: readonly Row[]): void {
  it.each(rows)('%s', async (_, message, expected) => {
    const text = typeof message === 'string' ? message : message();
    const connection = new RawConnection(served).send(text);
    const response = await connection.response(text.split(' ', 1)[0]);
    holdToAll(response);
    hold(response, expected);
    expect(response.fields.connection).toBe(expected.closes ? 'close' : 'keep-alive');
    if (expected.closes) await connection.ended();
    // One message has one answer.
    expect(connection.rest).toBe('');
    connection.close();
  });
}

/** What goes for every response. */
function holdToAll({ version, status, reason, fields, names, body }: Received): void {
  expect(version).toBe('HTTP/1.1');
  expect(reason).toBe(STATUS_CODES[status]);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  const date = Date.parse(fields.date as string);
  expect(Math.abs(date - Date.now())).toBeLessThan(5000);
  if (fields['last-modified'] !== undefined) expect(Date.parse(fields['last-modified'])).toBeLessThanOrEqual(date);
  if (status !== 204) expect(fields).toHaveProperty('cache-control');
  if (body.length > 0)
    expect(fields).toMatchObject({ 'content-type': expect.anything(), 'x-content-type-options': 'nosniff' });
  expect(fields['keep-alive']).toBe(fields.connection === 'close' ? undefined : 'timeout=60');
  for (const name of ['server', 'x-powered-by', 'set-cookie', 'expires', 'pragma'])
    expect(fields).not.toHaveProperty(name);
}

function hold({ status, fields, body }: Received, expected: Expected): void {
  expect(status).toBe(expected.status);
  for (const [name, value] of Object.entries(expected.fields ?? {})) {
    if (value === null) expect(fields, name).not.toHaveProperty(name);
    else if (typeof value === 'string') expect(fields[name], name).toBe(value);
    else expect(fields[name], name).toMatch(value);
  }
  if (typeof expected.body === 'string') expect(body.toString()).toBe(expected.body);
  else if (expected.body) expect(body.toString()).toMatch(expected.body);
}
