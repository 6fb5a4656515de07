import { describe, expect, it } from 'vitest';
import { isDead, type Owner, ownerIn, ownerText, silenceMs } from '../../../src/build/lock/owner.ts';
import type { Fate, ProcessMark } from '../../../src/build/lock/process-mark.ts';

const here: ProcessMark = { boot: 'b1', namespace: 'pid:[1]', started: '700' };
const owner = (mark?: ProcessMark): Owner => ({
  pid: 1,
  host: 'barn',
  since: 0,
  token: 't',
  ...(mark && { mark }),
});
const never = () => {
  throw new Error('asked what the kernel knows better');
};

describe('an owner that ran under this kernel, among the same processes', () => {
  const same = owner({ ...here, started: '400' });

  it.each<[Fate, boolean]>([
    ['alive', false],
    ['gone', true],
  ])('that is %s is dead: %s, however long it was silent', (fate, dead) => {
    expect(isDead(same, here, () => fate, never)).toBe(dead);
  });

  it('is asked for by the number and the moment of its start', () => {
    const asked: unknown[] = [];
    isDead(
      same,
      here,
      (...args) => {
        asked.push(args);
        return 'alive';
      },
      never,
    );
    expect(asked).toEqual([[1, same.mark]]);
  });

  it('and is hidden from us is dead when it was silent for long', () => {
    expect(
      isDead(
        same,
        here,
        () => 'hidden',
        () => silenceMs,
      ),
    ).toBe(false);
    expect(
      isDead(
        same,
        here,
        () => 'hidden',
        () => silenceMs + 1,
      ),
    ).toBe(true);
  });
});

describe('an owner that the kernel cannot be asked about is dead only when it was silent for long', () => {
  it.each<[string, Owner | undefined, ProcessMark | undefined]>([
    ['number 1 of another container', owner({ ...here, namespace: 'pid:[2]' }), here],
    ['from before a reboot, or on another host', owner({ ...here, boot: 'b2' }), here],
    ['on a system without marks', owner(), here],
    ['seen from a system without marks', owner(here), undefined],
    ['that has not written its name yet', undefined, here],
  ])('%s', (_, other, mark) => {
    expect(isDead(other, mark, never, () => silenceMs)).toBe(false);
    expect(isDead(other, mark, never, () => silenceMs + 1)).toBe(true);
  });
});

describe('the text of an owner', () => {
  it('is read as it was written', () => {
    expect(ownerIn(ownerText(owner(here)))).toEqual(owner(here));
  });

  it.each(['', '{', 'null', '[]', '"x"', '{"pid":"1"}', ownerText(owner()).slice(0, 20)])('is none: %j', (text) => {
    expect(ownerIn(text)).toBeUndefined();
  });
});
