import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { load as parse } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../scripts/config-schema.ts';
import { starterConfig } from '../../src/config/starter.ts';
import { load } from './folder.ts';

const committed = JSON.parse(readFileSync(new URL('../../schema/config.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(committed);

async function isAccepted(text: string): Promise<boolean> {
  return (await load(text)).config !== undefined;
}

describe('schema/config.schema.json', () => {
  it('is what `npm run schemas` makes', () => {
    expect(committed).toEqual(configJsonSchema());
  });

  it('describes every key', () => {
    const bare: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries('properties' in node ? (node.properties as object) : {})) {
        if (typeof value.description !== 'string') bare.push(`${path}.${key}`);
      }
      for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`);
    };
    visit(committed, '');
    expect(bare).toEqual([]);
  });

  it.each([
    '{}',
    starterConfig({ siteId: 'example.org,2026', baseUrl: 'https://example.org/' }),
    'articles: notes',
    'articles: { path: notes, include: [], content: summary }',
    'articles: [a, { path: b, tags: [x] }]',
    'author: [A, { name: B, url: "http://b.org" }]',
    'feed: { entries: all, bytes: 1, formats: [json] }',
    'groups: { sources: false, tags: { entries: 3 } }',
    'feeds: { 日本語: { tags: { none: [a] }, from: 2026-01-01, until: "2026-01-01T10:00:00+01:00", entries: all } }',
    'sources: { "A B": { hosts: [a.org] } }',
    'siteId: me@example.org,2026-03-01',
    'history: { entries: 1, tags: true }',
    'history: false\nversions: false\ntombstones: true\nstate: ../lasting',
    'guard: { entries: 0, percent: 0.5 }',
    'guard: false',
    'articles: { path: notes, undated: first-seen, keep: true, pictures: true }',
    'language: zh-hant-TW',
    'pages: true',
    'pages: false',
    'pages: { noindex: true, search: false, markdown: false }\narticles: { path: notes, noindex: false }',
  ])('accepts what the loader accepts: %.60j', async (text) => {
    expect(await isAccepted(text)).toBe(true);
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    ...[
      '[]',
      '"x"',
      'titel: x',
      'title: 3',
      'title: ""',
      'title: " "',
      'title: "\\u0001\\u200b"',
      'title:',
      'title: [x]',
    ],
    ...['pages: on', 'pages: { theme: "" }', 'pages: { noindex: all }', 'articles: { path: a, noindex: 1 }'],
    ...['history: 100', 'history: { entries: 0 }', 'history: { tags: [x] }', 'versions: 1', 'tombstones:', 'state: ""'],
    ...['guard: true', 'guard: { entries: all }', 'guard: { entries: 1.5 }', 'guard: { percent: 101 }'],
    ...['articles: { path: a, undated: keep }', 'articles: { path: a, keep: always }'],
    ...[
      'siteId: Example.org,2026',
      'baseUrl: example.org',
      'language: pt_BR',
      'language: english',
      'timezone: "+01:00"',
    ],
    ...[
      'articles: []',
      'articles: [{ tags: [x] }]',
      'articles: [{ path: a, paht: b }]',
      'articles: [3]',
      'articles: ""',
    ],
    ...[
      'author: { url: "http://b.org" }',
      'author: 3',
      'author: [{ name: "" }]',
      'link: { page: all.html }',
      'link: []',
    ],
    ...['feed: []', 'feed: { entries: 0 }', 'feed: { entries: 1.5 }', 'feed: { bytes: "50" }', 'feed: { formats: [] }'],
    ...['feed: { formats: [rdf] }', 'feed: false', 'groups: false', 'groups: { sources: true }', 'feeds: [a]'],
    ...[
      'feeds: { "a b": {} }',
      'feeds: { a: { from: 2026 } }',
      'feeds: { a: { tags: [x] } }',
      'sources: { a: { hosts: a.org } }',
    ],
    ...['sources: { a: { hosts: ["http://a.org"] } }', 'sources: { a: { url: a.org } }', 'sources: { a: }'],
  ])('refuses what the loader refuses: %j', async (text) => {
    expect(await isAccepted(text)).toBe(false);
    expect(validate(parse(text))).toBe(false);
  });

  it.each([
    'timezone: Europe/Lisboa',
    'feeds: { a: { from: 2026-02-30 } }',
    'articles: [a, a/b]',
    'siteId: a..b,2026',
    'articles: [{ path: a, include: ["[x"] }]',
    'state: output/state',
    'pages: { theme: nowhere }',
  ])('is laxer than the loader where a value must be known: %j', async (text) => {
    expect(await isAccepted(text)).toBe(false);
    expect(validate(parse(text))).toBe(true);
  });
});
