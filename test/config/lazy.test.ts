import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { folderWith } from './folder.ts';

const loaded = vi.hoisted(() => new Set<string>());
const noted = vi.hoisted(() => (name: string) => async (original: () => Promise<object>) => {
  loaded.add(name);
  return original();
});
vi.mock('valibot', noted('valibot'));
vi.mock('yaml', noted('yaml'));
vi.mock('js-yaml', noted('js-yaml'));
vi.mock('jiti', noted('jiti'));
vi.mock('node-cron', noted('node-cron'));

beforeEach(() => {
  loaded.clear();
  vi.resetModules();
});

/** In this order, since a module that has been loaded is not loaded again. */
describe('what is loaded', () => {
  it('is nothing where there is no configuration file', async () => {
    await loadConfig(folderWith({}), { baseUrl: 'https://example.org/', timezone: 'Europe/Lisbon' });
    expect([...loaded]).toEqual([]);
  });

  it('is what reads and checks, where the file is right', async () => {
    await loadConfig(folderWith({ 'hayloft.config.yaml': 'title: x' }));
    expect([...loaded].sort()).toEqual(['js-yaml', 'valibot']);
  });

  it('is what reads a schedule only where there is one', async () => {
    await loadConfig(folderWith({ 'hayloft.config.yaml': 'schedule: "0 6 * * *"' }));
    expect([...loaded]).toEqual(['node-cron']);
  });

  it('is what finds places only where something is wrong', async () => {
    await loadConfig(folderWith({ 'hayloft.config.yaml': 'titel: x' }));
    expect([...loaded]).toContain('yaml');
    expect([...loaded]).not.toContain('jiti');
  });
});
