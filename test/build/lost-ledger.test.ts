import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyLedger } from '../../src/archive/ledger/ledger.ts';
import { lostLedger } from '../../src/build/lost-ledger.ts';
import { Archive } from '../archive/archive.ts';
import { written } from '../archive/text.ts';

let output: string;
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), 'hayloft-output-'));
  mkdirSync(join(output, 'archive/index'), { recursive: true });
});
afterEach(() => rmSync(output, { recursive: true }));

function write(path: string, ids: readonly string[], state = 'published'): void {
  writeFileSync(join(output, path), JSON.stringify({ items: ids.map((id) => ({ id, state })) }));
}

const archive = new Archive();
const { identified } = archive.run([written({ path: 'a.md' })]);
const given = identified[0]?.id as string;

describe('an output', () => {
  it('without its ledger is no obstacle while the same ids are given', () => {
    write('index.json', [given]);
    expect(lostLedger(output, identified, emptyLedger, 'ledger')).toEqual([]);
  });

  it.each(['index.json', 'archive/index/1.json'])(
    'whose %s has other ids is not published over without its ledger',
    (page) => {
      write(page, [given, 'urn:moved']);
      expect(lostLedger(output, identified, emptyLedger, 'ledger')).toMatchObject([
        { message: expect.stringMatching(/^is not there, .* 1 of 2 published/) },
      ]);
    },
  );

  it('is not published over with a ledger that is older', () => {
    write('index.json', [given, 'urn:moved']);
    expect(lostLedger(output, identified, archive.ledger, 'ledger')).toMatchObject([
      { code: 'guard/ledger-missing', message: expect.stringMatching(/^is older than the output, /) },
    ]);
  });

  it('may show what the ledger knows and this run drops, and what was withdrawn', () => {
    write('index.json', [given]);
    write('archive/index/1.json', ['urn:gone'], 'withdrawn');
    expect(lostLedger(output, [], archive.ledger, 'ledger')).toEqual([]);
  });

  it('that is none says nothing', () => {
    writeFileSync(join(output, 'index.json'), '{"items":[null, {"id":1}]');
    expect(lostLedger(output, [], emptyLedger, 'ledger')).toEqual([]);
  });
});
