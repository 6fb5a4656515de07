import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { brief, configOf, folderWith } from './folder.ts';

/** What is wrong with a configuration in a folder that holds a theme in `looks`, and one among the articles. */
async function errorsIn(text: string, overrides: object = {}): Promise<string[]> {
  const files = { 'hayloft.config.yaml': text, 'looks/style.css': '', 'articles/.looks/theme.js': '' };
  return brief((await loadConfig(folderWith(files), overrides)).diagnostics);
}

describe('pages', () => {
  it.each([
    ['{}', { noindex: false, search: true, markdown: true }],
    ['pages: true', { noindex: false, search: true, markdown: true }],
    ['pages: { noindex: true, search: false }', { noindex: true, search: false, markdown: true }],
    ['pages: { markdown: false }', { noindex: false, search: true, markdown: false }],
    ['pages: false', false],
  ])('are there unless nobody wants them: %s', async (text, pages) => {
    expect((await configOf(text)).pages).toEqual(pages);
  });

  it('of a folder are listed or not as it says, and nothing is said for it', async () => {
    const { articles } = await configOf('articles: [a, { path: b, noindex: true }, { path: c, noindex: false }]');
    expect(articles.map((folder) => ('noindex' in folder ? folder.noindex : 'unsaid'))).toEqual([
      'unsaid',
      true,
      false,
    ]);
  });
});

describe('a theme', () => {
  it('is a folder, relative to the file', async () => {
    const cwd = folderWith({ 'conf/a.yaml': 'pages: { theme: ../looks, search: false }', 'looks/theme.js': '' });
    const { config } = await loadConfig(cwd, { config: 'conf/a.yaml' });
    expect(config?.pages).toEqual({ theme: join(cwd, 'looks'), noindex: false, search: false, markdown: true });
  });

  it.each([
    [
      'look',
      'config/bad-value pages.theme: there is no folder "look" (make it, with style.css or theme.js in it; or remove the key)',
    ],
    ['looks/style.css', 'config/bad-value pages.theme: "looks/style.css" is a file (name the folder it is in)'],
    [
      'articles/.looks',
      'config/in-articles pages.theme: "articles/.looks" lies among the articles of articles, and themes are scripts (name a folder elsewhere; if all that is there is your own, say --config and the name of the configuration)',
    ],
  ])('%s is none', async (theme, error) => {
    expect(await errorsIn(`pages: { theme: ${theme} }`)).toEqual([`1:17 ${error}`]);
  });

  it('is not run from where articles come from, unless the command line names what names it', async () => {
    const text = 'pages: { theme: looks }';
    expect(await errorsIn(text)).toEqual([]);
    expect((await errorsIn(text, { articles: ['.'], state: '../s' }))[0]).toMatch(/^1:17 config\/in-articles /);
    expect(await errorsIn(text, { articles: ['.'], config: 'hayloft.config.yaml' })).toEqual([]);
  });

  it('lies apart from the output, without symbolic links', async () => {
    const problem =
      'lies in the output folder looks: it would be served, and go when that is deleted (name a folder beside it)';
    expect(await errorsIn('output: looks\npages: { theme: looks }')).toEqual([
      `2:17 config/bad-value pages.theme: "looks" ${problem}`,
    ]);
    const cwd = folderWith({ 'hayloft.config.yaml': 'output: looks\npages: { theme: t }' });
    mkdirSync(join(cwd, 'looks/inner'), { recursive: true });
    symlinkSync('looks/inner', join(cwd, 't'));
    expect(brief((await loadConfig(cwd)).diagnostics)).toEqual([`2:17 config/bad-value pages.theme: "t" ${problem}`]);
  });
});
