import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { brief, configOf, errorsOf, folderWith, load } from './folder.ts';

describe('without a configuration file', () => {
  it('everything has a default, and the missing base URL is a warning', async () => {
    const cwd = folderWith({});
    const { config, diagnostics } = await loadConfig(cwd);
    expect(config).toEqual({
      title: 'Articles',
      baseUrl: 'http://127.0.0.1:8080/',
      siteId: '127.0.0.1,2026',
      authors: [],
      timezone: 'UTC',
      articles: [
        {
          folder: join(cwd, 'articles'),
          shown: 'articles',
          prefix: '',
          include: ['**/*.md', '**/*.markdown', '**/*.mdx'],
          exclude: [],
          tags: [],
          content: 'full',
          undated: 'leave-out',
          keep: false,
          pictures: false,
        },
      ],
      output: join(cwd, 'output'),
      state: join(cwd, '.hayloft'),
      history: { entries: 100, tags: false },
      versions: true,
      tombstones: false,
      guard: { entries: 10, percent: 5 },
      schedule: '*/15 * * * *',
      watch: false,
      hubs: [],
      notify: {},
      limits: { run: 3600, stop: 30 },
      server: {
        host: '127.0.0.1',
        port: 8080,
        limit: { perSecond: 10, burst: 1000 },
        metrics: true,
        aliases: new Map(),
      },
      link: { clippings: 'source', page: 'articles/{path}.html' },
      feed: { entries: 50, bytes: 512_000, formats: ['rss', 'atom', 'json'] },
      groups: {
        sources: { entries: 50, bytes: 512_000, formats: ['rss', 'atom', 'json'] },
        tags: { entries: 50, bytes: 512_000, formats: ['rss', 'atom', 'json'] },
      },
      pages: { noindex: false, search: true, markdown: true },
      feeds: [],
      sources: [],
    });
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'config/no-base-url' }]);
  });

  it('the command line says the rest', async () => {
    const cwd = folderWith({});
    const { config, diagnostics } = await loadConfig(cwd, {
      articles: ['notes', '../clips/'],
      output: 'public',
      baseUrl: 'https://Example.org/feeds',
      timezone: 'Europe/Lisbon',
    });
    expect(diagnostics).toEqual([]);
    expect(config).toMatchObject({
      title: 'example.org',
      baseUrl: 'https://example.org/feeds/',
      siteId: 'example.org,2026',
    });
    expect(config).toMatchObject({ timezone: 'Europe/Lisbon', output: join(cwd, 'public') });
    expect(config?.articles.map(({ prefix }) => prefix)).toEqual(['', 'clips/']);
  });

  it('wrong options are all named, by their flags', async () => {
    const overrides = { baseUrl: 'example.org', timezone: 'Lisbon', articles: ['~/notes'] };
    const { config, diagnostics } = await loadConfig(folderWith({}), overrides);
    expect(config).toBeUndefined();
    expect(brief(diagnostics)).toEqual([
      'config/bad-value --articles: "~/notes" would be a folder named ~ (only shells read ~ as a home folder: write the path whole)',
      'config/bad-value --base-url: "example.org" is not an absolute http or https address without user name and password (did you mean "https://example.org/"?)',
      'config/bad-value --timezone: "Lisbon" is not a time zone of the IANA database (did you mean "Europe/Lisbon"?)',
    ]);
  });
});

describe('which file is read', () => {
  it.each(['yaml', 'yml', 'json', 'ts', 'mts', 'js', 'mjs'])(
    'hayloft.config.%s in the working directory',
    async (kind) => {
      const script = ['ts', 'mts', 'js', 'mjs'].includes(kind);
      const content = `${script ? 'export default ' : ''}{"title": "Press", "baseUrl": "https://example.org/"}`;
      const { config, diagnostics } = await load(content, `hayloft.config.${kind}`);
      expect(diagnostics).toEqual([]);
      expect(config?.title).toBe('Press');
    },
  );

  it('two in one folder are an error that names both', async () => {
    const cwd = folderWith({ 'hayloft.config.yaml': '', 'hayloft.config.json': '' });
    const { config, diagnostics } = await loadConfig(cwd);
    expect(config).toBeUndefined();
    expect(brief(diagnostics)).toEqual([
      'config/several there are several configurations here: hayloft.config.json, hayloft.config.yaml (keep one, or choose with --config)',
    ]);
  });

  it('the one named with --config, whatever else lies there', async () => {
    const cwd = folderWith({
      'hayloft.config.yaml': 'title: a',
      'hayloft.config.json': '{}',
      'conf/my.yml': 'title: b',
    });
    expect((await loadConfig(cwd, { config: 'conf/my.yml' })).config?.title).toBe('b');
  });

  it('of a name that does not exist, the nearest one is told', async () => {
    const cwd = folderWith({ 'conf/hayloft.yaml': '' });
    const { diagnostics } = await loadConfig(cwd, { config: 'conf/haylofd.yml' });
    expect(brief(diagnostics)).toEqual([
      'config/not-found there is no file conf/haylofd.yml (did you mean "conf/hayloft.yaml"?)',
    ]);
  });

  it('a folder, another kind of file, a FIFO and one too large are refused without being read', async () => {
    const cwd = folderWith({ 'a.toml': '', 'large.yaml': `title: ${'x'.repeat(70_000)}` });
    mkdirSync(join(cwd, 'folder.yaml'));
    execFileSync('mkfifo', [join(cwd, 'fifo.yaml')]);
    const refused = async (config: string) => brief((await loadConfig(cwd, { config })).diagnostics).join();
    expect(await refused('a.toml')).toContain('config/unreadable a.toml is of no kind');
    expect(await refused('folder.yaml')).toContain('config/unreadable the configuration is not a file');
    expect(await refused('fifo.yaml')).toContain('config/unreadable the configuration is not a file');
    expect(await refused('large.yaml')).toContain('config/too-large the configuration has 70007 bytes');
  });

  it('paths in it are relative to it, paths of the command line to the working directory', async () => {
    const cwd = folderWith({ 'conf/a.yaml': 'articles: [notes, ../clips]\noutput: out' });
    const { config } = await loadConfig(cwd, { config: 'conf/a.yaml' });
    expect(config?.articles.map(({ folder, shown }) => [folder, shown])).toEqual([
      [join(cwd, 'conf/notes'), 'conf/notes'],
      [join(cwd, 'clips'), 'clips'],
    ]);
    expect(config?.output).toBe(join(cwd, 'conf/out'));
    expect((await loadConfig(cwd, { config: 'conf/a.yaml', output: 'out' })).config?.output).toBe(join(cwd, 'out'));
  });

  it('diagnostics name it as seen from the working directory', async () => {
    const cwd = folderWith({ 'conf/a.yaml': 'titel: x', 'work/.keep': '' });
    const { diagnostics } = await loadConfig(join(cwd, 'work'), { config: '../conf/a.yaml' });
    expect(diagnostics[0]).toMatchObject({
      file: '../conf/a.yaml',
      place: { line: 1, column: 1, length: 5, text: 'titel: x' },
    });
  });
});

describe('a script', () => {
  it('is never run by itself from a folder that the command line calls one of articles', async () => {
    const cwd = folderWith({ 'hayloft.config.js': 'globalThis.wasRun = true; export default {}' });
    const { config, diagnostics } = await loadConfig(cwd, { articles: ['.'], output: '../out' });
    expect(config).toBeUndefined();
    expect(diagnostics[0]?.code).toBe('config/in-articles');
    expect(globalThis).not.toHaveProperty('wasRun');
  });

  it('is told to move out of its own folder of articles, unless it was named', async () => {
    const cwd = folderWith({ 'hayloft.config.ts': 'export default { articles: "." }' });
    expect((await loadConfig(cwd)).diagnostics.map(({ code }) => code)).toContain('config/in-articles');
    expect((await loadConfig(cwd, { config: 'hayloft.config.ts' })).config).toBeDefined();
  });

  it('may be typed, import its neighbours and wait', async () => {
    const cwd = folderWith({
      'hayloft.config.ts':
        "import type { ConfigFile } from 'hayloft';\nimport { title } from './title.ts';\nexport default { title: await title() } satisfies ConfigFile;",
      'title.ts': 'export const title = async (): Promise<string> => "waited for";',
    });
    expect((await loadConfig(cwd)).config?.title).toBe('waited for');
    expect(readdirSync(cwd).sort()).toEqual(['hayloft.config.ts', 'title.ts']);
  });

  it.each([
    ['const x = 1;', 'config/script the file has no default export (write: export default { … })'],
    [
      'export default {\n  title: "x"\n  feed: {} };',
      '3:3 config/script the file does not run: Unexpected token, expected "," (run it by itself to see more)',
    ],
    [
      'const a: any = null;\n\nexport default { title: a.b };',
      "3:1 config/script the file does not run: Cannot read properties of null (reading 'b') (run it by itself to see more)",
    ],
    [
      'export default { title: () => "x" };',
      'config/script the default export is not plain data (export an object of texts, numbers, lists and objects only)',
    ],
    [
      'export default {\n  feed: {\n    entires: 3 } };',
      '3:5 config/unknown-key feed.entires: there is no key "entires" (did you mean "entries"?)',
    ],
    ['export default [];', 'config/bad-value the configuration: expected a mapping of keys to values, not a list'],
  ])('that cannot be used says why: %j', async (content, error) => {
    expect(await errorsOf(content, 'hayloft.config.ts')).toEqual([error]);
  });
});

describe('folders', () => {
  it('have defaults of their own, and lasting prefixes for their paths', async () => {
    const { articles } = await configOf(
      'articles:\n  - notes\n  - { path: ./a/../clips, include: ["*.md"], exclude: [x/**], source: Obs, tags: [c], language: pt-br, content: summary, undated: first-seen, keep: true, pictures: true }\n  - ../other/b\n',
    );
    expect(articles[1]).toMatchObject({
      prefix: 'clips/',
      include: ['*.md'],
      exclude: ['x/**'],
      source: 'Obs',
      tags: ['c'],
      language: 'pt-BR',
      content: 'summary',
      undated: 'first-seen',
      keep: true,
      pictures: true,
    });
    expect(articles.map(({ prefix }) => prefix)).toEqual(['', 'clips/', 'other/b/']);
  });

  it('outside, named by an absolute path, show no more than their name: the rest is the machine’s', async () => {
    const { articles } = await configOf('articles: [notes, /home/somebody/clips]');
    expect(articles[1]?.prefix).toBe('clips/');
  });

  it('chosen on the command line keep the settings and the prefix that the file gives them', async () => {
    const cwd = folderWith({ 'hayloft.config.yaml': 'articles: [notes, { path: clips, tags: [clipped] }]' });
    const { config } = await loadConfig(cwd, { articles: ['clips/', 'new'] });
    expect(config?.articles.map(({ shown, prefix, tags }) => [shown, prefix, tags])).toEqual([
      ['clips', 'clips/', ['clipped']],
      ['new', '', []],
    ]);
  });

  it.each([
    ['articles: [a, a/b]', '1:15 config/bad-value articles[1]: "a/b" lies in a (name folders that lie side by side)'],
    ['articles: [a/b, a]', '1:17 config/bad-value articles[1]: "a" contains a/b (name folders that lie side by side)'],
    [
      'articles: [a, { path: ./a/ }]',
      '1:23 config/bad-value articles[1].path: "a" is the same folder as a (name folders that lie side by side)',
    ],
    [
      'articles: [x, ../b, b]',
      '1:21 config/bad-value articles[2]: "b" gives its articles the same paths as ../b (rename one of the two)',
    ],
    [
      'articles: out/a\noutput: out',
      '2:9 output/overlaps-articles the output folder out contains the articles folder out/a (choose an output folder of its own)',
    ],
  ])('that overlap are refused: %j', async (content, error) => {
    expect(await errorsOf(content)).toEqual([error]);
  });

  it('are one folder even through a symbolic link', async () => {
    const cwd = folderWith({ 'a/x.md': '', 'hayloft.config.yaml': 'articles: [a, b]' });
    symlinkSync('a', join(cwd, 'b'));
    expect(brief((await loadConfig(cwd)).diagnostics)[0]).toContain('"b" is the same folder as a');
  });

  it('of articles leave out an output that lies in them', async () => {
    const { articles } = await configOf('articles: .\noutput: "feeds [x]"');
    expect(articles[0]?.exclude).toEqual(['feeds \\[x\\]/**']);
  });
});

describe('values', () => {
  it('of shapes come down from the main feed to the others', async () => {
    const config = await configOf(
      'feed: { entries: all, formats: [json, rss] }\ngroups: { tags: false, sources: { entries: 5 } }\nfeeds: { space: { bytes: all } }',
    );
    const formats = ['rss', 'json'];
    expect(config.feed).toEqual({ entries: Infinity, bytes: 512_000, formats });
    expect(config.groups).toEqual({ tags: false, sources: { entries: 5, bytes: 512_000, formats } });
    expect(config.feeds).toEqual([{ name: 'space', title: 'space', entries: Infinity, bytes: Infinity, formats }]);
  });

  it('of history and guard are filled in, key by key; false is none, or no limit', async () => {
    const { history, guard } = await configOf('history: { tags: true }\nguard: { percent: 0.5 }');
    expect({ history, guard }).toEqual({ history: { entries: 100, tags: true }, guard: { entries: 10, percent: 0.5 } });
    expect((await configOf('history: true')).history).toEqual({ entries: 100, tags: false });
    expect(await configOf('history: false\nguard: false\nversions: false\ntombstones: true')).toMatchObject({
      history: false,
      guard: { entries: Infinity, percent: Infinity },
      versions: false,
      tombstones: true,
    });
  });

  it('of the job are taken as they are said', async () => {
    const said = `schedule: "0 6 * * *"
watch: true
hub: https://Hub.example.com
notify: { success: "https://hc-ping.com/x", failure: [mail, "-s", "a; b", me] }
limits: { stop: 5 }`;
    expect(await configOf(said)).toMatchObject({
      schedule: '0 6 * * *',
      watch: true,
      hubs: ['https://hub.example.com/'],
      notify: { success: 'https://hc-ping.com/x', failure: ['mail', '-s', 'a; b', 'me'] },
      limits: { run: 3600, stop: 5 },
    });
    expect(
      await configOf(
        'schedule: false\nhub: [https://a.example/, https://a.example]\nnotify: { failure: https://x.example }',
      ),
    ).toMatchObject({ schedule: false, hubs: ['https://a.example/'], notify: { failure: 'https://x.example/' } });
  });

  it('of a query feed: days are whole days of the configured zone, at both ends', async () => {
    const { feeds } = await configOf(
      'timezone: America/Sao_Paulo\nfeeds:\n  日本語: { title: " A  B ", tags: { any: [x] }, sources: [s], authors: [a], from: 2026-01-01, until: 2026-12-31 }\n  b: { until: 2026-03-01T12:00:00+01:00 }',
    );
    expect(feeds[0]).toMatchObject({
      ...{ name: '日本語', title: 'A B', tags: { any: ['x'] }, sources: ['s'], authors: ['a'] },
      from: Date.UTC(2026, 0, 1, 3),
      until: Date.UTC(2027, 0, 1, 3),
    });
    expect(feeds[1]?.until).toBe(Date.UTC(2026, 2, 1, 11));
  });

  it('of a source: its home page’s host stands for it unless hosts are named, a page below a host does not', async () => {
    const { sources } = await configOf(
      'sources:\n  Obs: { url: https://www.observador.pt, feed: https://observador.pt/feed/ }\n  blog: { name: A Blog, url: https://medium.com/@a }\n  c: { url: https://c.org/, hosts: [WWW.C.net, münchen.de] }',
    );
    expect(sources).toEqual([
      {
        key: 'Obs',
        name: 'Obs',
        url: 'https://www.observador.pt/',
        feed: 'https://observador.pt/feed/',
        hosts: ['observador.pt'],
      },
      { key: 'blog', name: 'A Blog', url: 'https://medium.com/@a', hosts: [] },
      { key: 'c', name: 'c', url: 'https://c.org/', hosts: ['c.net', 'xn--mnchen-3ya.de'] },
    ]);
  });

  it.each([
    [
      'sources: { a: { url: https://x.org }, b: { hosts: [www.x.org] } }',
      '1:52 config/bad-value sources.b.hosts[0]: "x.org" already stands for sources.a (make it one source)',
    ],
    [
      'sources: { a: { name: The B }, the-b: {} }',
      '1:39 config/bad-value sources.the-b: "the-b" already stands for sources.a (make it one source)',
    ],
    [
      'feeds: { space: {}, Space: {} }',
      '1:21 config/bad-value feeds.Space: differs from feeds.space by case only (rename one of them)',
    ],
    [
      'feeds: { a: { from: 2026-02-01, until: 2026-01-31 } }',
      '1:40 config/bad-value feeds.a.until: "2026-01-31" is not after "from" (no entry could be in the feed)',
    ],
    [
      'articles: [a, { path: b, undated: first-seen }]\nlink: { page: "{year}/{name}" }',
      '1:35 config/bad-value articles[1].undated: "first-seen" cannot be together with the {year} of link.page: the page of an article without a date would move (make the address of {path} or {name} alone, or leave out what has no date)',
    ],
    [
      'articles: { path: b, undated: first-seen }\nlink: { page: "{name}-{day}" }',
      '1:31 config/bad-value articles.undated: "first-seen" cannot be together with the {day} of link.page: the page of an article without a date would move (make the address of {path} or {name} alone, or leave out what has no date)',
    ],
  ])('that contradict each other are refused: %j', async (content, error) => {
    expect(await errorsOf(content)).toEqual([error]);
  });

  it('of authors may be a name, a person or a list of them', async () => {
    expect((await configOf('author: A')).authors).toEqual([{ name: 'A' }]);
    expect((await configOf('author: [A, { name: B, url: https://b.org }]')).authors).toEqual([
      { name: 'A' },
      { name: 'B', url: 'https://b.org/' },
    ]);
  });

  it('of the title fall back to the host of the base URL', async () => {
    expect((await configOf('baseUrl: https://example.org/x')).title).toBe('example.org');
  });
});
