import { describe } from 'vitest';
import { atom, by, cached, examine, get, type Row, tag } from './examine.ts';

describe('what is not ours', () => {
  examine(
    [
      '/.hayloft.json',
      '/.secret',
      '/not-ours.txt',
      '/linked/rss.xml',
      '/../package.json',
      '/media/../.secret',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/media/%2e%2e/.secret',
      '/..\\..\\etc\\passwd',
      '/%5c..%5c',
      '//etc/passwd',
      '/media',
      '/etc/passwd%00.xml',
    ].map(
      (target): Row => [
        `${target} is not served`,
        get(target),
        { status: 404, body: 'There is nothing at this address.\n' },
      ],
    ),
  );
});

describe('former addresses', () => {
  examine([
    ['lead on', get('/feed'), { status: 301, fields: { location: '/rss.xml' } }],
    ['lead on with a final slash', get('/feed/'), { status: 301, fields: { location: '/rss.xml' } }],
    ['lead on for HEAD', by('HEAD', '/feed'), { status: 301, fields: { location: '/rss.xml' } }],
    ['lead elsewhere', get('/elsewhere'), { status: 301, fields: { location: 'https://example.net/x' } }],
    [
      'have the content',
      get('/old/atom.xml'),
      { status: 200, fields: { etag: tag, 'content-location': '/atom.xml' }, body: atom },
    ],
    [
      'have it not modified',
      get('/old/atom.xml', `If-None-Match: ${tag}`),
      { status: 304, fields: { 'content-location': '/atom.xml' } },
    ],
    ['are told by their query', get('/?feed=atom'), { status: 200, fields: { etag: tag } }],
    ['another query is another address', get('/?feed=rss'), { status: 404 }],
  ]);
});

describe('15.5.11 entries that were withdrawn', () => {
  examine([
    [
      'are gone, and it is said why',
      get('/articles/taken%20back.html'),
      {
        status: 410,
        body: 'Taken back by its author: what was here was taken back on 2026-02-03.\n',
        fields: { 'cache-control': cached },
      },
    ],
    ['are gone for HEAD', by('HEAD', '/articles/taken%20back.html'), { status: 410 }],
  ]);
});

describe('what the server tells of itself', () => {
  examine([
    [
      'it is alive',
      get('/healthz'),
      { status: 200, body: 'alive\n', fields: { 'cache-control': 'no-store', 'access-control-allow-origin': null } },
    ],
    ['it is ready once something is published', get('/readyz'), { status: 200, body: 'ready\n' }],
    [
      'metrics',
      get('/metrics'),
      {
        status: 200,
        body: /^hayloft_responses_total\{status="200"\} \d+$/m,
        fields: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      },
    ],
    ['only to be read', by('POST', '/metrics'), { status: 405 }],
    ['with a Host', 'GET /healthz HTTP/1.1\r\n\r\n', { status: 400, closes: true }],
  ]);
});
