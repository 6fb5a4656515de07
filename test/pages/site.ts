import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Workplace } from '../e2e/hayloft.ts';
import type { StaticServer } from './static-server.ts';

const ownArticles = resolve(import.meta.dirname, '../../articles');

/** Moments at which the site is built, so that some entries have a past. */
const builds = ['2026-11-20T08:00:00Z', '2026-11-24T08:00:00Z'] as const;

const config = {
  title: 'The Loft',
  description: 'Notes on hay, weather and reading.',
  language: 'en',
  timezone: 'Europe/Lisbon',
  author: { name: 'Rui Palha', url: 'https://rui.example/' },
  articles: ['articles', { path: 'clips', keep: true }],
  feeds: { wind: { title: 'Wind & Weather', tags: { any: ['weather'] } } },
  sources: { tide: { name: 'Tide Log', url: 'https://tide.example/' } },
};

/** An article as its file has it. */
const article = (fields: Readonly<Record<string, unknown>>, body: string): string =>
  `---\n${JSON.stringify(fields)}\n---\n${body}\n`;

/** More than a page of a feed shows, over three years. */
const tides = Array.from({ length: 70 }, (_, i) => {
  const date = new Date(Date.UTC(2023, 6, 1) + i * 10 * 86_400_000).toISOString().slice(0, 10);
  const fields = { title: `Tide table ${i + 1}`, date, source: 'tide', tags: ['tides'] };
  return [`articles/tides/${i + 1}.md`, article(fields, `High water stood at ${i} hands above the quay.`)] as const;
});

const everything = `
A paragraph with \`code\`, ==a mark==, a [link](https://example.org/) and a footnote.[^1]

## A heading

#### One that skips a level

- [x] mown
- [ ] turned

| ${Array.from({ length: 14 }, (_, i) => `a wide column ${i}`).join(' | ')} |
| ${'--- | '.repeat(14)}
| ${'cell | '.repeat(14)}

\`\`\`js
const hay = ${'dry && '.repeat(40)}true;
\`\`\`

![Barn owl](https://pictures.example/owl.jpg) <audio controls src="https://sounds.example/owl.mp3"></audio>

<details><summary>More</summary>Folded words.</details>

[^1]: The footnote.
`;

const arabic = {
  ...{ title: 'الرياح الشرقية', date: '2026-05-02', lang: 'ar', author: 'ليلى حداد' },
  ...{ source: 'مرصد المضيق', tags: ['طقس'] },
};

const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(tides),
  'articles/arabic.md': article(arabic, 'تهب الرياح من الشرق فيرتفع الضباب فوق الميناء.\n\n```\ncode\n```'),
  'articles/tokyo.md': article(
    { title: '東京の灯台', date: '2026-05-03', lang: 'ja', tags: ['日本語', '海'] },
    '霧が晴れるのを待つ船が、港の灯りを数えている。',
  ),
  'articles/everything.md': article(
    { title: 'Everything & more', date: '2026-05-04', tags: ['c++', 'a/b'] },
    everything,
  ),
  'articles/revised.md': article({ title: 'Revised once', date: '2026-05-05' }, 'The first wording of it.'),
  'articles/taken-back.md': article({ title: 'Taken back', date: '2026-05-06' }, 'Words that nobody should read.'),
  'clips/lost.md': article({ title: 'Kept though lost', date: '2026-05-07' }, 'Its file is gone.'),
  'clips/quoted.md': article(
    { title: 'Clipped whole', date: '2026-05-08', url: 'https://news.example/clipped-whole' },
    'Words of others.',
  ),
};

/** The site of the journeys: articles of this repository and what they lack. Served at the server's own address. */
export async function makeSite(server: StaticServer): Promise<Workplace> {
  const place = new Workplace(files);
  cpSync(ownArticles, join(place.folder, 'articles'), { recursive: true });
  place.write('hayloft.config.json', JSON.stringify({ baseUrl: server.baseUrl, ...config }));
  await build(place, builds[0]);
  place.delete('articles/taken-back.md');
  place.delete('clips/lost.md');
  place.write('articles/revised.md', article({ title: 'Revised once', date: '2026-05-05' }, 'Another wording of it.'));
  await build(place, builds[1]);
  server.folder = join(place.folder, 'output');
  return place;
}

/** Builds what is in the folder, of which nothing may be refused as a whole. */
export async function build(place: Workplace, now: string): Promise<void> {
  const { code, stdout, stderr } = await place.hayloft(['build', '--json', '--now', now]);
  if (code !== 0 && code !== 1) throw new Error(`the build ended with ${code}: ${stdout.slice(-2000)}${stderr}`);
}

/** Paths of all pages under the output folder, sorted. */
export function pagesIn(output: string): string[] {
  return readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(output, join(entry.parentPath, entry.name)))
    .sort();
}

/** Address of a page or document, relative to the base URL. */
export const hrefOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Text of a file of the output. */
export const readOutput = (place: Workplace, path: string): string =>
  readFileSync(join(place.folder, 'output', path), 'utf8');

/** A page of each kind, by what it is. */
export const kinds = {
  'the front door': 'index.html',
  'a source': 'sources/tide/index.html',
  'a tag': 'tags/weather/index.html',
  'a feed asked for by name': 'feeds/wind/index.html',
  'all sources': 'sources/index.html',
  'all tags': 'tags/index.html',
  'the archive': 'archive/index.html',
  'a year': 'archive/2026.html',
  'a month': 'archive/2026-05.html',
  'a year of a source': 'sources/tide/2024.html',
  search: 'search.html',
  'an article': 'articles/2026/03/strait.html',
  'an article with everything in it': 'articles/everything.html',
  'an article in Arabic': 'articles/arabic.html',
  'an article in Japanese': 'articles/tokyo.html',
  'an article with two versions': 'articles/revised.html',
  'a clipping': 'articles/clips/quoted.html',
  'an article that lost its file': 'articles/clips/lost.html',
  'an article that was withdrawn': 'articles/taken-back.html',
} as const;

export const everyKind = Object.entries(kinds).map(([name, path]) => ({ name, path }));
