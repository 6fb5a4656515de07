import { accepted, article, either, type HostileCase, numbered, refused } from '../case.ts';

/** Would leave this file in the working directory, were the front matter run. */
export const trace = 'hayloft-was-run';

const program = [
  `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'x')`,
  `({ title: process.mainModule.require('fs').writeFileSync(${JSON.stringify(trace)}, 'x') || 'Run', date: '2024-05-06' })`,
].join('\n');

const languages = [
  ...['js', 'javascript', 'JS', 'JavaScript', 'mjs', 'cjs', 'jsx', 'ts', 'typescript', 'coffee', 'coffeescript'],
  ...['cson', 'node', 'ecmascript'],
];

/** Not data, and members of Object.prototype, in which gray-matter looks languages up. */
const unknown = [
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'valueOf',
  'python',
  'xml',
  'ini',
  'php',
  'YAML2',
];

const bomb = [
  'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]',
  ...'bcdefghi'.split('').map((name, index) => {
    const before = `*${'abcdefgh'[index]}`;
    return `${name}: &${name} [${Array(9).fill(before).join(',')}]`;
  }),
].join('\n');

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

export const fences: readonly HostileCase[] = [
  ...languages.flatMap((language, index) =>
    [`---${language}`, `--- ${language}`].map((fence, form) => ({
      path: `fences/executable/${index + 1}-${form + 1}.md`,
      put: `${fence}\n${program}\n---\n\nNever.\n`,
      outcome: refused('front-matter/executable'),
    })),
  ),
  ...numbered('fences/unknown', unknown, (language) => ({
    put: `---${language}\ntitle: Odd\ndate: 2024-05-06\n---\n\nNever.\n`,
    outcome: refused('front-matter/unknown-language', 'front-matter/executable'),
  })),
  ...numbered(
    'fences/tags',
    [
      '!!js/function "function(){}"',
      '!!js/regexp /a/',
      '!!js/undefined ""',
      '!!python/object/apply:os.system ["true"]',
      '!!binary aGF5',
      '!custom x',
      '!<tag:example.org,2024:x> y',
    ],
    (value) => ({
      put: `---\ntitle: Tagged\ndate: 2024-05-06\nextra: ${value}\n---\n\nText.\n`,
      outcome: either,
    }),
  ),
  ...numbered(
    'fences/too-much',
    [
      `${bomb}`,
      `deep: ${nested(40)}`,
      `deep: ${nested(5000)}`,
      `deep: ${'{a: '.repeat(400)}1${'}'.repeat(400)}`,
      `wide: [${'1,'.repeat(20_000)}1]`,
      `long: "${'x'.repeat(3_000_000)}"`,
      Array.from({ length: 60_000 }, (_, i) => `key${i}: ${i}`).join('\n'),
      '\n'.repeat(30_000),
      `a: &a\n  b: *a`,
    ],
    (fields) => ({
      put: article('Text.', fields),
      outcome: refused('front-matter/too-large', 'front-matter/too-deep', 'front-matter/syntax'),
    }),
  ),
  {
    path: 'fences/never-closed-and-large.md',
    put: `---\ntitle: Open\ndate: 2024-05-06\n${'some text that goes on\n'.repeat(100_000)}`,
    outcome: refused('front-matter/unclosed'),
  },
  {
    path: 'fences/never-closed.md',
    put: '---\ntitle: Open\ndate: 2024-05-06\n\nText.\n',
    outcome: refused('front-matter/unclosed'),
  },
  { path: 'fences/never-closed-toml.md', put: '+++\ntitle = "Open"\n', outcome: refused('front-matter/unclosed') },
  {
    path: 'fences/never-closed-json.md',
    put: '{"title": "Open", "date": "2024-05-06"',
    outcome: refused('front-matter/syntax', 'front-matter/missing-date'),
  },
  { path: 'fences/only-a-fence.md', put: '---', outcome: refused('front-matter/unclosed') },
  { path: 'fences/two-fences.md', put: '---\n---\n', outcome: refused('front-matter/missing-date', 'content/empty') },
  {
    path: 'fences/list.md',
    put: '---\n- title: x\n- date: 2024-05-06\n---\nText.\n',
    outcome: refused('front-matter/not-a-mapping'),
  },
  { path: 'fences/scalar.md', put: '---\njust words\n---\nText.\n', outcome: refused('front-matter/not-a-mapping') },
  {
    path: 'fences/null.md',
    put: '---\nnull\n---\nText.\n',
    outcome: refused('front-matter/not-a-mapping', 'front-matter/missing-date'),
  },
  {
    path: 'fences/two-documents.md',
    put: '---\ntitle: One\ndate: 2024-05-06\n...\n---\nsecret: x\n---\nText.\n',
    outcome: either,
  },
  { path: 'fences/closing-look-alike.md', put: '---\ntitle: x\ndate: 2024-05-06\n----\n---\nText.\n', outcome: either },
  {
    path: 'fences/fence-in-value.md',
    put: '---\ntitle: Block\ndate: 2024-05-06\ndescription: |\n  one\n  ---\n  two\n---\nText.\n',
    outcome: accepted,
    shows: ['Text.'],
  },
  ...numbered(
    'fences/broken-yaml',
    [
      'x: "unclosed',
      'x: [1, 2',
      'x: {a: 1',
      '? [complex, key]\n: value',
      '\t- tab',
      'x: *nowhere',
      'x: &a 1\ny: &a 2\nz: *a',
      '%YAML 9.9',
      '@: 1',
      "x: 'it's'",
      'x: - y',
      '<<: *x',
    ],
    (fields) => ({ put: article('Text.', fields), outcome: either }),
  ),
  ...numbered(
    'fences/broken-toml',
    ['x = ', 'x = 1\nx = 2', '[a]\n[a]', 'x = """', 'date2 = 2024-02-31', 'a.b = 1\na.b.c = 2', 'x = { a = 1,, }'],
    (fields) => ({
      put: `+++\ntitle = "T"\ndate = 2024-05-06\n${fields}\n+++\nText.\n`,
      outcome: either,
    }),
  ),
  {
    path: 'fences/prototype.md',
    put: article(
      'Unpolluted.',
      '__proto__:\n  polluted: yes\n  draft: true\nconstructor:\n  prototype:\n    polluted: yes\ntoString: x\nhasOwnProperty: 1',
    ),
    outcome: accepted,
    shows: ['Unpolluted.'],
  },
  {
    path: 'fences/prototype-json.md',
    put: '---json\n{"__proto__": {"title": "Polluted"}, "constructor": 1, "title": "Own", "date": "2024-05-06"}\n---\nText.\n',
    outcome: accepted,
    title: 'Own',
  },
  {
    path: 'fences/prototype-toml.md',
    put: '+++\ntitle = "Own"\ndate = 2024-05-06\n[__proto__]\npolluted = true\n+++\nText.\n',
    outcome: either,
  },
  {
    path: 'fences/xml-in-front.md',
    put: `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<x>&a;</x>\n`,
    outcome: refused('front-matter/missing-date'),
  },
  {
    path: 'fences/2024-05-06-entities.md',
    put: `<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>\n\nText with &lol2; and &amp;amp;.\n`,
    outcome: accepted,
  },
  { path: 'fences/2024-05-06-none.md', put: 'No front matter at all.\n', outcome: accepted, title: 'none' },
  { path: 'fences/empty.md', put: '', outcome: refused('content/empty', 'front-matter/missing-date') },
  { path: 'fences/2024-05-06-blank.md', put: ' \n\t\n\n', outcome: refused('content/empty') },
  {
    path: 'fences/only-front-matter.md',
    put: '---\ntitle: Nothing more\ndate: 2024-05-06\n---',
    outcome: accepted,
    title: 'Nothing more',
  },
  { path: 'fences/nothing-said.md', put: '---\ndate: 2024-05-06\n---\n', outcome: refused('content/empty') },
];
