import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { accepted, article, type HostileCase, numbered, secret } from '../case.ts';

const beside = (name: string, put: HostileCase['put']): HostileCase => ({
  path: `media/files/${name}`,
  put,
  outcome: { is: 'either' },
});

const pixel = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f8ffbf1e00058401fc0a1e0f3a0000000049454e44ae426082',
  'hex',
);

/** Where an article may try to read from; `outside` lies beside the articles folder, `.hidden` inside it. */
const references = [
  ...[
    '../../../../../../../../etc/passwd',
    '/etc/passwd',
    'file:///etc/passwd',
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2fetc%2fpasswd',
  ],
  ...[
    '../../outside/secret.png',
    '../../outside/secret.md',
    '%2e%2e/%2e%2e/outside/secret.png',
    '..\\..\\outside\\secret.png',
  ],
  ...[
    'files/link-out.png',
    'files/link-etc.png',
    'files/link-folder/secret.png',
    '.hidden/secret.png',
    'files/.env',
    '/.hidden/secret.png',
  ],
  ...[
    'files/fifo.png',
    'files/page.png',
    'files/active.svg',
    'files',
    'files/',
    '.',
    '..',
    '/',
    '%00',
    'a%00.png',
    'files/pixel.png%00.html',
  ],
  ...[
    'files/nothing.png',
    '%zz.png',
    'CON',
    'x'.repeat(5000),
    '//etc/passwd',
    '///etc/passwd',
    '\\\\server\\share\\x.png',
  ],
  ...[
    '../case.ts',
    '01.md',
    '/media/01.md',
    'files/program.html',
    'files/program.js',
    'files/program.exe',
    'files/feed.xml',
  ],
];

export const media: readonly HostileCase[] = [
  beside('pixel.png', pixel),
  beside('page.png', '<html><script>alert(1)</script></html>'),
  beside('active.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'),
  beside('program.html', '<script>alert(1)</script>'),
  beside('program.js', 'alert(1)'),
  beside('program.exe', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')),
  beside('feed.xml', '<rss><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></rss>'),
  beside('.env', `TOKEN=${secret}`),
  beside('unreferenced.png', Buffer.concat([pixel, Buffer.from(secret)])),
  beside('fifo.png', (absolute) => execFileSync('mkfifo', [absolute])),
  beside('link-out.png', (absolute) => symlinkSync('../../../outside/secret.png', absolute)),
  beside('link-etc.png', (absolute) => symlinkSync('/etc/passwd', absolute)),
  beside('link-folder', (absolute) => symlinkSync('../../../outside', absolute)),
  { path: '.hidden/secret.png', put: Buffer.concat([pixel, Buffer.from(secret)]), outcome: { is: 'either' } },
  { path: '.hidden/secret.md', put: article(secret), outcome: { is: 'either' } },
  ...numbered('media', references, (reference) => ({
    put: article(
      [
        `Before it.\n\n![picture](<${reference}>) [link](<${reference}>) ![[${reference}]] [[${reference}]]`,
        `<img src="${reference}" srcset="${reference} 2x"> <video poster="${reference}" src="${reference}"></video>`,
        `<a href="${reference}">a</a> <audio><source src="${reference}"></audio>`,
      ].join('\n\n'),
      [`image: ${JSON.stringify(reference)}`, `audio: ${JSON.stringify(reference)}`].join('\n'),
    ),
    outcome: { is: 'either' } as const,
  })),
  {
    path: 'media/sound.md',
    put: article('Before it. ![pixel](files/pixel.png)'),
    outcome: accepted,
    shows: ['Before it.'],
  },
];
