/**
 * `npm run bench:document`: 50,000 full entries of 5.6 KB in one RSS document, from entries whose content lies in a pack
 * of the cache to the file in its place, as a run does it; in a process of its own, so that its peak of memory is its own.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Entry } from '../src/archive/entry.ts';
import type { KnownEntry } from '../src/archive/ledger/ledger.ts';

const count = 50_000;
const dist = (path: string) => import(new URL(`../dist/${path}`, import.meta.url).href);
const { PackWriter } = await dist('build/cache/pack.js');
const { contentBytes } = await dist('article/content-bytes.js');
const { Workforce } = await dist('build/workforce.js');
const { renderers } = await dist('feed/renderers.js');

const folder = mkdtempSync(join(tmpdir(), 'hayloft-document-'));
const cache = join(folder, 'cache');
const paragraph = `<p>${'Words of a paragraph, <em>some</em> of them marked, &amp; a link: <a href="https://example.org/">here</a>. '.repeat(7)}</p>\n`;
const html = paragraph
  .repeat(Math.ceil(5600 / paragraph.length))
  .slice(0, 5600 - 4)
  .concat('</p>');

const packs = new PackWriter({ folder: cache, first: 1 });
const entries: Entry[] = packs.during(() =>
  Array.from({ length: count }, (_, i): Entry => {
    const published = Date.UTC(2010, 0, 1) + i * 3_600_000;
    const path = `${i}.md`;
    const page = `https://example.org/articles/${i}.html`;
    const content = packs.put(contentBytes({ html: `${i} ${html}`, summary: `The summary of ${i}`, origins: {} }));
    return {
      ...{
        id: `tag:example.org,2026:entry/${i}`,
        idFrom: 'path',
        path,
        file: path,
        title: `Entry ${i}`,
        link: page,
        page,
      },
      ...{ authors: [], published, updated: published, tags: [{ slug: 'a', name: 'a' }], enclosures: [], media: [] },
      ...{ contentHash: '', isFull: true, content },
    };
  }),
);
packs.close();

const started = performance.now();
const before = process.cpuUsage();
const staging = join(folder, 'staging');
const workforce = new Workforce({
  ...{ output: join(folder, 'output'), staging, siteId: 'example.org,2026', state: folder, cache },
  ...{ firstPack: 1, isKept: true },
});
const known = { id: '', versions: [] } as unknown as KnownEntry;
const rendered = await workforce.render(entries.map((entry) => ({ entry, known, forms: ['rss'] })));
const { head, tail } = renderers.rss.envelope({
  ...{ title: 'Fifty thousand', description: '', id: 'tag:example.org,2026:feed', home: 'https://example.org/' },
  ...{ urls: { rss: 'https://example.org/rss.xml' }, language: 'en', authors: [{ name: 'A' }], updated: 0 },
});
const chunks = [Buffer.from(head), ...rendered.map(({ rss }: { rss: Uint8Array }) => rss), Buffer.from(tail)];
await workforce.stage([{ path: 'rss.xml', chunks }], false, () => {});
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
await workforce.end();
const { size } = statSync(join(staging, 'rss.xml'));
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `${count} entries, ${(size / 1e6).toFixed(0)} MB: ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processors, ${peak.toFixed(0)} MB at the peak\n`,
);
rmSync(folder, { recursive: true });
