import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../src/archive/ledger/event.ts';
import { headerLine, lineOf } from '../../../src/archive/ledger/line.ts';
import { ledgerBytes, linesOf, readLedgerText } from '../../../src/archive/ledger/text.ts';
import { hashOf, history, published, start } from './histories.ts';

const a = published('ä', { feeds: ['sources/x'], stated: '2026-01-01', sketch: '1AbC' });
const events: LedgerEvent[] = [
  a,
  published('b', { at: start + 1 }),
  { event: 'revised', at: start + 2, id: a.id, title: 'Naïve “quotes” — 日本', content: hashOf('new'), stated: null },
  { event: 'withdrawn', at: start + 3, id: a.id, why: 'draft' },
];
const bytes = ledgerBytes(events);

/** Of the ledger above with one line more, given as text. */
const withLine = (line: string) => readLedgerText(Buffer.concat([bytes, Buffer.from(`${line}\n`)]));
const lineWith = (fields: object) =>
  JSON.stringify({ event: 'moved', at: '2026-01-02T08:00:00Z', id: a.id, ...fields });

describe('a line', () => {
  it('states its fields in one order, moments in UTC, and the sum of its text last', () => {
    expect(lineOf({ id: 'tag:x', why: 'draft', at: start + 5, event: 'withdrawn' })).toBe(
      '{"event":"withdrawn","at":"2026-01-01T08:00:00.005Z","id":"tag:x","why":"draft","sum":"04656458"}',
    );
  });
});

describe('a ledger', () => {
  it('is read back as it was written, whatever its events hold', () => {
    fc.assert(
      fc.property(history, (told) => {
        const read = readLedgerText(ledgerBytes(told));
        expect(read).toMatchObject({ events: told, damage: [] });
        expect(read.torn).toBeUndefined();
        expect(ledgerBytes(read.events)).toEqual(ledgerBytes(told));
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('takes no event that could not be read again', () => {
    expect(() => linesOf([a, published('c', { title: '' })])).toThrow(/"title" "", not a text that is not empty/);
    expect(() => linesOf([published('c', { at: Date.UTC(10_000, 0) })])).toThrow(/the "at" "\+010000-/);
  });

  it('may have the line breaks and the byte order mark of Windows, blank lines, and its header once more', () => {
    const text = bytes.toString().replaceAll('\n', '\r\n');
    const read = readLedgerText(Buffer.from(`\uFEFF${text}\r\n\n${headerLine}\n`));
    expect(read).toMatchObject({ events, damage: [], lines: events.length + 2 });
  });

  it('may lack the line feed at its end', () => {
    const read = readLedgerText(bytes.subarray(0, -1));
    expect(read).toMatchObject({ events, damage: [] });
    expect(read.torn).toBeUndefined();
  });

  it('that is torn at any byte of its last line has lost nothing else', () => {
    const last = linesOf(events.slice(-1));
    const from = bytes.length - last.length;
    for (let end = from + 1; end < bytes.length - 1; end += 1) {
      const torn = { from, to: end };
      expect(readLedgerText(bytes.subarray(0, end))).toMatchObject({ events: events.slice(0, -1), damage: [], torn });
    }
  });

  it('that was cut off anywhere behind its first line is what it was before, and torn at most', () => {
    for (let end = headerLine.length + 1; end <= bytes.length; end += 1) {
      const { damage, events: read } = readLedgerText(bytes.subarray(0, end));
      expect({ end, damage, read }).toEqual({ end, damage: [], read: events.slice(0, read.length) });
    }
  });

  it('that ends with NUL bytes, where a file system had no time for the data, is torn there', () => {
    const from = bytes.length;
    const nothing = Buffer.alloc(100);
    const behind = readLedgerText(Buffer.concat([bytes, nothing]));
    expect(behind).toMatchObject({ events, damage: [], torn: { from, to: from + 100 } });
    const within = readLedgerText(Buffer.concat([bytes.subarray(0, -9), nothing]));
    expect(within).toMatchObject({ events: events.slice(0, -1), damage: [], torn: { to: from + 91 } });
    const instead = readLedgerText(Buffer.concat([bytes.subarray(0, -1), nothing]));
    expect(instead).toMatchObject({ events, damage: [], torn: { from: from - 1, to: from + 99 } });
  });
});

describe('a byte that is another', () => {
  it('is found wherever it lies, and its line is named', () => {
    let line = 1;
    for (const [i, byte] of bytes.entries()) {
      for (const other of [byte ^ 1, byte ^ 0x20, byte ^ 0x80, 0x22, 0x7d, 0xff, 0x0a, 0x0d, 0x00]) {
        if (other === byte) continue;
        const changed = Buffer.from(bytes);
        changed[i] = other;
        const { damage, events: read } = readLedgerText(changed);
        const isHarmless = i === bytes.length - 1 && (other === 0x0d || other === 0x00);
        if (isHarmless) expect({ other, damage, read }).toEqual({ other, damage: [], read: events });
        // A line that is broken in two before its first byte is now the next one.
        else expect([line, other === 0x0a ? line + 1 : line], `byte ${i}, ${other}`).toContain(damage[0]?.line);
      }
      if (byte === 0x0a) line += 1;
    }
  });
});

describe('damage', () => {
  it.each([
    ['nothing', '', /what the ledger began with is lost/],
    ['NUL bytes only', '\0\0\0\0', /what the ledger began with is lost/],
    ['a ledger without its first line', linesOf(events).toString(), /what the ledger began with is lost/],
    ['a ledger that was cut short in its first line', headerLine.slice(0, 9), /cut short/],
    ['another file', 'title: Press\n', /is not JSON/],
    ['another JSON file', '{"hayloft":"cache","version":1}\n', /is not {"hayloft":"ledger"/],
  ])('is what is no ledger: %s', (_, text, problem) => {
    expect(readLedgerText(Buffer.from(text)).damage[0]).toMatchObject({
      line: 1,
      problem: expect.stringMatching(problem),
    });
  });

  it('is nothing but one line where a newer Hayloft wrote the ledger', () => {
    const read = readLedgerText(Buffer.from('{"hayloft":"ledger","version":2}\n{"event":"starred"}\n'));
    expect(read.damage).toMatchObject([{ line: 1, problem: expect.stringContaining('a newer Hayloft') }]);
  });

  it.each([
    ['a line that is cut short, with others behind it', '{"event":"moved","at":"20', /^is cut short$/],
    ['what is no object', '["moved"]', /^is no JSON object$/],
    ['an unknown event', lineWith({ event: 'starred' }), /^has the unknown event "starred"$/],
    ['an event that every object has', lineWith({ event: 'constructor' }), /unknown event/],
    ['no event', '{"at":"2026-01-02T08:00:00Z"}', /^has no "event"$/],
    ['a field too few', lineWith({}), /^\(moved\) has no "path"$/],
    ['a field too many', lineWith({ path: 'a.md', colour: 'red' }), /^has "colour", which is no field of "moved"$/],
    ['a field of another event', lineWith({ path: 'a.md', why: 'draft' }), /^has "why", which is no field of "moved"$/],
    ['a prototype', `${lineWith({ path: 'a.md' }).slice(0, -1)},"__proto__":{}}`, /"__proto__", which is no field/],
    ['a value of another kind', lineWith({ path: 7 }), /^has the "path" 7, not a text/],
    [
      'an id that no feed can show',
      lineWith({ id: 'a\u0001b' }),
      /^has the "id" "a\\u0001b", not a text of characters/,
    ],
    ['an empty text', lineWith({ path: '' }), /^has the "path" "", not a text/],
    ['a moment in another zone', lineWith({ at: '2026-01-02T08:00:00+01:00' }), /not a moment in UTC/],
    ['a day that is none', lineWith({ at: '2026-02-30T08:00:00Z' }), /not a moment in UTC/],
    ['a moment as nobody writes it', lineWith({ at: '2026-01-02T08:00:00.000Z' }), /not a moment in UTC/],
    ['a number for a moment', lineWith({ at: start }), /not a moment in UTC/],
    ['a hash that is none', lineWith({ event: 'edited', file: 'ABC' }), /not a SHA-256/],
    ['a fact that must not go', lineWith({ event: 'edited', title: null }), /^has the "title" null, not a text/],
    ['an unknown reason', lineWith({ event: 'withdrawn', why: 'merged' }), /not one of deleted, draft, future$/],
    ['feeds that are none', lineWith({ event: 'joined', feeds: [] }), /not a list of texts/],
    ['a statement that is none', lineWith({ event: 'edited', stated: 'soon' }), /not a day such as/],
    ['a sum of another text', lineWith({ path: 'a.md', sum: '00000000' }), /^was changed: its sum is "00000000"/],
    ['a sum that is none', lineWith({ path: 'a.md', sum: 5 }), /^has a "sum" that does not stand last$/],
    ['a sum in the middle', lineWith({ sum: '00000000', path: 'a.md' }), /^has a "sum" that does not stand last$/],
    ['an event of an entry that is not there', lineWith({ id: 'tag:nobody', path: 'a.md' }), /not published before$/],
    ['a conflict of git', '<<<<<<< HEAD', /^is a conflict marker of git$/],
    ['the middle of one', '=======', /^is a conflict marker of git$/],
    ['the base of one', '||||||| 1234abc', /^is a conflict marker of git$/],
  ])('is named with its line, and how to mend it: %s', (_, line, problem) => {
    const { damage } = withLine(line);
    expect(damage).toMatchObject([{ line: events.length + 2, problem: expect.stringMatching(problem) }]);
    expect(damage[0]?.hint).toMatch(/git/);
  });

  it('is not what was written by hand without a sum', () => {
    const read = withLine(lineWith({ path: 'moved.md' }));
    expect(read.damage).toEqual([]);
    expect(read.ledger.entries.get(a.id)?.path).toBe('moved.md');
  });

  it('is a last line that somebody got wrong, though it lacks its line feed', () => {
    const wrong = lineWith({ path: 'a.md' }).replace(',"id"', ' "id"');
    const read = readLedgerText(Buffer.concat([bytes, Buffer.from(wrong)]));
    expect(read.damage).toMatchObject([{ line: events.length + 2, problem: 'is not JSON' }]);
  });
});
