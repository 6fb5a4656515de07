import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { type ConfigFile, configSchema } from '../../src/config/schema.ts';
import { starterConfig } from '../../src/config/starter.ts';
import { folderWith, load } from './folder.ts';

describe('the first configuration', () => {
  it('is valid as it is, and changes nothing but what it was given', async () => {
    const { config, diagnostics } = await load(
      starterConfig({ siteId: 'example.org,2026-03', baseUrl: 'https://example.org/', timezone: 'Asia/Tokyo' }),
    );
    expect(diagnostics).toEqual([]);
    const plain = await load('{}', 'hayloft.config.yaml', { baseUrl: 'https://example.org/' });
    const { file: _, articles: __, output: ___, state: ____, ...rest } = plain.config ?? {};
    expect(config).toMatchObject({ ...rest, siteId: 'example.org,2026-03', timezone: 'Asia/Tokyo' });
  });

  it('without a base URL is valid, and warns', async () => {
    const { config, diagnostics } = await load(starterConfig({ siteId: 'example.org,2026' }));
    expect(config?.siteId).toBe('example.org,2026');
    expect(diagnostics.map(({ code }) => code)).toEqual(['config/no-base-url']);
  });

  it('with every # taken away is valid, and uses every key there is', async () => {
    const text = starterConfig({ siteId: 'example.org,2026' }).replace(/^#(?! )|^#(?= {2})/gm, '');
    const { config, diagnostics } = await loadConfig(
      folderWith({ 'hayloft.config.yaml': text, 'theme/style.css': '' }),
    );
    expect(diagnostics).toEqual([]);
    expect(config?.feeds).toHaveLength(1);
    const { load: parse } = await import('js-yaml');
    const written = parse(text) as ConfigFile;
    const known = Object.keys(configSchema.pipe[1].entries).filter((key) => key !== '$schema');
    expect(Object.keys(written).sort()).toEqual(known.sort());
  });

  it('names the schema for editors where it is told to', () => {
    expect(starterConfig({ siteId: 'a,2026', schema: '../x.json' })).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/x\.json\n/,
    );
  });
});
