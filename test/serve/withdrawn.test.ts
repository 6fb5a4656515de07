import { expect, it } from 'vitest';
import { pathBelow, withdrawnIn } from '../../src/serve/withdrawn.ts';

const base = 'https://example.org/blog/';
const gone = { at: Date.UTC(2026, 0, 1), reason: 'Deleted' };
const indexOf = (...urls: string[]) =>
  Buffer.from(
    JSON.stringify({
      items: urls.map((url) => ({
        state: 'withdrawn',
        url,
        date_modified: '2026-01-01T00:00:00Z',
        reason: 'deleted',
      })),
    }),
  );

it('names the pages of what was withdrawn', () => {
  expect(withdrawnIn(indexOf(`${base}a.html`, 'https://example.net/b.html'))).toEqual([
    [`${base}a.html`, gone],
    ['https://example.net/b.html', gone],
  ]);
});

it('knows by which path of a request a page is asked for: decoded', () => {
  expect(pathBelow(base, `${base}caf%C3%A9/b.html`)).toBe('café/b.html');
});

it.each([
  ['elsewhere', 'https://example.net/a.html'],
  ['at an address that is not of UTF-8', `${base}caf%E9.html`],
  ['at a place in a page that others share', `${base}#a`],
  ['at a query of a page that others share', `${base}?p=a`],
])('says nothing of what was %s', (_, url) => {
  expect(pathBelow(base, url)).toBeUndefined();
});

it.each(['"withdrawn"', '{"items": [{"state": "withdrawn", ', '{"items": 1, "state": "withdrawn"}'])(
  'says nothing by what is no index of ours any more: %s',
  (text) => {
    expect(withdrawnIn(Buffer.from(text))).toEqual([]);
  },
);
