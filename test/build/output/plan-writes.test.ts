import { describe, expect, it } from 'vitest';
import { planWrites } from '../../../src/build/output/plan-writes.ts';

const made = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, digest]) => [path, { digest, bytes: 1 }]));

/** @param there Digest by path; null for a folder. */
function plan(wanted: Record<string, string>, ours: Record<string, string>, there: Record<string, string | null>) {
  return planWrites(made(wanted), new Map(Object.entries(ours)), (path) => {
    const digest = there[path];
    return digest === undefined ? 'nothing' : digest === null ? 'no file' : { digest, bytes: 1 };
  });
}

describe('what a run does to the output folder', () => {
  it('writes what is new and what changed, and leaves what did not', () => {
    const { write, documents } = plan({ a: '1', b: '2', c: '3' }, { a: '1', b: '0' }, { a: '1', b: '0' });
    expect(write).toEqual(['b', 'c']);
    expect(documents.map(({ change }) => change)).toEqual(['unchanged', 'changed', 'new']);
  });

  it('removes what it wrote and does not know any more, and nothing else', () => {
    expect(plan({}, { a: '1', gone: '2' }, { a: '1', users: '9' }).remove).toEqual(['a']);
  });

  it('names a file of the user that lies where a document belongs', () => {
    expect(plan({ a: '1' }, {}, { a: '9' }).foreign).toEqual(['a']);
  });

  it('takes for its own what has the very bytes it would write, after the list of its files was lost', () => {
    expect(plan({ a: '1' }, {}, { a: '1' })).toMatchObject({ foreign: [], write: [] });
  });

  it('takes for its own what its path leads to where case does not matter', () => {
    expect(plan({ a: '2' }, { A: '1' }, { A: '1', a: '1' })).toMatchObject({
      write: ['a'],
      foreign: [],
      remove: ['A'],
    });
    expect(plan({ a: '2' }, { A: '1' }, { A: '1', a: '9' }).foreign).toEqual(['a']);
  });

  it('puts back a file of its own that somebody edited', () => {
    expect(plan({ a: '1' }, { a: '1' }, { a: 'edited' })).toMatchObject({ write: ['a'], foreign: [] });
  });

  it('neither overwrites nor removes a folder that lies where a file of its own lay', () => {
    expect(plan({ a: '1' }, { a: '1', b: '2' }, { a: null, b: null })).toMatchObject({ foreign: ['a'], remove: [] });
  });

  it('removes nothing that is gone already', () => {
    expect(plan({}, { a: '1' }, {}).remove).toEqual([]);
  });
});
