import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';

const words = (name: string) => Array.from({ length: 40 }, (_, i) => `${name}-${i}`).join(' ');
const article = (name: string) => `---\ntitle: ${name}\ndate: 2026-01-01\n---\n${words(name)}\n`;

let place: Workplace;
afterEach(() => place.remove());

const build = () => place.hayloft(['build', '--base-url', 'https://example.org/']);

function idsByPath(): Record<string, string> {
  const { items } = JSON.parse(readFileSync(join(place.folder, 'output/index.json'), 'utf8')) as {
    items: { path: string; id: string }[];
  };
  return Object.fromEntries(items.map(({ path, id }) => [path, id]));
}

it('runs at once lose no entry and leave a ledger that is whole', async () => {
  place = new Workplace({ 'articles/first.md': article('first') });
  await build();
  for (const round of ['a', 'b', 'c']) {
    const before = idsByPath();
    for (const name of ['1', '2']) place.write(`articles/${round}${name}.md`, article(round + name));
    const ended = await Promise.all([build(), build(), build()]);
    for (const { code, stderr } of ended) {
      expect([0, 3]).toContain(code);
      if (code === 3) expect(stderr).toContain('another run');
    }
    expect(await build()).toMatchObject({ code: 0, stderr: '' });
    expect(idsByPath()).toMatchObject(before);
    expect(await place.hayloft(['ledger', 'verify'])).toMatchObject({ code: 0, stderr: '' });
  }
  expect(new Set(Object.values(idsByPath())).size).toBe(7);
}, 60_000);
