import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { brief, errorsOf, folderWith } from './folder.ts';

const elsewhere = 'with --state or "state" in the configuration';

describe('the folder of what must last', () => {
  it('is relative to the file, else to the working directory, and the command line wins', async () => {
    const cwd = folderWith({ 'conf/a.yaml': 'state: ../lasting', 'conf/b.yaml': '{}' });
    const stateOf = async (overrides: object) => (await loadConfig(cwd, overrides)).config?.state;
    expect(await stateOf({})).toBe(join(cwd, '.hayloft'));
    expect(await stateOf({ config: 'conf/a.yaml' })).toBe(join(cwd, 'lasting'));
    expect(await stateOf({ config: 'conf/b.yaml' })).toBe(join(cwd, 'conf/.hayloft'));
    expect(await stateOf({ config: 'conf/a.yaml', state: 's' })).toBe(join(cwd, 's'));
  });

  it.each([
    ['state: output', `1:8 config/bad-value state: "output" is the output folder`],
    ['state: output/.s', `1:8 config/bad-value state: "output/.s" lies in the output folder output`],
    ['output: s/out\nstate: s', `2:8 config/bad-value state: "s" contains the output folder s/out`],
  ])('is none that is served: %j', async (text, problem) => {
    expect(await errorsOf(text)).toEqual([
      `${problem}: what must last would be served, and go when that is deleted (name a folder beside it, ${elsewhere})`,
    ]);
  });

  it.each([
    ['state: articles', `"articles" is a folder of articles (name a folder of its own, ${elsewhere})`],
    ['state: s\narticles: [a, s/b]', `"s" contains the articles folder s/b (name a folder of its own, ${elsewhere})`],
    [
      'state: notes/lasting\narticles: notes',
      `"notes/lasting" lies among the articles of notes (name a folder that begins with a dot, or one elsewhere, ${elsewhere})`,
    ],
  ])('is none that is read: %j', async (text, problem) => {
    expect(await errorsOf(text)).toEqual([`1:8 config/bad-value state: ${problem}`]);
  });

  it.each(['articles: .', 'articles: .\nstate: a/.b/c'])('may lie where a scan never looks: %j', async (text) => {
    const { diagnostics } = await loadConfig(folderWith({ 'hayloft.config.yaml': text }));
    expect(brief(diagnostics)).toEqual([]);
  });

  it('is compared without symbolic links', async () => {
    const cwd = folderWith({ 'hayloft.config.yaml': 'state: s' });
    mkdirSync(join(cwd, 'output'));
    symlinkSync('output', join(cwd, 's'));
    expect(brief((await loadConfig(cwd)).diagnostics)[0]).toContain('"s" is the output folder');
  });

  it('where it is left to the default, the folder that meets it is pointed at', async () => {
    expect((await errorsOf('title: x\narticles: ../a\noutput: .'))[0]).toMatch(
      /^3:9 config\/bad-value state: "\.hayloft" lies in the output folder \.:/,
    );
  });

  it('of the command line is wrong by its option', async () => {
    const errorOf = async (state: string) => brief((await loadConfig(folderWith({}), { state })).diagnostics);
    expect(await errorOf('~/s')).toEqual([
      'config/bad-value --state: "~/s" would be a folder named ~ (only shells read ~ as a home folder: write the path whole)',
    ]);
    expect((await errorOf('output/s'))[0]).toMatch(/^config\/bad-value --state: "output\/s" lies in the output folder/);
  });
});
