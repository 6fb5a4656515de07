import { describe, expect, it } from 'vitest';
import { rendered } from './rendering.ts';

const SIZE = 50_000;
const of = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length));
const nested = (open: string, close: string) =>
  `${open.repeat(SIZE / 2 / open.length)}x${close.repeat(SIZE / 2 / close.length)}`;
const lines = (line: (i: number) => string, length = SIZE / 20) => Array.from({ length }, (_, i) => line(i)).join('\n');

/** Of each fifty thousand characters: what takes a careless parser quadratic time, or its stack. */
const BODIES: Record<string, string> = {
  'a line of letters': of('a'),
  'a line of words': of('word '),
  quotations: `${'>'.repeat(SIZE)}x`,
  'list markers': of('- '),
  'nested lists': lines((i) => `${' '.repeat(2 * i)}- a`, 300),
  brackets: nested('[', ']'),
  'open brackets': of('['),
  'open pictures': of('!['),
  'nested pictures': nested('![', '](x)'),
  'link starts': of('[a]('),
  'link starts with angles': of('[a](<b'),
  stars: of('*'),
  'mixed emphasis': of('*a_ **b'),
  strikes: of('~~a '),
  marks: of('==a '),
  dollars: of('$a '),
  'dollar blocks': of('$$\n'),
  'runs of backticks': Array.from({ length: 440 }, (_, i) => `e${'`'.repeat(i)}`).join(''),
  'comment starts': of('<!-- a --'),
  'declaration starts': of('<!A <?b <![CDATA['),
  'tag starts': of('<a href="'),
  'nested elements': nested('<div>', '</div>'),
  'nested spans': nested('<span>', '</span>'),
  'nested tables': of('<table><tr><td>'),
  'tables without cells': of('<table>x'),
  'torn paragraphs': of('<p><b><div>'),
  'unclosed scripts': of('<script>'),
  'many attributes': `<b ${Array.from({ length: 10_000 }, (_, i) => `on${i}=a`).join(' ')}>`,
  'unknown elements': lines((i) => `<t${i}>a</t${i}>`),
  'a srcset of commas': `<img src="x" srcset="${','.repeat(SIZE)}">`,
  'entity starts': of('&#x'),
  backslashes: of('\\'),
  'private comments': of('%%a '),
  'private comments in code': of('`%%'),
  'code of HTML before a private comment': `${of('<pre><code>\n\n')}%%`,
  wikilinks: of('[[a'),
  'template tags': of('{{'),
  'code between template tags': of('{% highlight c %}\n'),
  admonitions: of(':::note\n'),
  'nested inline notes': nested('^[', ']'),
  'inline notes': of('^[i] '),
  'one note referred to': `[^a]: b\n\n${of('[^a] ')}`,
  'many notes': `${lines((i) => `[^${i}]: a`)}\n\n${lines((i) => `[^${i}]`)}`,
  'notes in notes': of('[^a]: '),
  'table rows': `|a|b|\n|-|-|\n${of('|c|d|\n')}`,
  'table columns': `|${of('a|')}\n|${of('-|')}\n|a|`,
  colons: of('http://'),
  'host names': of('www.'),
  addresses: of('a@b.c '),
  'mail names': `${of('a.')}@b.c`,
  'references to one long address': `[a]: /${of('x').slice(0, SIZE / 2)}\n\n${of('[a]').slice(0, SIZE / 2)}`,
  'references to one long title': `[a]: /x '${of('x').slice(0, SIZE / 2)}'\n\n${of('![a]').slice(0, SIZE / 2)}`,
  references: `${lines((i) => `[${i}]: b`)}\n\n${lines((i) => `[${i}]`)}`,
  'blank lines': of('\n'),
  callouts: of('> [!note] a\n\n'),
  families: of('👨‍👩‍👧'),
  'control characters': of('\u0001'),
};

describe('fifty thousand characters of one thing end soon', () => {
  it.each(Object.keys(BODIES))('%s', (name) => {
    const started = process.cpuUsage();
    const content = rendered(BODIES[name] as string);
    const { user, system } = process.cpuUsage(started);
    expect(content.html.length).toBeLessThan(60 * SIZE);
    // A quadratic rule takes many seconds here; ordinary work takes a tenth of one.
    expect((user + system) / 1000).toBeLessThan(3000);
  });
});

it('addresses that stand for themselves are all linked, however many', () => {
  const { html, diagnostics } = rendered('a@b.cd www.e.fg '.repeat(20_000));
  expect(html.match(/<a /g)).toHaveLength(40_000);
  expect(diagnostics).toEqual([]);
});

describe('millions of lines overflow no stack', () => {
  it.each(['\n', 'import a from "b"\n', 'export const a\n'])('%j', (line) => {
    expect(rendered(line.repeat(3_000_000 / line.length)).text).toBe('');
  });
});

describe('traps of markdown-it and its footnotes', () => {
  it('what is nested a hundred deep is dropped by markdown-it, so it is told', () => {
    const { text, diagnostics } = rendered(`${'>'.repeat(150)} deep`);
    expect(text).toBe('');
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'content/removed' }]);
  });
  it('labels named as members of every object are labels', () => {
    expect(rendered('[__proto__] [constructor]\n\n[__proto__]: /a').html).toContain('href="https://site.example/a"');
    expect(rendered('a[^__proto__] b[^constructor]\n\n[^__proto__]: c').text).toBe('a1 b[^constructor] c');
  });
});
