import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { accepted, article, type HostileCase, refused } from '../case.ts';

const link = (target: string) => (absolute: string) => symlinkSync(target, absolute);

/** `outside` lies beside the articles folder and holds the secret (see make.ts). */
export const links: readonly HostileCase[] = [
  { path: 'links/target.md', put: article('The target.'), outcome: accepted, shows: ['The target.'] },
  { path: 'links/to-passwd.md', put: link('/etc/passwd'), outcome: refused('file/link-leaves-folder') },
  { path: 'links/to-outside.md', put: link('../../outside/secret.md'), outcome: refused('file/link-leaves-folder') },
  { path: 'links/to-outside-by-way-of.md', put: link('to-outside.md'), outcome: refused('file/link-leaves-folder') },
  { path: 'links/to-itself.md', put: link('to-itself.md'), outcome: refused('file/link-loop') },
  { path: 'links/loop-a.md', put: link('loop-b.md'), outcome: refused('file/link-loop') },
  { path: 'links/loop-b.md', put: link('loop-a.md'), outcome: refused('file/link-loop') },
  { path: 'links/dangling.md', put: link('nowhere.md'), outcome: refused('file/unreadable') },
  { path: 'links/to-folder', put: link('.'), outcome: { is: 'either' } },
  { path: 'links/to-parent', put: link('..'), outcome: { is: 'either' } },
  { path: 'links/to-root', put: link('/'), outcome: refused('file/link-leaves-folder') },
  { path: 'links/to-outside-folder', put: link('../../outside'), outcome: refused('file/link-leaves-folder') },
  { path: 'links/to-folder.md', put: link('../links'), outcome: { is: 'either' } },
  { path: 'links/to-device.md', put: link('/dev/zero'), outcome: refused('file/link-leaves-folder') },
  { path: 'links/to-process.md', put: link('/proc/self/environ'), outcome: refused('file/link-leaves-folder') },
  { path: 'links/folder.md/inside.md', put: article('In a folder named like an article.'), outcome: accepted },
  { path: 'links/empty-folder.md', put: (absolute) => mkdirSync(absolute), outcome: { is: 'either' } },
  {
    path: 'links/fifo.md',
    put: (absolute) => execFileSync('mkfifo', [absolute]),
    outcome: refused('file/not-a-file'),
  },
];
