import { existsSync, mkdtempSync, rmSync } from 'node:fs';
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
  const { refusals } = publish(output, 'output', documents, true, () => {
    rmSync(join(output, '.hayloft-staging'), { recursive: true });
    return [];
  });
  expect(refusals).toMatchObject([
    { code: 'output/cannot-write', message: expect.stringContaining('another run'), hint: expect.any(String) },
  ]);
  expect(existsSync(join(output, 'rss.xml'))).toBe(false);
});
