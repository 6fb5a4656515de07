import MarkdownIt from 'markdown-it';
import { expect, it } from 'vitest';
import { literal } from '../../../src/article/clipping/literal.ts';

const markdown = new MarkdownIt({ html: true, linkify: true });

/** What a reader of the rendered Markdown reads. */
const read = (source: string) =>
  markdown
    .render(source)
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();

it.each([
  '# heading',
  '> quote',
  '- item',
  '+ item',
  '* item',
  '1. item',
  '12) item',
  '---',
  '- - -',
  '***',
  '___',
  '===',
  '```js',
  '~~~',
  '| a | b |',
  '[1]: https://example.org/',
  'a *b* **c** _d_ __e__ `f` ~~g~~',
  'snake_case and 5 * 3 = 15, a < b, AT&T, &amp; &#65; &lt;b&gt;',
  '<script>alert(1)</script> <b>x</b> <!-- c --> <https://example.org/>',
  '[a](b) ![c](d) [e][f] [^1] [[g|h]]',
  'C:\\new\\*file*\\',
  '(see https://example.org/a_(b)) and https://example.org/((c_d_',
  'https:// https://. http://)',
  'it costs $5 or $6_a_7, $x$',
  '::: warning',
  '!!! note',
  'see https://en.wikipedia.org/wiki/A_(b)_c, and (https://example.org/x_y*z_).',
])('%j reads the same as Markdown', (text) => {
  expect(read(literal(text))).toBe(text);
});

it('keeps addresses whole and makes them links', () => {
  expect(literal('See https://example.org/a_b_(c)?d=e*f*.')).toBe('See <https://example.org/a_b_(c)?d=e*f*>.');
});

it('takes megabytes without a line break or an end', () => {
  for (const part of ['x', '*', '$', '(', '.', '_', 'https://', 'https://(', '==']) {
    expect(literal(`https://${part.repeat(10_000_000 / part.length)}`)).toContain('https:');
  }
});

it('keeps what Obsidian, Jekyll and Hugo would read as theirs apart from it', () => {
  expect(literal('==a== %%b%% {{ c }} {% d %} {{< e >}}')).not.toMatch(/==|%%|\{\{|\{%/);
});
