import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';

export interface StarterFile {
  readonly path: string;
  /** `kept`: it was there and is as it was. */
  readonly change: 'new' | 'kept';
  /** Lines that should be added to it by hand. */
  readonly lacks?: readonly string[];
}

/** What `init` did, and what to do next. */
export function initText(files: readonly StarterFile[], dir: string, hasAddress: boolean, style: Style): string {
  const rows = files.map(({ path, change }): [string, string] => [
    change === 'new' ? 'written' : 'kept',
    change === 'new' ? visible(path) : `${visible(path)}  (was there already)`,
  ]);
  const [config] = files;
  const isNew = config?.change === 'new';
  const steps: [string, string][] = [
    ...(dir === '.' ? [] : [[`cd ${visible(dir)}`, 'everything below happens there'] satisfies [string, string]]),
    ['hayloft build', 'builds the feeds into the output folder and says where to subscribe'],
    ['hayloft check', 'says what is wrong with the articles, and changes nothing'],
    ['hayloft start', 'builds on a schedule and serves what it made'],
  ];
  const address =
    isNew && !hasAddress
      ? [`Before you publish, set baseUrl in ${visible(config.path)}: where the feeds will be.`]
      : [];
  const additions = files.flatMap(({ path, lacks = [] }) =>
    lacks.length > 0 ? [`Add to ${visible(path)}, which is yours:`, ...lacks.map((line) => `  ${line}`)] : [],
  );
  return [...table(rows, style), ...additions, style.bold('Next'), ...table(steps, style), ...address].join('\n');
}
