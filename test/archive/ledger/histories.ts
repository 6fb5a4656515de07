import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Beginning, LedgerEvent } from '../../../src/archive/ledger/event.ts';
import { replay } from '../../../src/archive/ledger/ledger.ts';

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** When entries of tests are first published. */
export const start = Date.UTC(2026, 0, 1, 8);

export function published(name: string, more: Partial<Beginning> = {}): Beginning {
  return {
    event: 'published',
    at: start,
    id: `tag:example.org,2026:${name}`,
    path: `${name}.md`,
    title: `Title of ${name}`,
    content: hashOf(`content ${name}`),
    file: hashOf(`file ${name}`),
    published: start,
    updated: start,
    ...more,
  };
}

/** Few of everything, so that histories meet: ids, paths, feeds, hashes and moments. */
const id = fc.constantFrom('tag:a', 'tag:b', 'tag:c', 'tag:d', 'tag:e');
const at = fc.integer({ min: 0, max: 12 }).map((minutes) => start + minutes * 60_000 + 5);
const hash = fc.constantFrom('one', 'two', 'three').map(hashOf);
const path = fc.constantFrom('a.md', 'b/ü.md', 'c.md');
const feeds = fc.uniqueArray(fc.constantFrom('sources/x', 'sources/y', 'feeds/z'), { minLength: 1 });
const title = fc.oneof(fc.constantFrom('One', 'Two'), fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }));
const sometimes = { requiredKeys: [] as [] };

const optional = {
  permalink: fc.constantFrom('/a/', '/b/'),
  original: fc.constant('example.org/a'),
  text: hash,
  sketch: fc.constant('1AbC'),
  attached: hash,
  stated: fc.constantFrom('nothing', '2026-01-01', '2026-01-01T08:00:00', '2026-01-01T08:00:00.005Z'),
  statedUpdate: at,
};
const required = { title, content: hash, file: hash, published: at, updated: at };
const lost = Object.fromEntries(
  Object.entries(optional).map(([name, value]) => [name, fc.option(value as fc.Arbitrary<unknown>)]),
);

const event = fc.oneof(
  ...(['published', 'adopted'] as const).map((kind) =>
    fc
      .tuple(fc.record({ at, id, path, ...required }), fc.record({ ...optional, feeds }, sometimes))
      .map(([facts, more]) => ({ event: kind, ...facts, ...more })),
  ),
  ...(['revised', 'edited', 'edited', 'edited'] as const).map((kind) =>
    fc
      .tuple(fc.record({ at, id }), fc.record({ ...required, ...lost }, sometimes))
      .map(([facts, more]) => ({ event: kind, ...facts, ...more })),
  ),
  fc.record({ event: fc.constant('moved'), at, id, path }),
  fc.record({ event: fc.constant('merged'), at, id, alias: fc.oneof(id, fc.constantFrom('tag:f', 'tag:g')) }),
  fc.record({ event: fc.constant('withdrawn'), at, id, why: fc.constantFrom('deleted', 'draft', 'future') }),
  fc.record({ event: fc.constant('restored'), at, id }),
  fc.record({ event: fc.constant('joined'), at, id, feeds }),
) as fc.Arbitrary<LedgerEvent>;

/** Any events at all, also some that contradict each other. */
export const anyEvents = fc.array(event, { maxLength: 25 });

/** Events that a ledger may hold: of each entry, its beginning first. */
export const history = anyEvents.map((events) => {
  const refused = new Set(replay(events).contradictions.map((contradiction) => JSON.stringify(contradiction.event)));
  return events.filter((each) => !refused.has(JSON.stringify(each)));
});

/** The same events, all of them so much later. */
export const later = (events: readonly LedgerEvent[], ms = 86_400_000): LedgerEvent[] =>
  events.map((each) => ({ ...each, at: each.at + ms }));
