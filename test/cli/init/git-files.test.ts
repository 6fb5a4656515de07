import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gitFiles, linesLacking } from '../../../src/cli/init/git-files.ts';
import { notRun } from '../../not-run.ts';

describe('files for git', () => {
  it('name the state folder as it lies beside them', () => {
    const [attributes, ignored] = gitFiles('site/.hayloft');
    expect(attributes?.lines).toContain('site/.hayloft/ledger.jsonl merge=union -text');
    expect(ignored?.lines).toEqual(['site/.hayloft/cache/', 'site/.hayloft/lock/', 'site/.hayloft/status.json*']);
  });

  it('make git merge and keep what lasts as it is, and not what is none of theirs', (context) => {
    const root = mkdtempSync(join(tmpdir(), 'hayloft-git-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
    if (git('init', '-q').status !== 0) notRun(context, 'there is no git here');
    writeFileSync(join(root, '.gitattributes'), (gitFiles('.hayloft')[0]?.lines ?? []).join('\n'));
    const attributes = (path: string) => git('check-attr', 'merge', 'text', '--', path).stdout.match(/\w+$/gm);
    expect(attributes('.hayloft/ledger.jsonl')).toEqual(['union', 'unset']);
    expect(attributes('.hayloft/pictures/index.jsonl')).toEqual(['union', 'unset']);
    for (const path of ['versions/1f/0a.md', 'attachments/sub/a.svg', 'pictures/1f/0a.svg']) {
      expect(attributes(`.hayloft/${path}`)).toEqual(['unspecified', 'unset']);
    }
    expect(attributes('articles/a.md')).toEqual(['unspecified', 'unspecified']);
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
