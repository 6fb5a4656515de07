import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectionOf, filesOf, picture } from '../e2e/collection.ts';
import { Workplace } from '../e2e/hayloft.ts';
import { countingInto, type Work, workIn } from './work.ts';

/**
 * The most that runs may do over 60 articles and a picture. How long something takes depends on the machine, how much
 * there is to do does not. Where a run does more, the failure shows its line as it would have to be; to see all lines as
 * they are now, put zeros here.
 */
const most = `
| run       | modules | modules of threads | articles seen | articles read | output seen | output read | output written | state seen | state read | state written |
| version   |      30 |                  0 |             0 |             0 |           0 |           0 |              0 |          0 |          0 |             0 |
| first     |     220 |                130 |            67 |            61 |          74 |           1 |             53 |        120 |          8 |            68 |
| unchanged |      65 |                  0 |            67 |             0 |          53 |           0 |              0 |         60 |          4 |             2 |
| changed   |     190 |                130 |            67 |             1 |          59 |          15 |             16 |         64 |          8 |             8 |
| added     |     190 |                130 |            68 |             1 |          61 |          17 |             18 |         65 |          9 |             8 |
`;

const [columns = [], ...bounds] = most.trim().split('\n').map(cellsOf);

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The line of a run, in each of its columns the bound or the larger number that was counted. */
function lineOf(bound: readonly string[], work: Work): string {
  const cells = columns.map((column, i) => {
    const cell = bound[i] ?? '';
    return i === 0
      ? cell.padEnd('unchanged'.length)
      : `${Math.max(Number(cell), work[column as keyof Work])}`.padStart(column.length);
  });
  return `| ${cells.join(' | ')} |`;
}

const place = new Workplace();
const counted = new Map<string, Work>();

/** What was written so short a time before, a run distrusts and reads again: it may have changed in the same tick. */
const distrustMs = 2100;

function lay(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) place.write(path, content);
}

async function count(run: string, args: readonly string[]): Promise<void> {
  await delay(distrustMs);
  const log = join(place.folder, `${run}.work`);
  expect(await place.hayloft(args, { env: countingInto(log) })).toMatchObject({ code: 0, stderr: '' });
  counted.set(run, workIn(log, place.folder));
}

beforeAll(async () => {
  const articles = collectionOf(61);
  const added = articles.splice(60);
  const build = ['build', '--base-url', 'https://example.org/', '--now', '2026-11-24T08:00:00Z'];
  lay({ ...filesOf(articles), [`articles/${picture.path}`]: picture.bytes });
  await count('version', ['--version']);
  await count('first', build);
  await count('unchanged', build);
  lay(filesOf(articles.slice(-1).map((one) => ({ ...one, body: `${one.body}\n\nMore of it.` }))));
  await count('changed', build);
  lay(filesOf(added));
  await count('added', build);
}, 120_000);
afterAll(() => place.remove());

it('no run loads, looks at, reads or writes more than is written here', () => {
  const lines = bounds.map((bound) => lineOf(bound, counted.get(bound[0] as string) as Work));
  const [head] = most.trim().split('\n');
  expect(`\n${[head, ...lines].join('\n')}\n`).toBe(most);
});
