import { describe, expect, it } from 'vitest';
import { flankingByTable } from '../../../src/article/content/markdown/flanking.ts';
import { createMarkdownIt } from '../../../src/article/content/markdown/markdown-it.ts';

describe('flankingByTable', () => {
  it('says of each run between any two characters what markdown-it says', () => {
    const plain = createMarkdownIt();
    const tabled = createMarkdownIt().use(flankingByTable);
    const characters = [
      '',
      ...Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)),
      '—',
      '字',
      '😀',
      '\ud83d',
    ];
    const differing: string[] = [];
    for (const before of characters) {
      for (const after of characters) {
        for (const run of ['*', '__']) {
          const text = before + run + after;
          const [one, other] = [plain, tabled].map((md) => {
            const state = new md.inline.State(text, md, {}, []);
            return JSON.stringify([true, false].map((splits) => state.scanDelims(before.length, splits)));
          });
          if (one !== other) differing.push(text);
        }
      }
    }
    expect(differing).toEqual([]);
  });
});
