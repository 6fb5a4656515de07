import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Conditions, publish } from '../../../src/build/output/publish.ts';
import { textOf } from '../../feed/fragments.ts';
import { meansFor } from './means.ts';

let output: string;
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), 'hayloft-publish-'));
});
afterEach(() => rmSync(output, { recursive: true }));

it('gives way to another run that began meanwhile and cleared away what this one had staged', async () => {
  const documents = [{ path: 'rss.xml', chunks: [Buffer.from('<rss/>')] }];
  const conditions = {
    defectsIn: () => [],
    remember() {
      rmSync(join(output, '.hayloft-staging'), { recursive: true });
      return [];
    },
  };
  const { refusals } = await publish(output, 'output', documents, true, conditions, meansFor(output));
  expect(refusals).toMatchObject([
    { code: 'output/cannot-write', message: expect.stringContaining('another run'), hint: expect.any(String) },
  ]);
  expect(existsSync(join(output, 'rss.xml'))).toBe(false);
});

it('publishes none of the documents where one of them was made wrong, and records nothing', async () => {
  const written = (name: string) => readFileSync(join(output, name), 'utf8');
  const run = async (texts: Record<string, string>) => {
    const documents = Object.entries(texts).map(([path, text]) => ({ path, chunks: [Buffer.from(text)] }));
    let remembered = 0;
    const conditions: Conditions = {
      defectsIn: (document) => (textOf(document).includes('&') ? [`${document.path} has a stray &`] : []),
      remember() {
        remembered++;
        return [];
      },
    };
    const { refusals } = await publish(output, 'output', documents, true, conditions, meansFor(output));
    return { refusals, remembered };
  };
  expect(await run({ 'atom.xml': '<a/>', 'rss.xml': '<r/>' })).toEqual({ refusals: [], remembered: 1 });
  const { refusals, remembered } = await run({ 'atom.xml': '<b/>', 'rss.xml': 'R&B' });
  expect(refusals).toMatchObject([{ severity: 'error', code: 'output/defect', file: 'rss.xml' }]);
  expect(remembered).toBe(0);
  expect([written('atom.xml'), written('rss.xml')]).toEqual(['<a/>', '<r/>']);
});
