import { rfc3339 } from '../../text/instant.ts';
import type { EntryHistory, Happening } from '../entry-history.ts';
import type { Style } from './style.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';

/** As many digits of a hash as are shown: enough to name a version of one entry. */
const shownDigits = 12;

/**
 * What became of an entry, for people.
 *
 * @param isKept Whether the bytes of a version can be read again, by the hash of the file.
 */
export function historyText(history: EntryHistory, isKept: (file: string) => boolean, style: Style): string {
  const { entry, aliases, happenings } = history;
  const facts: [string, string][] = [
    ['id', visible(entry.id)],
    ...aliases.map((id): [string, string] => ['also', visible(id)]),
    ['path', visible(entry.path)],
    ...entry.formerPaths.map((path): [string, string] => ['formerly', visible(path)]),
  ];
  const rows = happenings.map((one): [string, string] => [rfc3339(one.at), happeningText(one, isKept, style)]);
  const state = entry.withdrawn ? style.yellow('withdrawn') : style.green('published');
  return [
    `${style.bold(visible(entry.title))} is ${state}`,
    ...table(facts, style),
    style.bold('History'),
    ...table(rows, style),
    'A version is printed as it was with --show and the first digits of its hash.',
  ].join('\n');
}

function happeningText(happening: Happening, isKept: (file: string) => boolean, style: Style): string {
  const { what } = happening;
  switch (what) {
    case 'published':
    case 'adopted':
    case 'revised': {
      const { content, file, title } = happening.version;
      const kept = isKept(file) ? '' : `  ${style.dim('(its file is not kept)')}`;
      return `${what.padEnd(9)}  ${style.cyan(content.slice(0, shownDigits))}  ${visible(title)}${kept}`;
    }
    case 'moved':
      return `${what.padEnd(9)}  to ${visible(happening.path)}`;
    case 'merged':
      return `${what.padEnd(9)}  with ${visible(happening.alias)}`;
    case 'withdrawn':
      return `${what.padEnd(9)}  ${reasons[happening.why]}`;
    case 'restored':
      return what;
  }
}

const reasons = {
  deleted: 'its file was gone',
  draft: 'it became a draft',
  future: 'it was dated later',
  merged: 'it became part of another entry',
} satisfies Record<Extract<Happening, { what: 'withdrawn' }>['why'], string>;
