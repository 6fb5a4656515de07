import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { manifestName } from '../../src/build/output/manifest.ts';
import { stagingName } from '../../src/build/output/publish.ts';
import { keepSite } from '../../src/serve/keep-site.ts';
import { httpDate } from '../../src/text/http-date.ts';
import { baseUrl, feedOf, publishTo, Served } from './output.ts';
import { ask, RawConnection } from './raw.ts';

let served: Served;
afterEach(() => served.stop());

const get = (target: string, ...fields: string[]) =>
  `GET ${target} HTTP/1.1\r\nHost: a\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n`;
const bodyOf = async (target: string) => (await ask(served, get(target))).body.toString();
const statusOf = async (target: string) => (await ask(served, get(target))).status;

describe('a new publication', () => {
  it('is served from then on, all of it, and what is no longer in it is not', async () => {
    served = await Served.of({ 'a.txt': 'old', 'b.txt': 'same', 'c.txt': 'gone soon' });
    const before = await ask(served, get('/b.txt'));
    await served.publish({ 'a.txt': 'new', 'b.txt': 'same', 'd.txt': 'come' });
    expect([await bodyOf('/a.txt'), await bodyOf('/d.txt'), await statusOf('/c.txt')]).toEqual(['new', 'come', 404]);
    const after = await ask(served, get('/b.txt'));
    expect([after.fields.etag, after.fields['last-modified']]).toEqual([
      before.fields.etag,
      before.fields['last-modified'],
    ]);
  });

  it('is noticed without being told', async () => {
    served = await Served.of({ 'a.txt': 'old' });
    await publishTo(served.output, { 'a.txt': 'new' });
    await expect.poll(() => bodyOf('/a.txt')).toBe('new');
  });

  it('is served at once when the server starts, under the tags that it has when all codings are made', async () => {
    served = await Served.of({ 'a.txt': 'a text. '.repeat(10_000), 'media/b.png': 'b' });
    const options = { output: served.output, baseUrl, aliases: new Map(), linkOf: () => undefined };
    const kept = await keepSite(options, () => {});
    const states = () =>
      [...kept.site().documents.values()].flatMap(({ path, representations }) =>
        representations.map(({ tag, bytes }) => [path, tag, bytes !== undefined] as const),
      );
    const first = states();
    expect(first.map(([, , isMade]) => isMade)).toEqual([false, false, true, true]);
    await kept.refresh();
    expect(states()).toEqual(first.map(([path, tag]) => [path, tag, true]));
    kept.stop();
  });

  it('of an output folder that did not exist is served when it does', async () => {
    served = await Served.of({});
    rmSync(served.output, { recursive: true });
    await served.site.refresh();
    expect(await statusOf('/readyz')).toBe(503);
    mkdirSync(served.output);
    await publishTo(served.output, { 'a.txt': 'a' });
    await expect.poll(() => statusOf('/a.txt')).toBe(200);
    expect(await statusOf('/readyz')).toBe(200);
  });

  it.each(['gone', 'empty'])('is served when the output folder is %s: it may come back', async (state) => {
    served = await Served.of({ 'a.txt': 'a' });
    const { output } = served;
    rmSync(output, { recursive: true });
    if (state === 'empty') mkdirSync(output);
    await served.site.refresh();
    expect([await statusOf('/a.txt'), await statusOf('/readyz')]).toEqual([200, 200]);
    mkdirSync(output, { recursive: true });
    await served.publish({ 'b.txt': 'b' });
    expect([await statusOf('/a.txt'), await statusOf('/b.txt')]).toEqual([404, 200]);
  });

  it('is not served in part: the last one stands while one is under way', async () => {
    served = await Served.of({ 'a.txt': 'old a', 'b.txt': 'old b' });
    await publishTo(served.output, { 'a.txt': 'new a', 'b.txt': 'new b' });
    // As in the middle of publishing: the list is new, one of the files is not.
    const late = readFileSync(join(served.output, 'b.txt'));
    writeFileSync(join(served.output, 'b.txt'), 'old b');
    mkdirSync(join(served.output, stagingName));
    const refreshed = served.site.refresh();
    expect([await bodyOf('/a.txt'), await bodyOf('/b.txt')]).toEqual(['old a', 'old b']);
    writeFileSync(join(served.output, stagingName, 'b.txt'), late);
    renameSync(join(served.output, stagingName, 'b.txt'), join(served.output, 'b.txt'));
    await refreshed;
    expect([await bodyOf('/a.txt'), await bodyOf('/b.txt')]).toEqual(['new a', 'new b']);
  });

  it('that was killed half-way is served as it lies there, each document under its own tag', async () => {
    served = await Served.of({ 'a.txt': 'one' });
    await publishTo(served.output, { 'a.txt': 'two' });
    writeFileSync(join(served.output, 'a.txt'), 'three');
    await served.site.refresh();
    const { body, fields } = await ask(served, get('/a.txt'));
    expect(body.toString()).toBe('three');
    expect((await ask(served, get('/a.txt', `If-None-Match: ${fields.etag}`))).status).toBe(304);
  });

  it('that is not through is waited for no longer than somebody serves', async () => {
    served = await Served.of({ 'a.txt': 'one' });
    await publishTo(served.output, { 'a.txt': 'two' });
    unlinkSync(join(served.output, 'a.txt'));
    mkdirSync(join(served.output, stagingName));
    const refreshed = served.site.refresh();
    const since = performance.now();
    served.site.stop();
    await refreshed;
    expect(performance.now() - since).toBeLessThan(1000);
  });

  it('that cannot be made a site, for a defect of ours, leaves the last one, and is told; the next is served', async () => {
    const defect = new Error('a defect');
    const told: unknown[] = [];
    let isSound = true;
    const linkOf = () => {
      if (!isSound) throw defect;
      return undefined;
    };
    served = await Served.of({ 'a.txt': 'one' }, { linkOf, onDefect: (error) => told.push(error) });
    isSound = false;
    await served.publish({ 'a.txt': 'two' });
    expect([told, await bodyOf('/a.txt')]).toEqual([[defect], 'one']);
    isSound = true;
    await served.publish({ 'a.txt': 'three' });
    expect(await bodyOf('/a.txt')).toBe('three');
  });

  it('within the same second is told apart by clients that know dates only', async () => {
    served = await Served.of({ 'a.txt': 'old' });
    const { fields } = await ask(served, get('/a.txt'));
    await served.publish({ 'a.txt': 'new' });
    const again = await ask(served, get('/a.txt', `If-Modified-Since: ${fields['last-modified']}`));
    expect([again.status, again.body.toString()]).toEqual([200, 'new']);
  });

  it('of a file that is older, as a backup is that was brought back, is news to clients that know dates only', async () => {
    served = await Served.of({ 'a.txt': 'now' });
    const { fields } = await ask(served, get('/a.txt'));
    await publishTo(served.output, { 'a.txt': 'then' });
    utimesSync(join(served.output, 'a.txt'), 1_000_000_000, 1_000_000_000);
    await served.site.refresh();
    const since = async (date: string | undefined) =>
      (await ask(served, get('/a.txt', `If-Modified-Since: ${date}`))).status;
    expect((await ask(served, get('/a.txt'))).body.toString()).toBe('then');
    expect(await since(fields['last-modified'])).toBe(200);
    expect(await since(httpDate(Date.now() + 5000))).toBe(304);
  });
});

describe('a file that is not held in memory', () => {
  const large = (letter: string) => letter.repeat(5 * 1024 * 1024);

  it('is a page sooner than a feed, and a page of many sooner than the front door', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`articles/${i}.html`, `${i}`.repeat(1_000_000)]),
    );
    served = await Served.of({
      ...pages,
      'index.html': 'front',
      'sources/a/rss.xml': '<rss/>',
      'tags/a/atom.xml': 'x',
    });
    const held = [...served.site.site().documents.values()]
      .filter(({ representations }) => representations.every(({ bytes }) => bytes))
      .map(({ path }) => path);
    expect(held.filter((path) => !path.startsWith('articles/')).sort()).toEqual([
      'index.html',
      'sources/a/rss.xml',
      'tags/a/atom.xml',
    ]);
    expect(held).toHaveLength(3 + 8);
    const last = await ask(served, get('/articles/9', 'Accept-Encoding: br, gzip'));
    expect([last.status, last.fields['content-encoding']]).toEqual([200, 'gzip']);
    expect(gunzipSync(last.body).toString()).toBe(pages['articles/9.html']);
  });

  it('is sent to its end as it was when it was asked for, whatever is published meanwhile', async () => {
    served = await Served.of({ 'media/a.mp3': large('a') });
    const connection = new RawConnection(served).pause().send(get('/media/a.mp3'));
    await expect.poll(() => served.serving.counts.byStatus.get(200)).toBe(1);
    await served.publish({ 'media/a.mp3': large('b') });
    expect((await ask(served, get('/media/a.mp3'))).body.toString()).toBe(large('b'));
    const { body } = await connection.resume().response();
    expect(body.toString()).toBe(large('a'));
    connection.close();
  });

  it('is never sent under the tag of another: it is looked at again when it was replaced', async () => {
    served = await Served.of({ 'media/a.mp3': large('a') });
    const { fields } = await ask(served, get('/media/a.mp3'));
    await publishTo(served.output, { 'media/a.mp3': large('b') });
    const after = await ask(served, get('/media/a.mp3'));
    expect([after.status, after.body.toString() === large('b')]).toEqual([200, true]);
    expect(after.fields.etag).not.toBe(fields.etag);
  });

  it('that is gone is not found', async () => {
    served = await Served.of({ 'media/a.mp3': large('a') });
    unlinkSync(join(served.output, 'media/a.mp3'));
    expect(await statusOf('/media/a.mp3')).toBe(404);
  });
});

describe('what is in the list of files and is no file', () => {
  it('is not served: neither links, nor what lies behind linked folders, nor folders', async () => {
    served = await Served.of({ 'a.txt': 'a', 'b/c.txt': 'c', 'd.txt': 'd', 'e.txt': 'e' });
    unlinkSync(join(served.output, 'a.txt'));
    symlinkSync('/etc/hostname', join(served.output, 'a.txt'));
    renameSync(join(served.output, 'b'), join(served.output, 'elsewhere'));
    symlinkSync('elsewhere', join(served.output, 'b'));
    unlinkSync(join(served.output, 'd.txt'));
    mkdirSync(join(served.output, 'd.txt'));
    await served.site.refresh();
    expect(await Promise.all(['/a.txt', '/b/c.txt', '/d.txt', '/e.txt'].map(statusOf))).toEqual([404, 404, 404, 200]);
  });

  it('is not served when the list was made to lead out', async () => {
    served = await Served.of({ 'a.txt': 'a' });
    const names = ['../../etc/hostname', '/etc/hostname', '.secret', 'a/../../x'];
    const files = Object.fromEntries([...names, 'a.txt'].map((name) => [name, '0'.repeat(64)]));
    served.write('.secret', 'secret');
    served.write(manifestName, JSON.stringify({ version: 1, files }));
    await served.site.refresh();
    expect([...served.site.site().documents.keys()]).toEqual(['a.txt']);
  });
});

describe('RFC 3229: a feed since a version that the client has', () => {
  const tagOf = async (target: string, ...fields: string[]) => (await ask(served, get(target, ...fields))).fields.etag;

  it.each([
    ['/atom.xml', /<title>(Entry \d+)<\/title>/g],
    ['/rss.xml', /<title>(Entry \d+)<\/title>/g],
    ['/feed.json', /"title": "(Entry \d+)"/g],
  ])('%s has the entries only that are new or were revised, as a whole document', async (target, titles) => {
    served = await Served.of(feedOf(10));
    const old = await tagOf(target);
    await served.publish(feedOf(12, (number) => (number === 5 ? { html: '<p>Revised.</p>' } : {})));
    const { status, fields, body } = await ask(served, get(target, 'A-IM: feed', `If-None-Match: ${old}`));
    expect(status).toBe(226);
    expect(fields).toMatchObject({
      im: 'feed',
      'delta-base': old,
      etag: await tagOf(target),
      'cache-control': 'no-store, im',
      'content-length': String(body.length),
    });
    expect(fields.vary).toContain('If-None-Match');
    const text = body.toString();
    expect([...text.matchAll(titles)].map(([, title]) => title)).toEqual(['Entry 12', 'Entry 11', 'Entry 5']);
    expect(text).not.toContain('fh:complete');
    if (target.endsWith('.json')) JSON.parse(text);
    const whole = await ask(served, get(target, 'A-IM: feed', `If-None-Match: ${fields.etag}`));
    expect(whole.status).toBe(304);
  });

  it('knows the version by its tag in any coding, and sends the coding that is asked for', async () => {
    served = await Served.of(feedOf(10));
    const old = await tagOf('/atom.xml', 'Accept-Encoding: br');
    await served.publish(feedOf(11));
    const { status, fields } = await ask(
      served,
      get('/atom.xml', 'A-IM: gzip;q=0.5, feed', 'Accept-Encoding: gzip', `If-None-Match: "x", W/${old}`),
    );
    expect([status, fields['content-encoding'], fields['delta-base']]).toEqual([226, 'gzip', old]);
  });

  it('remembers several versions, and takes the newest that the client has', async () => {
    served = await Served.of(feedOf(8));
    const tags = [await tagOf('/atom.xml')];
    for (const count of [9, 10, 11]) {
      await served.publish(feedOf(count));
      tags.push(await tagOf('/atom.xml'));
    }
    const list = `If-None-Match: ${tags[0]}, ${tags[2]}`;
    const { fields, body } = await ask(served, get('/atom.xml', 'A-IM: feed', list));
    expect(fields['delta-base']).toBe(tags[2]);
    expect(body.toString().match(/<entry>/g)).toHaveLength(1);
  });

  it('is a feed without entries where some were only taken away', async () => {
    served = await Served.of(feedOf(10));
    const old = await tagOf('/rss.xml');
    await served.publish(feedOf(9));
    const { status, body } = await ask(served, get('/rss.xml', 'A-IM: feed', `If-None-Match: ${old}`));
    expect([status, body.includes('<item>'), body.includes('</channel>')]).toEqual([226, false, true]);
  });

  it.each([
    ['nobody asked', ['If-None-Match: OLD']],
    ['it was asked not to be', ['A-IM: feed;q=0', 'If-None-Match: OLD']],
    ['another manipulation was asked for', ['A-IM: vcdiff, diffe', 'If-None-Match: OLD']],
    ['the client has no version', ['A-IM: feed']],
    ['the version is not remembered', ['A-IM: feed', 'If-None-Match: "x"']],
    [
      'feedparser asks, whose programs do not know 226',
      ['Accept: application/atom+xml,application/x-netcdf,*/*;q=0.1', 'A-IM: feed', 'If-None-Match: OLD'],
    ],
    ['a part is asked for', ['A-IM: feed', 'If-None-Match: OLD', 'Range: bytes=0-']],
  ])('is not sent where %s', async (_, fields) => {
    served = await Served.of(feedOf(10));
    const old = await tagOf('/atom.xml');
    await served.publish(feedOf(11));
    const { status } = await ask(served, get('/atom.xml', ...fields.map((field) => field.replace('OLD', `${old}`))));
    expect([200, 206]).toContain(status);
  });

  it('is not sent where it would be long, and coding it hold up others', async () => {
    const long = (number: number) => ({ html: `<p>${`Word ${number} `.repeat(2000)}</p>` });
    served = await Served.of(feedOf(50, long));
    const old = await tagOf('/atom.xml');
    await served.publish(feedOf(60, long));
    expect((await ask(served, get('/atom.xml', 'A-IM: feed', `If-None-Match: ${old}`))).status).toBe(226);
    await served.publish(feedOf(90, long));
    expect((await ask(served, get('/atom.xml', 'A-IM: feed', `If-None-Match: ${old}`))).status).toBe(200);
  });

  it('is not sent where every entry is another', async () => {
    served = await Served.of(feedOf(3));
    const old = await tagOf('/atom.xml');
    await served.publish(feedOf(3, (number) => ({ html: `<p>All of them revised: ${number}</p>` })));
    expect((await ask(served, get('/atom.xml', 'A-IM: feed', `If-None-Match: ${old}`))).status).toBe(200);
  });
});
