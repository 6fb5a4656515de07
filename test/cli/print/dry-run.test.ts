import { expect, it } from 'vitest';
import type { EntryChange } from '../../../src/cli/entry-changes.ts';
import { dryRunText } from '../../../src/cli/print/dry-run.ts';
import { styleFor } from '../../../src/cli/print/style.ts';

const plain = styleFor(false);

it('says how many there are of each kind, and names them', () => {
  const changes: EntryChange[] = [
    { what: 'new', id: '1', file: 'articles/a.md', title: 'A' },
    { what: 'new', id: '2', file: 'articles/b.md', title: 'B\u001B[2J' },
    { what: 'moved', id: '3', file: 'articles/c.md', title: 'C' },
    { what: 'left out', file: 'articles/d.md' },
  ];
  expect(dryRunText(changes, plain)).toBe(
    [
      '2 new, 0 revised, 0 resurfaced, 1 moved, 1 left out',
      '  new       articles/a.md  A',
      '  new       articles/b.md  B\\u001b[2J',
      '  moved     articles/c.md  C',
      '  left out  articles/d.md',
    ].join('\n'),
  );
});

it('says of nothing that it is nothing', () => {
  expect(dryRunText([], plain)).toBe('0 new, 0 revised, 0 resurfaced, 0 left out');
});

it('names so many of a kind only, and counts the others', () => {
  const many = Array.from({ length: 1053 }, (_, i): EntryChange => ({ what: 'new', file: `${i}.md`, title: 't' }));
  const lines = dryRunText(many, plain).split('\n');
  expect(lines[0]).toBe('1,053 new, 0 revised, 0 resurfaced, 0 left out');
  expect(lines.at(-1)).toBe('  new  and 1,003 more');
});
