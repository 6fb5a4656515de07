import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
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
| first     |     310 |                150 |            67 |            61 |         230 |           1 |            200 |        120 |          8 |            68 |
| unchanged |      65 |                  0 |            67 |             0 |         200 |           0 |              0 |         60 |          4 |             2 |
| changed   |     275 |                130 |            67 |             1 |         212 |          28 |             30 |         64 |          8 |             8 |
| added     |     275 |                130 |            68 |             1 |         215 |          34 |             37 |         65 |          9 |             8 |
`;

/** The same where a configuration says that there are no pages for people, which it takes modules to read. */
const mostOfFeeds = `
| run       | modules | modules of threads | articles seen | articles read | output seen | output read | output written | state seen | state read | state written |
| first     |     260 |                150 |            67 |            61 |          74 |           1 |             53 |        120 |          8 |            68 |
| unchanged |      65 |                  0 |            67 |             0 |          53 |           0 |              0 |         60 |          4 |             2 |
| changed   |     215 |                130 |            67 |             1 |          59 |          15 |             16 |         64 |          8 |             8 |
| added     |     215 |                130 |            68 |             1 |          61 |          17 |             18 |         65 |          9 |             8 |
`;

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The line of a run, in each of its columns the bound or the larger number that was counted. */
function lineOf(columns: readonly string[], bound: readonly string[], work: Work): string {
  const cells = columns.map((column, i) => {
    const cell = bound[i] ?? '';
    return i === 0
      ? cell.padEnd('unchanged'.length)
      : `${Math.max(Number(cell), work[column as keyof Work])}`.padStart(column.length);
  });
  return `| ${cells.join(' | ')} |`;
}

/** What was written so short a time before, a run distrusts and reads again: it may have changed in the same tick. */
const distrustMs = 2100;

/** Runs over one collection, one after the other: what each did, by its name. */
async function countedRuns(place: Workplace): Promise<ReadonlyMap<string, Work>> {
  const counted = new Map<string, Work>();
  const lay = (files: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [path, content] of Object.entries(files)) place.write(path, content);
  };
  const count = async (run: string, args: readonly string[]) => {
    await delay(distrustMs);
    const log = join(place.folder, `${run}.work`);
    expect(await place.hayloft(args, { env: countingInto(log) })).toMatchObject({ code: 0, stderr: '' });
    counted.set(run, workIn(log, place.folder));
  };
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
  return counted;
}

const withPages = new Workplace();
const feedsAlone = new Workplace({ 'hayloft.config.json': '{ "pages": false }' });
afterAll(() => {
  withPages.remove();
  feedsAlone.remove();
});

describe.concurrent('no run loads, looks at, reads or writes more than is written here', () => {
  it.each([
    ['with pages for people', withPages, most],
    ['of feeds alone', feedsAlone, mostOfFeeds],
  ])('%s', { timeout: 120_000 }, async (_, place, table) => {
    const counted = await countedRuns(place);
    const [head = '', ...bounds] = table.trim().split('\n');
    const lines = bounds.map((line) => {
      const bound = cellsOf(line);
      return lineOf(cellsOf(head), bound, counted.get(bound[0] as string) as Work);
    });
    expect(`\n${[head, ...lines].join('\n')}\n`).toBe(table);
  });
});
