import { join } from 'node:path';
import { type Means, stagingName } from '../../../src/build/output/publish.ts';
import { Workforce } from '../../../src/build/workforce.ts';

/** One thread, no cache, and nothing known of what was published before. */
export function meansFor(output: string): Means {
  const nowhere = join(output, 'nowhere');
  const workforce = new Workforce({
    output,
    staging: join(output, stagingName),
    siteId: 'example.org,2026',
    state: nowhere,
    cache: nowhere,
    firstPack: 1,
    isKept: false,
  });
  return { workforce, isMuch: false, known: new Map() };
}
