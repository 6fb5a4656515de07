import { expect, it } from 'vitest';
import { newSiteId } from '../../../src/cli/init/site-id.ts';
import { readSiteId } from '../../../src/config/values/site-id.ts';

const of = (baseUrl?: string) => newSiteId(baseUrl, '2026', '0123456789ab');

it('is the host of the base URL and the year', () => {
  expect(of('https://press.example.org:8080/a/')).toBe('press.example.org,2026');
});

it.each([undefined, 'http://localhost:8080/', 'http://127.0.0.1/', 'http://[::1]/', 'https://my_host/'])(
  'is nobody else’s where the base URL is %s',
  (baseUrl) => {
    expect(of(baseUrl)).toBe('hayloft-0123456789ab.invalid,2026');
  },
);

it('is one that the configuration takes', () => {
  for (const baseUrl of [undefined, 'https://bücher.example/']) {
    expect(readSiteId(of(baseUrl))).toEqual({ value: of(baseUrl) });
  }
});
