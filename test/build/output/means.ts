import { join } from 'node:path';
import { type Means, stagingName } from '../../../src/build/output/publish.ts';
import { Workforce } from '../../../src/build/workforce.ts';
import { configOf } from '../../feed/config.ts';

/** One thread, no cache, and nothing known of what was published before. */
export function meansFor(output: string): Means {
  const nowhere = join(output, 'nowhere');
  const workforce = new Workforce({
    output,
    staging: join(output, stagingName),
    config: configOf({ output, state: nowhere }),
    cache: nowhere,
    firstPack: 1,
    isKept: false,
  });
  return { workforce, isMuch: false, known: new Map() };
}
