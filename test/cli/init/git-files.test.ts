import { describe, expect, it } from 'vitest';
import { gitFiles, linesLacking } from '../../../src/cli/init/git-files.ts';

describe('files for git', () => {
  it('name the state folder as it lies beside them', () => {
    const [attributes, ignored] = gitFiles('site/.hayloft');
    expect(attributes?.lines).toContain('site/.hayloft/ledger.jsonl merge=union -text');
    expect(ignored?.lines).toEqual(['site/.hayloft/cache/', 'site/.hayloft/lock/', 'site/.hayloft/status.json*']);
  });

  it.each(['..', '../.hayloft', '.', 'a b', 'star*', 'd:/state'])(
    'are none where patterns cannot name it: %s',
    (state) => {
      expect(gitFiles(state)).toEqual([]);
    },
  );
});

describe('a file for git that is there', () => {
  it('lacks what it does not say, whatever else it says on the same line, and how it ends its lines', () => {
    const lines = ['.hayloft/ledger.jsonl merge=union -text', '.hayloft/versions/** -text'];
    expect(
      linesLacking('* text=auto\r\n.hayloft/ledger.jsonl  -text merge=union linguist-generated\r\n', lines),
    ).toEqual(['.hayloft/versions/** -text']);
    expect(linesLacking(`# ${lines.join('\n# ')}\n`, lines)).toEqual(lines);
  });
});
