import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptConfiguration } from '../../src/cli/kept-configuration.ts';
import type { Overrides } from '../../src/config/overrides.ts';
import { folderWith } from '../config/folder.ts';

const yaml = 'title: First\nbaseUrl: https://example.org/\nfeed: { bytes: all }\n';

/** Understands a configuration, and keeps it as a run that writes does. */
async function understood(folder: string, overrides: Overrides = {}) {
  const { keep, ...loaded } = await keptConfiguration(folder, overrides);
  keep();
  return loaded;
}

const kept = (folder: string) => join(folder, '.hayloft', 'cache', 'configuration');

/** What is kept is told apart from what is understood anew by a title that is nowhere written. */
async function isTakenFromKept(folder: string, overrides: Overrides = {}): Promise<boolean> {
  const before = readFileSync(kept(folder));
  rmSync(kept(folder));
  const anew = await keptConfiguration(folder, overrides);
  writeFileSync(kept(folder), before);
  const again = await keptConfiguration(folder, overrides);
  expect({ ...again, keep: 0 }).toEqual({ ...anew, keep: 0 });
  // What was taken from there is not kept once more.
  rmSync(kept(folder));
  again.keep();
  try {
    readFileSync(kept(folder));
    return false;
  } catch {
    writeFileSync(kept(folder), before);
    return true;
  }
}

describe('a configuration', () => {
  it.each([
    ['in YAML', { 'hayloft.config.yaml': yaml }],
    [
      'in JSON',
      { 'hayloft.config.json': '{ "title": "First", "feed": { "bytes": "all" }, "server": { "aliases": {} } }' },
    ],
    ['without a file', {}],
  ])('%s is understood once, and is the same then', async (_, files) => {
    const folder = folderWith(files);
    const first = await understood(folder);
    expect(first.config?.output).toBe(join(folder, 'output'));
    expect(await isTakenFromKept(folder)).toBe(true);
  });

  it('is understood again when its bytes, its place, or what the command line says is another', async () => {
    const folder = folderWith({ 'hayloft.config.yaml': yaml });
    await understood(folder);
    expect(await isTakenFromKept(folder, { baseUrl: 'https://example.com/' })).toBe(false);
    await understood(folder);
    writeFileSync(join(folder, 'hayloft.config.yaml'), yaml.replace('First', 'Other'));
    expect((await understood(folder)).config?.title).toBe('Other');
    writeFileSync(join(folder, 'hayloft.config.json'), '{}');
    expect((await understood(folder)).diagnostics).toMatchObject([{ code: 'config/several' }]);
  });

  it('is understood again when a link leads elsewhere', async () => {
    const folder = folderWith({ 'hayloft.config.yaml': yaml });
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('elsewhere', join(folder, 'articles'));
    expect((await understood(folder)).config).toBeDefined();
    rmSync(join(folder, 'articles'));
    symlinkSync('output', join(folder, 'articles'));
    mkdirSync(join(folder, 'output'));
    expect((await understood(folder)).diagnostics).not.toEqual([]);
  });

  it('is understood again when the folder of its theme is gone', async () => {
    const files = { 'hayloft.config.yaml': `${yaml}pages: { theme: looks }\n`, 'looks/style.css': '' };
    const folder = folderWith(files);
    await understood(folder);
    expect(await isTakenFromKept(folder)).toBe(true);
    rmSync(join(folder, 'looks'), { recursive: true });
    expect((await understood(folder)).diagnostics).toMatchObject([{ code: 'config/bad-value' }]);
  });

  it('is not kept where it is a script, wrong, or names the state folder', async () => {
    for (const files of [
      { 'hayloft.config.mjs': 'export default { title: "First" }' },
      { 'hayloft.config.yaml': 'titel: First' },
      { 'hayloft.config.yaml': 'state: elsewhere' },
    ]) {
      const folder = folderWith(files as Record<string, string>);
      await understood(folder);
      expect(() => readFileSync(kept(folder))).toThrow();
    }
  });

  it('is understood again where what was kept is damaged', async () => {
    const folder = folderWith({ 'hayloft.config.yaml': yaml });
    const right = await understood(folder);
    const bytes = readFileSync(kept(folder));
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 1;
      writeFileSync(kept(folder), damaged);
      const { keep, ...again } = await keptConfiguration(folder, {});
      expect(again).toEqual(right);
    }
  });
});
