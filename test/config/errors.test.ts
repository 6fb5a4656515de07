import { describe, expect, it } from 'vitest';
import { brief, errorsOf, load } from './folder.ts';

describe('a file that is wrong', () => {
  it('is told everything at once, each at its line and column', async () => {
    const text = `titel: Press
title: 2024
pages: { serch: no, theme: nowhere }
entries: 5
author: [{nmae: x}, 3]
feed:
  entries: fifty
  formats: [rss, atmo]
articles:
  - { path: clippings, includ: ["**/*.md"], content: ful }
  -
language: pt_BR
groups: []
feeds:
  "a b": {}
  space: { tags: [x], from: 2026-02-30, sources: Observador }
link:
`;
    expect(await errorsOf(text)).toEqual([
      '1:1 config/unknown-key titel: there is no key "titel" (did you mean "title"?)',
      '2:8 config/bad-value title: expected a text, not 2024 (put it in quotes: "2024")',
      '3:10 config/unknown-key pages.serch: there is no key "serch" (did you mean "search"?)',
      '4:1 config/unknown-key entries: there is no key "entries" (did you mean "feed.entries" or "history.entries" or "guard.entries"?)',
      '5:10 config/bad-value author[0].name is missing',
      '5:11 config/unknown-key author[0].nmae: there is no key "nmae" (did you mean "name"?)',
      '5:21 config/bad-value author[1]: expected a name, or a mapping with name and url, not 3',
      '7:12 config/bad-value feed.entries: expected a whole number of entries, 1 or more, or "all", not "fifty"',
      '8:18 config/bad-value feed.formats[1]: expected "rss", "atom" or "json", not "atmo" (did you mean "atom"?)',
      '10:24 config/unknown-key articles[0].includ: there is no key "includ" (did you mean "include"?)',
      '10:54 config/bad-value articles[0].content: expected "full" or "summary", not "ful" (did you mean "full"?)',
      '11:4 config/bad-value articles[1]: expected a path, or a mapping with path, not nothing (give the key a value, or remove it)',
      '12:11 config/bad-value language: "pt_BR" is not a language tag (BCP 47) (did you mean "pt-BR"?)',
      '13:9 config/bad-value groups: expected a mapping of keys to values, not a list',
      '15:3 config/bad-value feeds."a b": "a b" cannot be the name of a feed, which is part of its address (use letters of any script, digits and single hyphens, as in space-news)',
      '16:18 config/bad-value feeds.space.tags: expected a mapping of keys to values, not a list',
      '16:29 config/bad-value feeds.space.from: "2026-02-30" is not a calendar day (correct the day or the month)',
      '16:50 config/bad-value feeds.space.sources: expected a list of texts, not "Observador" (write it as a list: ["Observador"])',
      '17:1 config/bad-value link: expected a mapping of keys to values, not nothing (give the key a value, or remove it)',
    ]);
  });

  it('is held against itself as far as it is right, too', async () => {
    const errors = await errorsOf('titel: x\nsources: { a: { hosts: [x.org] }, b: { hosts: [x.org] } }\n');
    expect(errors.map((error) => error.split(' ')[0])).toEqual(['1:1', '2:48']);
  });

  it('says what is wrong with each key of the job', async () => {
    const wrong = `schedule: "5/15 * * * *"
watch: 60
hub: []
notify: { failure: "mail me" }
limits: { run: 2592000, stop: 2.5 }`;
    expect(await errorsOf(wrong)).toEqual([
      '1:11 config/bad-value schedule: "5/15 * * * *" is no schedule: "5/15" is no minute (did you mean "5-59/15 * * * *"?)',
      '2:8 config/bad-value watch: expected true or false, not 60',
      '3:6 config/bad-value hub: the list is empty',
      '4:20 config/bad-value notify.failure: "mail me" is not an absolute http or https address without user name and password (write it whole, as in https://example.org/about)',
      '5:16 config/bad-value limits.run: 2592000 is not a whole number of seconds from 1 to 604800',
      '5:31 config/bad-value limits.stop: 2.5 is not a whole number of seconds from 1 to 604800',
    ]);
  });

  it.each([
    ['keep: true', 'articles.keep'],
    ['pictures: true', 'articles.pictures'],
    ['theme: x', 'pages.theme'],
    ['pages: { no-index: true }', 'noindex'],
    ['articles: { path: a, undated: first_seen }', 'first-seen'],
  ])('is told what was meant: %s', async (text, meant) => {
    expect(await errorsOf(text)).toEqual([expect.stringContaining(`(did you mean "${meant}"?)`)]);
  });

  it.each([
    ['versions: yes', '1:11 config/bad-value versions: expected true or false, not "yes" (write it as true)'],
    [
      'tombstones: "false"',
      '1:13 config/bad-value tombstones: expected true or false, not "false" (write it as false)',
    ],
    [
      'guard: off',
      '1:8 config/bad-value guard: expected a mapping with entries and percent, or false, not "off" (write it as false)',
    ],
    [
      'pages: no',
      '1:8 config/bad-value pages: expected true, false, or a mapping with theme, noindex, search and markdown, not "no" (write it as false)',
    ],
    [
      'groups: { tags: no }',
      '1:17 config/bad-value groups.tags: expected a mapping of keys to values, or false, not "no" (write it as false)',
    ],
  ])('that means a truth value by another word is told how to write it: %j', async (text, error) => {
    expect(await errorsOf(text)).toEqual([error]);
  });

  it('may have Windows line ends and a byte order mark: columns and lines stay true', async () => {
    expect(await errorsOf('\uFEFFtitle: x\r\nfoo: 1\r\n')).toEqual([
      expect.stringMatching(/^2:1 config\/unknown-key foo/),
    ]);
  });
});

describe('YAML', () => {
  it.each(['', '\n', '# nothing but a comment\n', '---\n'])(
    'that says nothing (%j) leaves the defaults',
    async (text) => {
      expect((await load(text)).config?.title).toBe('Articles');
    },
  );

  it.each([
    [
      'title: a\nfeed: {}\ntitle: b\nfeed: {}',
      '3:1 config/syntax not YAML: this key stands here a second time (remove one of the two)',
      2,
    ],
    [
      'feed:\n\tentries: 1\n',
      '2:1 config/syntax not YAML: Tabs are not allowed as indentation (indent with spaces)',
      1,
    ],
    [
      'title: a: b\n',
      '1:8 config/syntax not YAML: there are two keys where one can be (put a value that contains ": " in quotes)',
      1,
    ],
    [
      'title: a\n---\ntitle: b\n',
      '2:1 config/syntax not YAML: the file holds several documents (keep one document: remove the line "---")',
      1,
    ],
    [
      'title: !x b\n',
      '1:8 config/syntax not YAML: unknown scalar tag !<!x> (a text that begins with ! goes in quotes)',
      1,
    ],
    [
      'title: *x\n',
      '1:9 config/syntax not YAML: unidentified alias "x" (an alias needs an anchor before it; a text that begins with * goes in quotes)',
      1,
    ],
    ['- a\n', '1:1 config/bad-value the configuration: expected a mapping of keys to values, not a list', 1],
    ['just text\n', '1:1 config/bad-value the configuration: expected a mapping of keys to values, not "just text"', 1],
    ['['.repeat(60_000), '1:100 config/syntax not YAML: nesting exceeded maxDepth (100)', 1],
  ])('that is none is refused at its place: %.40j', async (text, first, count) => {
    const errors = await errorsOf(text);
    expect(errors[0]).toBe(first);
    expect(errors).toHaveLength(count);
  });

  it('whose aliases stand for billions of values is refused', async () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const lines = levels.map((name, i) => `${name}: &${name} [${i === 0 ? 'x' : Array(9).fill(`*${levels[i - 1]}`)}]`);
    expect((await errorsOf(lines.join('\n')))[0]).toContain('config/too-large');
  });

  it('may use anchors and aliases; errors in them are found where they were written', async () => {
    expect((await load('feed: &f { entries: 3 }\ngroups: { tags: *f }')).config?.groups.tags).toMatchObject({
      entries: 3,
    });
    expect(await errorsOf('feed: &f { entires: 3 }\ngroups: { tags: *f }')).toEqual([
      '1:12 config/unknown-key feed.entires: there is no key "entires" (did you mean "entries"?)',
      '1:12 config/unknown-key groups.tags.entires: there is no key "entires" (did you mean "entries"?)',
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'cannot smuggle in %s, nor is it ignored in silence',
    async (key) => {
      expect(await errorsOf(`${key}: { title: x }`)).toHaveLength(1);
      expect(await errorsOf(`feeds: { ${key}: {} }`)).toEqual([
        `1:10 config/unknown-key feeds.${key}: "${key}" is no name that can be used here`,
      ]);
      expect({}).not.toHaveProperty('title');
    },
  );

  it('that is not UTF-8 says where it stops being so', async () => {
    const latin1 = Buffer.from('title: x\ndescription: café\n', 'latin1');
    expect(await errorsOf(latin1)).toEqual([
      '2:17 config/unreadable the configuration is not UTF-8 (save it as UTF-8)',
    ]);
    expect(await errorsOf(Buffer.from('\uFEFFtitle: x', 'utf16le'))).toEqual([
      '1:1 config/unreadable the configuration is not UTF-8 (save it as UTF-8)',
    ]);
  });
});

describe('JSON', () => {
  it.each([
    [
      '{"title": "x",\n\t"feed": {"entries": 3,}\n}',
      '2:24 config/syntax not JSON: expected a key in double quotes, not "}"',
    ],
    ['{"title": "x"', '1:14 config/syntax not JSON: the file ends where "," or the end of what is open should stand'],
    ["{'title': 1}", '1:2 config/syntax not JSON: expected a key in double quotes or "}", not "\'title\'"'],
    ['{"title": "a",\n "title": "b"}', '2:2 config/syntax not JSON: the key "title" stands here a second time'],
    [
      '{\n\t"feed": {\n\t\t"entries": 0 }}',
      '3:14 config/bad-value feed.entries: 0 is not a whole number of entries, 1 or more, or "all"',
    ],
    ['[]', '1:1 config/bad-value the configuration: expected a mapping of keys to values, not a list'],
  ])('that is wrong is refused at its place: %j', async (text, error) => {
    expect(await errorsOf(text, 'hayloft.config.json')).toEqual([error]);
  });

  it('nested beyond all bounds is refused', async () => {
    const text = '['.repeat(30_000) + ']'.repeat(30_000);
    expect((await errorsOf(text, 'hayloft.config.json'))[0]).toContain('config/too-large');
  });

  it('may name its schema for editors', async () => {
    const { config, diagnostics } = await load('{"$schema": "./x.json", "title": "x"}', 'hayloft.config.json');
    expect(brief(diagnostics)).toEqual([]);
    expect(config).not.toHaveProperty('$schema');
  });
});
