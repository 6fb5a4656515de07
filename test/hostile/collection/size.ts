import { accepted, article, type HostileCase, refused } from '../case.ts';

const paragraph =
  'Words that make a paragraph of ordinary length, with *emphasis*, `code` and a [link](https://example.org/).\n\n';

export const size: readonly HostileCase[] = [
  {
    path: 'size/fifty-megabytes.md',
    put: `${article('Too large.')}${'x'.repeat(1023)}\n`.padEnd(50 * 1024 * 1024, 'large '),
    outcome: refused('file/too-large'),
  },
  {
    path: 'size/three-megabytes.md',
    put: article(`First words. ${paragraph.repeat(28_000)}`),
    outcome: accepted,
    shows: ['First words.'],
  },
  {
    path: 'size/one-line.md',
    put: article(`First words. ${'one line that does not end '.repeat(40_000)}`),
    outcome: accepted,
    shows: ['First words.'],
  },
  {
    path: 'size/long-line-of-code.md',
    put: article(`First words.\n\n\`\`\`\n${'x = 1; '.repeat(20_000)}\n\`\`\``),
    outcome: accepted,
    shows: ['First words.'],
  },
  {
    path: 'size/many-lines.md',
    put: article(`First words.\n\n${'- item\n'.repeat(30_000)}`),
    outcome: accepted,
    shows: ['First words.'],
  },
];
