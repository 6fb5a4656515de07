import { describe, expect, it } from 'vitest';
import { type AdoptionContext, adopt, type Outcome } from '../../../src/archive/adoption/adopt.ts';
import type { OldItem } from '../../../src/archive/adoption/old-item.ts';
import { emptyLedger, replay } from '../../../src/archive/ledger/ledger.ts';
import { identify } from '../../../src/archive/mint.ts';
import type { Article, ArticleFacts } from '../../../src/article/article.ts';
import { contentOf } from '../../../src/article/content-bytes.ts';
import { rfc3339 } from '../../../src/text/instant.ts';
import { sketch } from '../../../src/text/sketch.ts';
import { atHand } from '../../feed/fragments.ts';
import { articleOf } from '../article.ts';

const context: AdoptionContext = {
  siteId: 'example.org,2024',
  baseUrl: 'https://example.org/',
  timezone: 'UTC',
  link: { clippings: 'source', page: 'articles/{path}/' },
  htmlOf: ({ content }) => contentOf(atHand(content)).html,
  now: Date.parse('2026-11-24T08:00:00Z'),
  isOccupied: () => false,
};

const lights =
  'The lamps along the mole are lit an hour before dusk whatever the weather does and the keeper walks the whole length of it and counts them on the way back eleven on the sea side and nine on the other where two were taken by the storm';
const ropes =
  'A rope is bought by weight and sold by length so that there is always a piece left over which hangs behind the door and is never used because it is too good or too short and the knot in it was made by a grandfather long ago';

function article(path: string, facts: Partial<Article> & { words?: string } = {}): ArticleFacts {
  const { words = '', ...others } = facts;
  const sketched = sketch(words);
  const html = words === '' ? {} : { html: `<p>${words}</p>`, textHash: words };
  return articleOf({ path, title: path, ...html, ...(sketched && { sketch: sketched }), ...others });
}

function item(id: string, facts: Partial<OldItem> = {}): OldItem {
  return { feed: 'old.xml', id, addresses: [], isWhole: true, ...facts };
}

const at = (text: string) => Date.parse(text);

function outcomes(items: OldItem[], articles: ArticleFacts[], ledger = emptyLedger) {
  return adopt(items, articles, ledger, context).outcomes.map(told);
}

function told(outcome: Outcome): string {
  switch (outcome.is) {
    case 'adopted':
      return `${outcome.item.id} is ${outcome.article.path} by ${outcome.way}`;
    case 'ambiguous':
      return `${outcome.item.id} is one of ${outcome.articles.map(({ path }) => path).join(', ')}`;
    case 'published':
      return `${outcome.item.id} is published as ${outcome.known.id}`;
    case 'taken':
    case 'repeated':
      return `${outcome.item.id} ${outcome.is} by ${outcome.by.id}`;
    default:
      return `${outcome.item.id} ${outcome.is}`;
  }
}

describe('which article an item is', () => {
  it('is told by the id that the article states, whatever else speaks against it', () => {
    const articles = [article('a.md', { id: 'urn:a' }), article('b.md', { title: 'The title' })];
    expect(outcomes([item('urn:a', { title: 'The title' })], articles)).toEqual(['urn:a is a.md by id']);
  });

  it('is told by the id that Hayloft would give it: the feed may be an old one of ours', () => {
    const { id } = identify(article('a.md'), context.siteId);
    expect(outcomes([item(id)], [article('a.md')])).toEqual([`${id} is a.md by id`]);
  });

  it('is told by the original of a clipping, tracking and www aside', () => {
    const articles = [article('clip.md', { originalUrl: 'https://www.example.com/story?utm_source=rss' })];
    const link = 'http://example.com/story/';
    expect(outcomes([item('1', { addresses: [link] })], articles)).toEqual(['1 is clip.md by original']);
  });

  it.each([
    ['its permalink', 'x.md', { permalink: '/about/boats/' }, 'https://old.example/about/boats'],
    ['its page', 'x.md', {}, 'https://old.example/articles/x/index.html'],
    ['its page below the home of the old site', 'a/x.md', {}, 'https://old.example/blog/articles/a/x.html'],
    ['its path', '2024/x.md', {}, 'https://old.example/2024/x/'],
  ])('is told by an address that is %s, under any host', (_, path, facts, link) => {
    const one = item('1', { addresses: [link], home: 'https://old.example/blog' });
    expect(outcomes([one], [article(path, facts), article('other.md')])).toEqual([`1 is ${path} by address`]);
  });

  it('is told by its file name and a date in the address', () => {
    const articles = [
      article('2023-01-15-lights.md', { published: at('2023-01-15') }),
      article('2024-01-15-lights.md', { published: at('2024-01-15') }),
    ];
    const items = [2023, 2024].map((year) => item(`${year}`, { addresses: [`https://o.example/${year}/01/lights/`] }));
    expect(outcomes(items, articles)).toEqual([
      '2023 is 2023-01-15-lights.md by file name and date',
      '2024 is 2024-01-15-lights.md by file name and date',
    ]);
  });

  it('is told by file name and folder: two languages of one article', () => {
    const articles = [article('pt/rede.md', { title: 'Rede' }), article('en/rede.md', { title: 'Rede' })];
    const items = ['en', 'pt'].map((language) =>
      item(language, { addresses: [`https://o.example/${language}/blog/rede`] }),
    );
    expect(outcomes(items, articles)).toEqual(['en is en/rede.md by file name', 'pt is pt/rede.md by file name']);
  });

  it('is not told by a file name alone where both title and day are others', () => {
    const articles = [article('update.md', { title: 'Update of May', published: at('2024-05-01') })];
    const old = { title: 'Update of June', published: at('2015-06-01'), addresses: ['https://o.example/p/update/'] };
    expect(outcomes([item('1', old)], articles)).toEqual(['1 unmatched']);
    expect(outcomes([item('1', { ...old, title: 'Update of May' })], articles)).toEqual([
      '1 is update.md by file name',
    ]);
    expect(outcomes([item('1', { ...old, published: at('2024-05-01T20:00Z') })], articles)).toEqual([
      '1 is update.md by file name and date',
    ]);
  });

  it('is told by title and day where many have the title', () => {
    const days = Array.from({ length: 100 }, (_, i) => at('2024-01-01') + i * 86_400_000);
    const articles = days.map((published, i) => article(`${i}.md`, { title: 'Links', published, precision: 'day' }));
    const items = days.map((day, i) => item(`id ${i}`, { title: 'Links', published: day + 7 * 3_600_000 }));
    expect(outcomes(items, articles)).toEqual(days.map((_, i) => `id ${i} is ${i}.md by title and date`));
  });

  it('reads a title as readers do: escaped twice, marked up, with other quotes', () => {
    const articles = [article('a.md', { title: 'Rope & “knot”, of Vec<T>' })];
    for (const title of ['Rope &amp; "knot", of Vec&lt;T>', '<i>Rope</i> &amp; &#8220;knot&#8221;, of Vec&lt;T&gt;']) {
      expect(outcomes([item('1', { title })], articles)).toEqual(['1 is a.md by title']);
    }
  });

  it('tells C, C++ and C# apart', () => {
    const articles = ['C', 'C++', 'C#'].map((title, i) => article(`${i}.md`, { title }));
    expect(outcomes([item('1', { title: 'C#' })], articles)).toEqual(['1 is 2.md by title']);
  });

  it('is told by a title alone if no other item and no other article has it', () => {
    const dated = { title: 'Notes', published: at('2015-01-01') };
    expect(outcomes([item('1', dated)], [article('a.md', { title: 'Notes' })])).toEqual(['1 is a.md by title']);
    expect(outcomes([item('1', dated), item('2', dated)], [article('a.md', { title: 'Notes' })])).toEqual([
      '1 unmatched',
      '2 unmatched',
    ]);
  });

  it('is not told by a title alone if the whole text is another', () => {
    const hello = article('hello.md', { title: 'Hello world', words: lights });
    const old = { title: 'Hello world', published: at('2010-01-01'), html: ropes };
    expect(outcomes([item('1', old)], [hello])).toEqual(['1 unmatched']);
    expect(outcomes([item('1', { ...old, isWhole: false })], [hello])).toEqual(['1 is hello.md by title']);
  });

  it('is told by its text where all else is new', () => {
    const articles = [article('a.md', { words: lights }), article('b.md', { words: ropes })];
    const html = `<div><p>${ropes.replace('grandfather', '<b>grandmother</b>')}</p></div>`;
    expect(outcomes([item('1', { html })], articles)).toEqual(['1 is b.md by text']);
    const other = `${lights.slice(0, 90)} ${ropes.slice(90)}`;
    expect(outcomes([item('1', { html: other, title: 'x', published: 0 })], articles)).toEqual(['1 unmatched']);
  });

  it('is told by its first words where the feed has no more of it', () => {
    const html = `<p>${lights.slice(0, 110)} […]</p>`;
    expect(outcomes([item('1', { html, isWhole: false })], [article('a.md', { words: lights })])).toEqual([
      '1 is a.md by text',
    ]);
  });

  it('is decided by the text where two are equal otherwise', () => {
    const facts = { title: 'Notes', published: at('2024-01-01') };
    const articles = [article('a.md', { ...facts, words: lights }), article('b.md', { ...facts, words: ropes })];
    expect(outcomes([item('1', { ...facts, html: ropes }), item('2', { ...facts, html: lights })], articles)).toEqual([
      '1 is b.md by title and date',
      '2 is a.md by title and date',
    ]);
  });

  it('is never guessed', () => {
    const facts = { title: 'Notes', published: at('2024-01-01') };
    expect(outcomes([item('1', facts)], [article('a.md', facts), article('b.md', facts)])).toEqual([
      '1 is one of a.md, b.md',
    ]);
    expect(outcomes([item('1', facts), item('2', facts)], [article('a.md', facts)])).toEqual([
      '1 is one of a.md',
      '2 is one of a.md',
    ]);
  });

  it('is only one: the likelier item takes the article', () => {
    const sure = item('1', { addresses: ['https://o.example/articles/a/'], title: 'Renamed' });
    const lesser = item('2', { title: 'a.md' });
    expect(outcomes([lesser, sure], [article('a.md')])).toEqual(['2 taken by 1', '1 is a.md by address']);
  });
});

describe('items that come more than once', () => {
  it('counts the newest of one id', () => {
    const old = item('1', { title: 'a.md', updated: at('2024-01-01') });
    const newer = item('1', { title: 'a.md', updated: at('2024-06-01'), feed: 'page-2.xml' });
    expect(outcomes([old, newer], [article('a.md')])).toEqual(['1 repeated by 1', '1 is a.md by title']);
  });

  it('takes the id of the feed named first where two have the article under ids of their own', () => {
    const facts = { title: 'a.md', addresses: ['https://o.example/a'] };
    const items = [item('rss', facts), item('atom', { ...facts, feed: 'atom.xml' })];
    expect(outcomes(items, [article('a.md')])).toEqual(['rss is a.md by address', 'atom taken by rss']);
  });

  it('keeps two items apart that link to one page in one feed', () => {
    const link = { addresses: ['https://elsewhere.example/story'] };
    const items = [item('1', { ...link, title: 'a.md' }), item('2', { ...link, title: 'b.md' })];
    expect(outcomes(items, [article('a.md'), article('b.md')])).toEqual(['1 is a.md by title', '2 is b.md by title']);
  });
});

describe('what is recorded', () => {
  const published = at('2024-03-05T10:00:00Z');

  function eventOf(facts: Partial<OldItem>, of: Partial<Article> = {}) {
    const [event] = adopt([item('1', { title: 'a.md', ...facts })], [article('a.md', of)], emptyLedger, context).events;
    if (!event) throw new Error('nothing was adopted');
    return {
      id: event.id,
      published: rfc3339(event.published),
      updated: rfc3339(event.updated),
      ...(event.stated !== undefined && { stated: event.stated }),
    };
  }

  it('are id and dates of the item, and what the article says of its date where that differs', () => {
    const id = '1';
    const [day, updated] = ['2024-03-05T10:00:00Z', '2024-04-01T00:00:00Z'];
    expect(eventOf({ published }, { published })).toEqual({ id, published: day, updated: day });
    expect(eventOf({ published, updated: at(updated) }, { published: at('2024-03-05'), precision: 'day' })).toEqual({
      id,
      published: day,
      updated,
      stated: '2024-03-05',
    });
    expect(eventOf({ published }, { published: published + 1000 })).toMatchObject({ stated: '2024-03-05T10:00:01Z' });
    expect(eventOf({ published }, { precision: 'none' })).toMatchObject({ stated: 'nothing' });
  });

  it('is the date of the article where the item has none', () => {
    expect(eventOf({}, { published })).toMatchObject({ published: '2024-03-05T10:00:00Z' });
    expect(eventOf({ updated: at('2024-09-09') }, { published })).toMatchObject({
      published: '2024-03-05T10:00:00Z',
      updated: '2024-09-09T00:00:00Z',
    });
  });

  it('is no update before the publication', () => {
    expect(eventOf({ published, updated: published - 5000 })).toMatchObject({ updated: '2024-03-05T10:00:00Z' });
  });

  it('has no two updates alike', () => {
    const items = ['a', 'b', 'c'].map((name) => item(name, { title: `${name}.md`, published }));
    const articles = ['a', 'b', 'c'].map((name) => article(`${name}.md`));
    const { events } = adopt(items, articles, emptyLedger, context);
    expect(events.map(({ updated }) => updated - published)).toEqual([0, 1, 2]);
  });

  it('is later than all that was recorded before, whatever the clock says', () => {
    const first = adopt([item('1', { title: 'a.md' })], [article('a.md')], emptyLedger, { ...context, now: 5000 });
    const { ledger } = replay(first.events);
    const more = adopt([item('2', { title: 'b.md' })], [article('b.md')], ledger, { ...context, now: 0 });
    expect([first, more].map(({ events }) => events[0]?.at)).toEqual([5000, 5001]);
  });
});

describe('a ledger that knows something already', () => {
  const articles = [article('a.md'), article('b.md')];
  const { ledger } = replay(adopt([item('1', { title: 'a.md' })], articles, emptyLedger, context).events);

  it('learns nothing from the same feed again', () => {
    const again = adopt([item('1', { title: 'a.md' })], articles, ledger, context);
    expect(again.outcomes.map(told)).toEqual(['1 known']);
    expect(again.events).toEqual([]);
  });

  it('keeps the id under which an article is published', () => {
    const { outcomes: found, events } = adopt([item('other', { title: 'a.md' })], articles, ledger, context);
    expect(found.map(told)).toEqual(['other is published as 1']);
    expect(events).toEqual([]);
  });

  it('gives an article that was adopted to no other item', () => {
    expect(outcomes([item('1', { title: 'a.md' }), item('2', { title: 'a.md' })], articles, ledger)).toEqual([
      '1 known',
      '2 unmatched',
    ]);
  });
});
