import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';
import { remembered, tree } from './tree.ts';

const on = (day: number) => ['--base-url', 'https://example.org/', '--now', `2026-11-${day}T08:00:00Z`];
const nameOf = (i: number) => `articles/${String(i).padStart(3, '0')}.md`;
const article = (i: number, date = '2026-01-01') =>
  `---\ntitle: No. ${i}\ndate: ${date}\n---\nWhat number ${i} has to say is of that number alone.\n`;

let place: Workplace;
afterEach(() => place.remove());

async function published(count: number, config?: string): Promise<void> {
  const names = Array.from({ length: count }, (_, i) => [nameOf(i), article(i)]);
  place = new Workplace({ ...Object.fromEntries(names), 'hayloft.config.yaml': `${config ?? ''}\npages: false\n` });
  expect(await place.hayloft(['build', ...on(10)])).toMatchObject({ code: 0, stderr: '' });
}

const everything = () => [tree(join(place.folder, 'output')), remembered(join(place.folder, '.hayloft'))];

/** Nothing is published, nothing is recorded, and the reason is given. */
async function expectRefusal(reason: RegExp): Promise<void> {
  const before = everything();
  const refused = await place.hayloft(['build', ...on(11)]);
  expect(refused).toMatchObject({ code: 3, stdout: '', stderr: expect.stringMatching(reason) });
  expect(refused.stderr).toContain('--accept');
  expect(everything()).toEqual(before);
}

async function expectPublication(...args: string[]): Promise<void> {
  const before = everything();
  expect(await place.hayloft(['build', ...on(12), ...args])).toMatchObject({ code: 0 });
  expect(everything()).not.toEqual(before);
}

/** What a mistake does to one of them. */
const mistakes: [what: string, { readonly reason: RegExp; readonly change: (i: number) => void }][] = [
  ['dropped', { reason: /guard\/too-many-changes 11 of 40 .* dropped/, change: (i) => place.delete(nameOf(i)) }],
  [
    'dated later',
    {
      reason: /guard\/too-many-changes 11 of 40 .* come back to the top/,
      change: (i) => place.write(nameOf(i), article(i, '2026-03-01')),
    },
  ],
  [
    'replaced by others that say who they are',
    {
      reason: /guard\/too-many-changes 11 of 40 .* another id/,
      change: (i) =>
        place.write(nameOf(i), `---\nid: urn:${i}\ntitle: Something else\ndate: 2025-01-01\n---\nOther words.\n`),
    },
  ],
];

describe('a run that would have known entries', () => {
  it.each(mistakes)('%s is refused where they are 11 of 40, and passes with 10', async (_, { reason, change }) => {
    await published(40);
    for (let i = 0; i < 11; i++) change(i);
    await expectRefusal(reason);
    place.write(nameOf(0), article(0));
    await expectPublication();
  });

  it('dropped is refused where they are more than 5 %, passes with 5 %, and with --accept', async () => {
    await published(240);
    for (let i = 0; i < 13; i++) place.delete(nameOf(i));
    await expectRefusal(/13 of 240 published entries would be dropped.*: (\d{3}\.md, ){4}\d{3}\.md and 8 more/);
    place.write(nameOf(0), article(0));
    await expectPublication();
    for (let i = 13; i < 30; i++) place.delete(nameOf(i));
    await expectPublication('--accept');
    expect(await place.hayloft(['build', ...on(13)])).toMatchObject({ code: 0, stderr: '' });
  });

  it('dropped, dated later and replaced counts all of them', async () => {
    await published(40);
    for (let i = 0; i < 12; i++) mistakes[i % 3]?.[1].change(i);
    await expectRefusal(/4 of 40 .* dropped(.|\n)*4 of 40 .* another id(.|\n)*4 of 40 .* come back/);
  });

  it('dated earlier, renamed or rewritten is no reason, for all of them', async () => {
    await published(40);
    for (let i = 0; i < 40; i++) {
      if (i % 2 === 0) place.write(nameOf(i), article(i, '2025-12-01'));
      else {
        place.delete(nameOf(i));
        place.write(`articles/moved/${i}.md`, article(i));
      }
    }
    await expectPublication();
  });
});

describe('the limits', () => {
  it('are those of the configuration', async () => {
    await published(40, 'guard: { entries: 1, percent: 0 }\n');
    place.delete(nameOf(0));
    place.delete(nameOf(1));
    await expectRefusal(/2 of 40/);
    place.write(nameOf(1), article(1));
    await expectPublication();
  });

  it('are none with `guard: false`, but for a folder that is empty', async () => {
    await published(40, 'guard: false\n');
    for (let i = 0; i < 39; i++) place.delete(nameOf(i));
    await expectPublication();
    place.delete(nameOf(39));
    await expectRefusal(/output\/articles-vanished holds no article any more/);
    await expectPublication('--accept');
  });
});
