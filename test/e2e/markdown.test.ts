import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Workplace } from './hayloft.ts';

const places: Workplace[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

const article = (body: string) => `---\ntitle: Hay\ndate: 2026-01-01\n---\nWords of it. ${body}\n`;

describe('the Markdown beside a page', () => {
  it('is what was written, and is not there as long as that holds what is private', async () => {
    const place = new Workplace({ 'articles/b.md': article('Others.') });
    places.push(place);
    const build = async (body: string) => {
      place.write('articles/a.md', article(body));
      expect(await place.hayloft(['build'])).toMatchObject({ code: 0 });
      const page = await readFile(join(place.folder, 'output/articles/a.html'), 'utf8');
      return { isNamed: page.includes('a.md"'), isThere: existsSync(join(place.folder, 'output/articles/a.md')) };
    };
    expect(await build('100%')).toEqual({ isNamed: true, isThere: true });
    expect(await readFile(join(place.folder, 'output/articles/a.md'), 'utf8')).toBe(article('100%'));
    expect(await build('100 %%SECRET%%')).toEqual({ isNamed: false, isThere: false });
    expect(await build('100')).toEqual({ isNamed: true, isThere: true });
  });
});
