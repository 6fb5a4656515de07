import { expect, it } from 'vitest';
import { wantsColour } from '../../../src/cli/print/style.ts';

it('colours on a terminal, and nowhere else', () => {
  expect(wantsColour(true, {})).toBe(true);
  expect(wantsColour(false, { CI: '1' })).toBe(false);
  expect(wantsColour(true, { TERM: 'dumb' })).toBe(false);
});

it('obeys NO_COLOR before FORCE_COLOR, and an empty NO_COLOR not at all', () => {
  expect(wantsColour(true, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false);
  expect(wantsColour(true, { NO_COLOR: '' })).toBe(true);
});

it('obeys FORCE_COLOR without a terminal, and its 0 with one', () => {
  expect(wantsColour(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(wantsColour(true, { FORCE_COLOR: '0' })).toBe(false);
});
