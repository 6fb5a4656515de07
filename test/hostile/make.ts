import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { article, type HostileCase, secret } from './case.ts';
import { bytes } from './collection/bytes.ts';
import { duplicates } from './collection/duplicates.ts';
import { fences } from './collection/fences.ts';
import { fields } from './collection/fields.ts';
import { held } from './collection/held.ts';
import { links } from './collection/links.ts';
import { markup } from './collection/markup.ts';
import { media } from './collection/media.ts';
import { names } from './collection/names.ts';
import { size } from './collection/size.ts';

/** Sound articles among the hostile ones: whatever happens to those, these must all be there. */
const sound: readonly HostileCase[] = Array.from({ length: 20 }, (_, index) => ({
  path: `sound/${index}.md`,
  put: article(`A sound article, number ${index}.`, 'source: Sound Source'),
  outcome: { is: 'accepted' },
  shows: [`A sound article, number ${index}.`],
}));

export const collection: readonly HostileCase[] = [
  ...bytes,
  ...duplicates,
  ...fences,
  ...fields,
  ...held,
  ...links,
  ...markup,
  ...media,
  ...names,
  ...size,
  ...sound,
];

/** Writes `articles/` with every case and `outside/`, which nothing may read, into an empty folder. */
export function makeHostileFolder(folder: string): void {
  const outside = join(folder, 'outside');
  mkdirSync(outside, { recursive: true });
  writeFileSync(join(outside, 'secret.md'), article(secret));
  writeFileSync(
    join(outside, 'secret.png'),
    Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(secret)]),
  );
  for (const { path, put } of collection) {
    const absolute = join(folder, 'articles', path);
    mkdirSync(dirname(absolute), { recursive: true });
    if (typeof put === 'function') put(absolute);
    else writeFileSync(absolute, put);
  }
}
