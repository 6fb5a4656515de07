import { createHash } from 'node:crypto';
import { type DefaultTreeAdapterTypes, parse, serialize } from 'parse5';
import { describe, expect, it } from 'vitest';
import { Html, html } from '../../src/site/html.ts';
import { layout } from '../../src/site/theme/layout.ts';
import { jsonLd, openGraph } from '../../src/site/theme/structured.ts';
import { stylesheet } from '../../src/site/theme/stylesheet.ts';
import { theme } from '../../src/site/theme/theme.ts';
import type { ArticleView, CardView, FeedView, PageView, SiteFacts } from '../../src/site/views.ts';
import { english } from '../../src/site/words/english.ts';
import { entryOf, type GivenEntry } from '../feed/entry.ts';

const hostile = `"'><script>alert(1)</script></title></style></p></li><!-- &amp;`;
const unsafe = [
  'javascript:alert(1)',
  'JAVA\nSCRIPT:alert(1)',
  ' data:text/html,x',
  '//evil.example/',
  '/\\evil.example/',
];

const site: SiteFacts = {
  title: `Site ${hostile}`,
  description: `About ${hostile}`,
  baseUrl: 'https://archive.example/',
  language: 'en',
  timezone: 'Europe/Lisbon',
  authors: [],
  words: english,
  stylesheet,
};

function articleView(given: GivenEntry = {}, more: Partial<ArticleView> = {}): ArticleView {
  return {
    entry: entryOf(given),
    summary: 'A summary',
    content: new Html('<p>Some text</p>'),
    direction: 'ltr',
    address: 'https://archive.example/articles/a.html',
    versions: [{ at: Date.UTC(2024, 1, 29, 8) }],
    feeds: [],
    root: '../',
    self: '',
    ...more,
  };
}

function cardView(given: GivenEntry = {}, more: Partial<CardView> = {}): CardView {
  return { entry: entryOf(given), summary: 'A summary', href: 'articles/a.html', tags: [], ...more };
}

function feedView(more: Partial<FeedView> = {}): FeedView {
  return {
    kind: 'source',
    name: 'A source',
    title: 'Site: A source',
    description: 'Articles of a source',
    self: 'sources/a/index.html',
    subscriptions: [{ format: 'rss', href: 'https://archive.example/sources/a/rss.xml' }],
    total: 1,
    shows: 1,
    entries: theme.card(cardView(), site),
    archive: [],
    ...more,
  };
}

function pageOf(main: Html, more: Partial<PageView> = {}, facts = site): string {
  const page: PageView = {
    path: 'articles/a.html',
    root: '../',
    self: '',
    kind: 'article',
    title: 'A title',
    canonical: 'https://archive.example/articles/a.html',
    noindex: false,
    alternates: [],
    scripts: [],
    main,
    ...more,
  };
  return layout(page, facts).markup;
}

const everywhere: GivenEntry = {
  title: hostile,
  source: { slug: 'a', name: hostile, url: 'javascript:alert(1)' },
  authors: unsafe.map((url) => ({ name: hostile, url })),
  tags: [{ slug: 't', name: hostile }],
  kept: 'gone',
  externalUrl: 'javascript:alert(1)',
  enclosures: unsafe.map((url) => ({ url, type: hostile, length: 1234, title: hostile })),
};
const links = unsafe.map((href) => ({ href, text: hostile, count: 1 }));
const feedLinks = unsafe.map((href) => ({ kind: 'tag' as const, href, name: hostile, count: 1 }));
const hostileCard = theme.card(
  cardView(everywhere, { summary: hostile, href: 'javascript:alert(1)', sourceHref: 'javascript:', tags: links }),
  site,
);
const hostileArticle = articleView(everywhere, {
  summary: hostile,
  markdown: 'articles/a.md',
  image: 'https://archive.example/media/a.png',
  versions: [{ at: 0 }, { at: 1 }],
  feeds: [{ kind: 'tag', name: hostile, href: 'tags/t/index.html' }],
});
const front = { sources: feedLinks, tags: feedLinks, named: feedLinks, sourceCount: 99, tagCount: 99 };

/** A page of each kind, with that in each place where there could be others' words and addresses. */
const hostilePages: Record<string, string> = {
  front: pageOf(
    theme.feed(
      feedView({ kind: 'main', title: hostile, description: hostile, entries: hostileCard, archive: links, front }),
      site,
    ),
    {
      kind: 'front',
      root: '',
      self: '',
      scripts: [{ href: 'theme/copy.js', isModule: false }],
      alternates: [{ href: 'https://archive.example/rss.xml', type: 'application/rss+xml', title: hostile }],
    },
  ),
  feed: pageOf(
    theme.feed(feedView({ name: hostile, description: hostile, entries: hostileCard, homePage: 'javascript:x' }), site),
    { kind: 'feed', base: '../../', root: '', title: hostile, description: hostile, noindex: true },
  ),
  article: pageOf(theme.article(hostileArticle, site), {
    title: hostile,
    head: html`${openGraph(hostileArticle, site)}${jsonLd(hostileArticle, site)}`,
  }),
  withdrawn: pageOf(theme.withdrawn({ at: 1, published: 0, why: 'deleted', root: '../' }, site)),
  month: pageOf(
    theme.calendar(
      {
        of: { href: 'javascript:', text: hostile },
        period: '2026-03',
        total: 1,
        self: '',
        crumbs: links,
        below: [],
        entries: hostileCard,
        previous: { href: 'javascript:', text: hostile },
      },
      site,
    ),
  ),
  years: pageOf(theme.calendar({ total: 1, self: '', crumbs: [], below: links }, site)),
  names: pageOf(theme.names({ kind: 'tag', self: '', names: feedLinks }, site)),
  search: pageOf(theme.search({ self: 'search.html' }, site), { kind: 'search', root: '' }),
};

describe.each(Object.entries(hostilePages))('the page %s, whatever its entries say', (_, page) => {
  const document = parse(page);

  it('is read by a parser as it was meant, without an error', () => {
    const errors: string[] = [];
    parse(page, { onParseError: ({ code }) => errors.push(code) });
    expect(errors).toEqual([]);
    expect(plain(serialize(document))).toBe(plain(page));
  });

  it('runs nothing and leads nowhere but to pages', () => {
    const elements = all(document);
    const scripts = elements.filter(({ tagName, attrs }) => tagName === 'script' && !attribute(attrs, 'type'));
    expect(scripts.map(({ attrs }) => attribute(attrs, 'src')).filter((src) => src !== 'theme/copy.js')).toEqual([]);
    const names = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    expect([...names].filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
    const led = elements.flatMap(({ tagName, attrs }) => (tagName === 'a' ? [attribute(attrs, 'href') ?? ''] : []));
    const origins = new Set(led.map((href) => new URL(href, 'https://archive.example/articles/').origin));
    expect([...origins]).toEqual(['https://archive.example']);
  });
});

describe('the policy of a page', () => {
  it('allows the stylesheet that stands in it, by its hash, and no other', () => {
    for (const text of [stylesheet, 'p { color: red }\r\np::after { content: "</style><b>" }']) {
      const page = parse(pageOf(html``, {}, { ...site, stylesheet: text }));
      const [style] = all(page).filter(({ tagName }) => tagName === 'style');
      const hash = createHash('sha256').update(textOf(style)).digest('base64');
      expect(policyOf(page)).toContain(`style-src 'sha256-${hash}'`);
      expect(all(page).filter(({ tagName }) => tagName === 'b')).toEqual([]);
    }
  });

  it('allows scripts where there are some, and requests where there is search', () => {
    const scripts = [{ href: 'theme/search.js', isModule: true }];
    expect(policyOf(parse(pageOf(html``)))).not.toMatch(/script-src|connect-src/);
    expect(policyOf(parse(pageOf(html``, { scripts })))).toMatch(/script-src 'self'/);
    expect(policyOf(parse(pageOf(html``, { scripts, kind: 'search' })))).toMatch(/connect-src 'self'/);
  });
});

describe('an article', () => {
  it('says what it is to machines, its title whole', () => {
    const [script] = all(parse(hostilePages.article as string)).filter(({ tagName }) => tagName === 'script');
    expect(JSON.parse(textOf(script))).toMatchObject({
      '@type': 'Article',
      headline: hostile,
      datePublished: '2024-02-29T08:00:00Z',
      image: 'https://archive.example/media/a.png',
    });
    const stranger = articleView({}, { image: 'https://elsewhere.example/a.png' });
    expect(`${openGraph(stranger, site)}${jsonLd(stranger, site)}`).not.toContain('elsewhere');
  });

  it('is marked with its language where that is not the language of the page', () => {
    const lang = (language?: string) =>
      /<h1( lang="[^"]*")?>/.exec(theme.article(articleView({ ...(language && { language }) }), site).markup)?.[1];
    expect([lang('ja'), lang('en'), lang()]).toEqual([' lang="ja"', undefined, undefined]);
  });

  it('is said to be updated on another day of the site, not of UTC', () => {
    const said = (updated: number) =>
      theme.article(articleView({ published: Date.UTC(2024, 5, 1, 22, 30), updated }), site).markup.includes('Updated');
    expect(said(Date.UTC(2024, 5, 1, 22, 59))).toBe(false);
    expect(said(Date.UTC(2024, 5, 1, 23, 1))).toBe(true);
  });

  it('leads to attachments of the site from where it lies, and to its source', () => {
    const page = theme.article(
      articleView(
        {
          enclosures: [{ url: 'https://archive.example/media/a.mp3', type: 'audio/mpeg', length: 1_234_567 }],
          source: { slug: 'a', name: 'A' },
        },
        { feeds: [{ kind: 'source', name: 'A', href: 'sources/a/index.html' }] },
      ),
      site,
    ).markup;
    expect(page).toContain('<a href="../media/a.mp3"><bdi>a.mp3</bdi></a> <small>audio/mpeg, 1.2 MB</small>');
    expect(page).toContain('· <a href="../sources/a/index.html"><bdi>A</bdi></a>');
  });

  it('costs less than 12 KB beside its words', () => {
    expect(Buffer.byteLength(pageOf(theme.article(articleView(), site)))).toBeLessThan(12_000);
  });
});

it('a page of a feed has its cards once, as they are', () => {
  const mark = new Html('<!--cards-->');
  for (const view of [feedView({ entries: mark }), feedView({ entries: mark, kind: 'main', front })]) {
    expect(theme.feed(view, site).markup.split(mark.markup)).toHaveLength(2);
  }
});

it('a page of a feed leads on to the year of the first entry that it does not show', () => {
  const archive = [5, 4, 3].map((count, i) => ({ href: `archive/${2026 - i}.html`, text: `${2026 - i}`, count }));
  const led = (more: Partial<FeedView>) =>
    [...theme.feed(feedView({ archive, ...more }), site).markup.matchAll(/class="pager"><a href="([^"]*)">/g)].map(
      ([, href]) => href,
    );
  expect([4, 5, 8, 9].map((shows) => led({ shows, total: 12 })[0])).toEqual([
    'archive/2026.html',
    'archive/2025.html',
    'archive/2025.html',
    'archive/2024.html',
  ]);
  expect(led({ shows: 12, total: 12 })).toEqual([]);
  expect(led({ kind: 'main', front, shows: 12, total: 12 })).toEqual(['archive/index.html']);
  expect(led({ kind: 'main', front, archive: [], shows: 0, total: 0 })).toEqual([]);
});

it('months stand below their year', () => {
  const below = ['2026', '2026-03', '2026-01', '2025', '2025-12'].map((text) => ({
    href: `archive/${text}.html`,
    text,
    count: 2,
  }));
  const page = theme.calendar({ total: 6, self: '', crumbs: [], below }, site).markup;
  const [, first = '', second = ''] = page.split('<section');
  expect([first.match(/<li>/g)?.length, second.match(/<li>/g)?.length]).toEqual([2, 1]);
  expect(first).toContain('<a href="archive/2026-03.html"><bdi>March 2026</bdi></a>');
});

it.each(['2021-03', '999999-12', '7'])('what has the archive may be called %s, which is no period', (name) => {
  const crumbs = [
    { href: 'tags/x/index.html', text: name },
    { href: 'tags/x/2021.html', text: '2021' },
  ];
  const page = theme.calendar({ total: 1, period: '2021-03', self: '', crumbs, below: [] }, site).markup;
  expect(page).toContain(`<a href="tags/x/index.html"><bdi>${name}</bdi></a> / `);
  expect(page).toContain('<h1>March 2021</h1>');
});

type Element = DefaultTreeAdapterTypes.Element;

function all(node: DefaultTreeAdapterTypes.ParentNode): Element[] {
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...all(child)] : []));
}

function attribute(attrs: Element['attrs'], name: string): string | undefined {
  return attrs.find((attr) => attr.name === name)?.value;
}

function textOf(element: Element | undefined): string {
  return element?.childNodes.map((child) => ('value' in child ? child.value : '')).join('') ?? '';
}

function policyOf(document: DefaultTreeAdapterTypes.Document): string {
  const [meta] = all(document).filter(({ attrs }) => attribute(attrs, 'http-equiv') === 'Content-Security-Policy');
  return attribute(meta?.attrs ?? [], 'content') ?? '';
}

/** The markup without what serialisers may write in one way or another. */
function plain(markup: string): string {
  return markup
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/=""/g, '')
    .replace(/>\s+/g, '>')
    .replace(/\s+</g, '<');
}
