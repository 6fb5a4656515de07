import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';
import { remembered, tree } from './tree.ts';

const article = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-01\n---\nWords.\n`;
const illFormed = { NODE_OPTIONS: `--import ${new URL('./ill-formed.mjs', import.meta.url).href}` };

let place: Workplace;
afterEach(() => place.remove());

it('of ours in a document stops the run: nothing is published or recorded, and it is named', async () => {
  place = new Workplace({ 'articles/a.md': article('A') });
  const args = ['--base-url', 'https://example.org/', '--now', '2026-11-24T08:00:00Z'];
  expect(await place.hayloft(['build', ...args])).toMatchObject({ code: 0 });
  const everything = () => [tree(join(place.folder, 'output')), remembered(join(place.folder, '.hayloft'))];
  const before = everything();

  place.write('articles/b.md', article('B'));
  for (const command of ['build', 'check']) {
    const refused = await place.hayloft([command, ...args], { env: illFormed });
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/atom\.xml error output\/defect .*unexpected close tag/),
    });
    expect(everything()).toEqual(before);
  }
  expect(await place.hayloft(['build', ...args])).toMatchObject({ code: 0 });
});
