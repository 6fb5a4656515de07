import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { publish } from '../../../src/build/output/publish.ts';

let output: string;
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), 'hayloft-publish-'));
});
afterEach(() => rmSync(output, { recursive: true }));

it('gives way to another run that began meanwhile and cleared away what this one had staged', () => {
  const documents = [{ path: 'rss.xml', chunks: [Buffer.from('<rss/>')] }];
  const { refusals } = publish(output, 'output', documents, true, {
    defectsIn: () => [],
    remember() {
      rmSync(join(output, '.hayloft-staging'), { recursive: true });
      return [];
    },
  });
  expect(refusals).toMatchObject([
    { code: 'output/cannot-write', message: expect.stringContaining('another run'), hint: expect.any(String) },
  ]);
  expect(existsSync(join(output, 'rss.xml'))).toBe(false);
});

it('publishes none of the documents where one of them was made wrong, and records nothing', () => {
  const written = (name: string) => readFileSync(join(output, name), 'utf8');
  const run = (texts: Record<string, string>) => {
    const documents = Object.entries(texts).map(([path, text]) => ({ path, chunks: [Buffer.from(text)] }));
    let remembered = 0;
    const { refusals } = publish(output, 'output', documents, true, {
      defectsIn: ({ path, chunks }) => (chunks.join('').includes('&') ? [`${path} has a stray &`] : []),
      remember() {
        remembered++;
        return [];
      },
    });
    return { refusals, remembered };
  };
  expect(run({ 'atom.xml': '<a/>', 'rss.xml': '<r/>' })).toEqual({ refusals: [], remembered: 1 });
  const { refusals, remembered } = run({ 'atom.xml': '<b/>', 'rss.xml': 'R&B' });
  expect(refusals).toMatchObject([{ severity: 'error', code: 'output/defect', file: 'rss.xml' }]);
  expect(remembered).toBe(0);
  expect([written('atom.xml'), written('rss.xml')]).toEqual(['<a/>', '<r/>']);
});
