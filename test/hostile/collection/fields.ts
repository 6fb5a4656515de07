import { accepted, article, either, type HostileCase, numbered, refused } from '../case.ts';

const dated = (value: string) => `---\ntitle: Dated\ndate: ${value}\n---\n\nText.\n`;

const noDates = [
  ...['2024-02-30', '2024-13-01', '2024-00-10', '2024-01-00', '2023-02-29', '"2024-04-31T10:00:00Z"', '0000-01-01'],
  ...['2024-01-01T25:00:00Z', '2024-01-01T10:61:00Z', '2024-01-01T10:00:61Z', '2024-01-01T10:00:00+25:00'],
  ...['yesterday', 'tomorrow', 'next Tuesday', 'true', '{}', '[]', '{year: 2024}', '[2024, 1, 1]', '2024-01', '2024'],
  ...['1714953600', '1714953600000', '1e9', '.inf', '-1', '"<script>alert(1)</script>"', '2024-01-01T10:00:00Zulu'],
  ...['10000-01-01', '-0001-01-01', '99999999-01-01', '"2024-01-01\\n2025-01-01"', `"${'9'.repeat(100_000)}"`],
  ...['2024-W03-1', 'Invalid Date', 'NaN', '"{{ date }}"', '"2024-01-01T10:00:00[Nowhere/City]"'],
];

const ambiguous = ['03/04/2024', '3/4/24', '04-05-2024', '1.2.2024', '01/02/03', '"4/9/24, 2:36 PM"'];

const hostileTexts = [
  ']]>',
  ']]>]]>]]><![CDATA[',
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  'AT&amp;T &amp;amp; &nbsp; &#x26; &unknown;',
  'A & B < C > D "E" \'F\'',
  '<?xml version="1.0"?>',
  '<!-- a comment -->',
  '--> <!--',
  `{{ 7*7 }} $\{7*7} <%= 7*7 %>`,
  '$& $1 $` $$',
  '\\u0000\\uFFFE',
  '%s %d %n %x',
  '../../../etc/passwd',
  'javascript:alert(1)',
  '日本語 العربية עברית 🎉👩‍👩‍👧‍👦 ﷽',
  'e\u0301 against \u00e9',
  '\u202eright to left\u202c',
  '\u200b\u200c\u200d\ufeff',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L',
  'a'.repeat(10_000),
  '𝕳'.repeat(2_000),
  'null',
  'true',
  '1e3',
  '0777',
  '2024-01-01',
  '~',
];

const hostileTags = [
  ...['c', 'C', 'c++', 'C#', 'c--', 'C++', '.NET', 'net', 'node.js', 'nodejs', 'q&a', 'qa', 'a/b', 'a\\b', 'ab', 'a-b'],
  ...[
    '..',
    '.',
    '/',
    '//',
    '...',
    '../../etc',
    'con',
    'NUL',
    'aux.txt',
    'com1',
    'index.html',
    'rss.xml',
    '~',
    '*',
    '?',
  ],
  ...[
    '日本語',
    '日本',
    'İstanbul',
    'istanbul',
    'ISTANBUL',
    'straße',
    'strasse',
    'STRASSE',
    'ﬁ',
    'fi',
    'e\u0301',
    '\u00e9',
  ],
  ...[
    '🎉',
    '👩‍👩‍👧‍👦',
    '\u200b',
    '\u202e',
    '<b>',
    '"><script>',
    "' onx='",
    '&amp;',
    '&',
    '%2e%2e',
    '%00',
    '#',
    '#tag',
    ' tag ',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '-', '--', '-rf', 'a'.repeat(300), '語'.repeat(300)],
  ...[
    'x\ty',
    'x y',
    'x_y',
    'x-y',
    'true',
    '1',
    '1.0',
    'null',
    'c-1a2b3c',
    ']]>',
    '\u0001',
    '\ufffe',
    'trailing.',
    'trailing ',
  ],
];

export const fields: readonly HostileCase[] = [
  ...numbered('fields/no-date', noDates, (value) => ({
    put: dated(value),
    outcome: refused(
      'front-matter/bad-date',
      'front-matter/missing-date',
      'front-matter/ambiguous-date',
      'front-matter/too-large',
    ),
  })),
  ...numbered('fields/updated-to-come', ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'], (value) => ({
    put: article('Text.', `updated: "${value}"`),
    outcome: accepted,
    reports: 'front-matter/bad-date',
  })),
  ...numbered('fields/ambiguous-date', ambiguous, (value) => ({
    put: dated(value),
    outcome: refused('front-matter/ambiguous-date'),
  })),
  ...numbered('fields/title', hostileTexts, (text) => ({
    put: `---\ntitle: ${JSON.stringify(text)}\ndate: 2024-05-06\n---\n\nText.\n`,
    outcome: accepted,
  })),
  ...numbered(
    'fields/heading-title',
    hostileTexts.filter((text) => text.length < 1000),
    (text) => ({
      put: `---\ndate: 2024-05-06\n---\n\n# ${text}\n\nText.\n`,
      outcome: accepted,
    }),
  ),
  ...numbered('fields/every-text', hostileTexts, (text) => {
    const value = JSON.stringify(text);
    return {
      put: article(
        'Text.',
        [`author: ${value}`, `description: ${value}`, `tags: [${value}]`, `source: ${value}`].join('\n'),
      ),
      outcome: either,
    };
  }),
  ...numbered('fields/tag', hostileTags, (tag) => ({
    put: article('Text.', `tags: [${JSON.stringify(tag)}]`),
    outcome: accepted,
  })),
  {
    path: 'fields/all-tags.md',
    put: article('Text.', `tags: ${JSON.stringify(hostileTags)}`),
    outcome: accepted,
  },
  {
    path: 'fields/thousands-of-tags.md',
    put: article('Text.', `tags: [${Array.from({ length: 9000 }, (_, i) => `t${i}`).join()}]`),
    outcome: accepted,
    reports: 'front-matter/bad-value',
  },
  ...numbered(
    'fields/tag-shapes',
    ['{a: 1}', '[[[deep]]]', '[null, ~, ""]', '[1, 2.5, true]', '"a, b; c #d"', '[{name: x}]', '""', '42', '[[wiki]]'],
    (value) => ({ put: article('Text.', `tags: ${value}`), outcome: either }),
  ),
  ...numbered(
    'fields/wrong-shapes',
    [
      'title: [a, b]',
      'title: {a: b}',
      'author: {a: {b: c}}',
      'author: [[[x]]]',
      'description: [1]',
      'lang: [en]',
      'lang: "not a language"',
      'image: {a: b}',
      'enclosure: [[]]',
    ],
    (field) => ({ put: `---\ndate: 2024-05-06\n${field}\n---\n\n# Heading\n\nText.\n`, outcome: either }),
  ),
  ...numbered(
    'fields/id',
    [
      ...['""', '[]', '{}', '"a b"', '"http://EXAMPLE.org/ü"', '"tag:example.org,2020:A b"', `"${'i'.repeat(50_000)}"`],
      ...['"]]>"', '"<x>"', '"\\u0001"', '"\\n"', '"javascript:alert(1)"', '"../x"', '"__proto__"', '5'],
    ],
    (id) => ({ put: article('Text.', `id: ${id}`), outcome: either }),
  ),
  ...numbered(
    'fields/address',
    [
      ...[
        'javascript:alert(1)',
        'JaVaScRiPt:alert(1)',
        ' javascript:alert(1)',
        'java\\nscript:alert(1)',
        'data:text/html,x',
      ],
      ...[
        'vbscript:x',
        'file:///etc/passwd',
        'http://',
        'http://[::1',
        'http://user:password@example.org/',
        '//example.org/x',
      ],
      ...[
        '/relative',
        '../up',
        'http://example.org/a b',
        'http://example.org/]]>',
        'http://example.org/?a=1&b=2',
        'ftp://x.org/',
      ],
      ...[
        'http://example.org:99999/',
        `http://example.org/${'x'.repeat(20_000)}`,
        'http://例え.jp/パス',
        'about:blank',
        'blob:x',
      ],
    ],
    (url) => {
      const value = JSON.stringify(url).replaceAll('\\\\n', '\\n');
      return {
        put: article('Text.', [`source: ${value}`, `image: ${value}`, `enclosure: ${value}`].join('\n')),
        outcome: either,
      };
    },
  ),
  ...numbered(
    'fields/permalink',
    [
      '../../x',
      '/../x',
      'javascript:alert(1)',
      '//evil.example/',
      '/a b/',
      '/\\u0001',
      '/]]>',
      'http://user:pw@x.org/',
      '{}',
      '/javascript:alert(1)',
      '/vbscript:x',
      '/data:text/html,x',
      '/http://[',
      '/https://user:pw@x.org/',
      '/\\\\\\\\evil.example/',
      '/a|b^%',
    ],
    (value) => ({ put: article('Text.', `permalink: ${JSON.stringify(value)}`), outcome: either }),
  ),
];
