import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../scripts/config-schema.ts';
import { brief, load } from './folder.ts';

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

/** The names of all keys that the schema knows, at any depth. */
function keysIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const properties = 'properties' in node ? Object.keys(node.properties as object) : [];
  return [...properties, ...Object.values(node).flatMap(keysIn)];
}

describe('docs/configuration.md', () => {
  it('explains every key there is', () => {
    const missing = keysIn(configJsonSchema()).filter(
      (key) => !page.includes(`\`${key}\``) && !page.includes(`\`{ ${key}`),
    );
    expect(missing.filter((key) => !['all', 'any', 'none'].includes(key))).toEqual([]);
  });

  it('explains no key that there is not', () => {
    const known = new Set(keysIn(configJsonSchema()));
    const explained = [...page.matchAll(/^\| `([\w$]+)` \|/gm)].map(([, key]) => key as string);
    expect(explained.length).toBeGreaterThan(25);
    expect(explained.filter((key) => !known.has(key))).toEqual([]);
  });

  it.each([...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text as string))(
    'shows what works: %.40j',
    async (text) => {
      expect(brief((await load(text)).diagnostics)).toEqual([]);
    },
  );
});
