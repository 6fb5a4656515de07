import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const config = 'baseUrl: https://example.org/\narticles: [{ path: clippings, keep: true }]\n';

let place: Workplace;
afterEach(() => place.remove());

const build = () => place.hayloft(['build', '--now', '2026-11-24T08:00:00Z']);
const media = () => readdirSync(join(place.folder, 'output/media'));
const feed = () => readFileSync(join(place.folder, 'output/atom.xml'), 'utf8');

it('a folder that keeps what it loses keeps the pictures of its articles, too, in every later build', async () => {
  place = new Workplace({
    'hayloft.config.yaml': config,
    'clippings/2026/a.md': '---\ntitle: A\ndate: 2026-01-01\n---\n![View](img/view.png)\n',
    'clippings/b.md': '---\ntitle: B\ndate: 2026-01-02\n---\nWords.\n',
  });
  place.write('clippings/2026/img/view.png', picture);
  expect(await build()).toMatchObject({ code: 0 });
  const before = { media: media(), feed: feed() };
  expect(before.media).toHaveLength(1);
  expect(before.feed).toContain(before.media[0]);

  place.delete('clippings/2026');
  place.delete('output');
  expect(await build()).toMatchObject({ code: 0 });
  expect({ media: media(), feed: feed() }).toEqual(before);
  expect(await build()).toMatchObject({ code: 0, stdout: expect.stringContaining('1 kept') });
});
