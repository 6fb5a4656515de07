import { writeFileSync } from 'node:fs';
import { accepted, article, either, type HostileCase, refused } from '../case.ts';

const stems = [
  ...[
    'new\nline',
    'carriage\rreturn',
    'tab\there',
    'bell\u0007',
    'escape\u001b[31m',
    'quote"double',
    "quote'single",
    '`backtick`',
  ],
  ...[
    '-rf',
    '--help',
    '-',
    ' leading',
    'trailing ',
    '  ',
    'a  b',
    'a b',
    '%2e%2e',
    '%',
    '%zz',
    '%00',
    '#hash',
    '?query',
    'a&b',
    'a;b',
  ],
  ...[
    'a|b',
    'a>b',
    'a<b',
    '<script>alert(1)<',
    '$(touch x)',
    `$\{x}`,
    '{{x}}',
    '*',
    '[x]',
    '(x)',
    '!x',
    '~',
    '~root',
    'a=b',
    'a,b',
    'a+b',
    'a:b',
  ],
  ...[
    'C:\\x',
    'a\\b',
    '..\\..\\x',
    '...',
    '....',
    'a.b.c',
    'con',
    'nul',
    'aux',
    'index',
    'README',
    'rss.xml',
    'media',
    '__proto__',
    'constructor',
  ],
  ...['\u00e9', '한', '日本語', 'العربية', 'עברית', '🎉', '\u202erev', '\u200bzero', '\ufeffmark', '\u00a0nbsp'],
  ...[
    'ｆｕｌｌ',
    'İ',
    'ı',
    'ß',
    ']]>',
    '&amp;',
    "' or 1=1",
    'x'.repeat(200),
    '語'.repeat(80),
    '\u0001',
    '\u0085',
    '\u2028',
    '\ufffe',
  ],
];

const depth = Array.from({ length: 40 }, (_, index) => `level-${index}`).join('/');

export const names: readonly HostileCase[] = [
  ...stems.map(
    (name, index): HostileCase => ({
      path: `names/${name}.md`,
      put: article(`Named ${index}.`),
      outcome: name.startsWith('.') ? either : accepted,
      shows: [`Named ${index}.`],
    }),
  ),
  ...stems
    .filter((name) => name.length < 100)
    .map(
      (name, index): HostileCase => ({
        path: `names/folder ${name}/x.md`,
        put: article(`In a folder named ${index}.`),
        outcome: accepted,
        shows: [`In a folder named ${index}.`],
      }),
    ),
  ...['Case.md', 'case.md', 'CASE.md', 'Case/x.md', 'case/x.md'].map(
    (name): HostileCase => ({
      path: `names/by-case/${name}`,
      put: article(`Case of ${name}.`),
      outcome: accepted,
      shows: [`Case of ${name}.`],
    }),
  ),
  // Two spellings of one letter are two files here and one lasting path: one gives way, and is named.
  ...['e\u0301', '\u00e9'].map(
    (name): HostileCase => ({ path: `names/twins/${name}.md`, put: article('Twin.'), outcome: either }),
  ),
  { path: `names/${depth}/deep.md`, put: article('Deep.'), outcome: accepted, shows: ['Deep.'] },
  {
    path: 'names/not-utf8-\ufffd.md',
    put: (absolute) => {
      const [before, after] = absolute.split('\ufffd') as [string, string];
      writeFileSync(
        Buffer.concat([Buffer.from(before), Buffer.from([0xe9]), Buffer.from(after)]),
        article('Latin-1 name.'),
      );
    },
    outcome: refused('file/unreadable'),
  },
  { path: 'names/UPPER.MD', put: article('Upper extension.'), outcome: accepted, shows: ['Upper extension.'] },
];
