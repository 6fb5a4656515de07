import fc from 'fast-check';
import { parse, serialize } from 'parse5';
import { describe, expect, it } from 'vitest';
import { ALLOWED_TAGS } from '../../src/article/content/html-elements.ts';
import { VOID } from '../../src/article/content/html-scanner.ts';
import { pageContent } from '../../src/site/content/page-content.ts';
import type { PageSurroundings } from '../../src/site/content/surroundings.ts';
import { html } from '../article/content/rendering.ts';
import { notRun } from '../not-run.ts';
import { collectionsAreThere, realContents } from './collections.ts';
import { findings } from './html-validate.ts';

const words = {
  language: 'en',
  picture: 'Picture',
  video: 'Video',
  audio: 'Audio',
  table: 'Table',
  details: 'Details',
};
const around: PageSurroundings = {
  baseUrl: 'https://site.example/',
  root: '../',
  anchor: 'https://site.example/articles/a/',
  words,
};
const made = (body: string, given: Partial<PageSurroundings> = {}) =>
  pageContent(html(body), { ...around, ...given }).markup;

const host = (name: string) => `<span class="host" dir="ltr">${name}</span>`;
const scroll = '<div class="scroll" role="group" tabindex="0" aria-label="Table">';

describe('the content of a page', () => {
  it.each([
    // nothing is loaded from elsewhere
    [
      '![A](https://o.example/a.png)',
      `<p><a class="remote" href="https://o.example/a.png">A ${host('o.example')}</a></p>`,
    ],
    [
      '![](https://o.example/a.png)',
      `<p><a class="remote" href="https://o.example/a.png">Picture ${host('o.example')}</a></p>`,
    ],
    // what leads to the article stays on its page, whose file may be called otherwise
    ['[A](https://site.example/articles/a/#none)', '<p><a href="#none">A</a></p>'],
    ['![A](https://site.example/media/a%20b.png)', '<p><img src="../media/a%20b.png" alt="A"></p>'],
    [
      '[![](https://o.example/t.png)](https://www.p.example/)',
      `<p><a href="https://www.p.example/">Picture ${host('p.example')}</a></p>`,
    ],
    ['[![A](https://o.example/t.png)](https://p.example/)', '<p><a href="https://p.example/">A</a></p>'],
    [
      '<picture><source srcset="https://o.example/a.webp"><img src="https://o.example/a.png" srcset="https://site.example/media/s.png 1x, https://site.example/media/l.png 2x" alt="A"></picture>',
      '<p><img src="../media/l.png" alt="A"></p>',
    ],
    [
      '<video src="https://o.example/v.mp4" poster="https://o.example/p.png"></video>',
      `<p><a class="remote" href="https://o.example/v.mp4">v.mp4 ${host('o.example')}</a></p>`,
    ],
    [
      '<video src="https://site.example/media/v.mp4" poster="https://o.example/p.png"></video>',
      '<p><video controls src="../media/v.mp4"><a href="../media/v.mp4">v.mp4</a></video></p>',
    ],
    ['x<img src="https://o.example/1.gif" width="1" height="1">', '<p>x</p>'],
    // addresses
    [
      '[a](https://site.example/) [b](https://site.example/tags/x/?y#z) [c](https://o.example/)',
      '<p><a href="../index.html">a</a> <a href="../tags/x/index.html?y#z">b</a> <a href="https://o.example/">c</a></p>',
    ],
    ['[a](https://o.example/#b#c)', '<p><a href="https://o.example/#b%23c">a</a></p>'],
    ["[a](#whats-new)\n\n## What's new?", '<p><a href="#h-whatsnew">a</a></p>\n<h2 id="h-whatsnew">What\'s new?</h2>'],
    [
      'a[^1]\n\n[^1]: b',
      '<p>a<sup><a href="#fn-a1-1" id="fnref-a1-1">1</a></sup></p>\n<div class="footnotes">\n<hr>\n<ol>\n<li id="fn-a1-1"><p>b <a href="#fnref-a1-1">↩︎</a></p>\n</li>\n</ol>\n</div>',
    ],
    // headings
    ['x\n# a\n### b\n## c\n###### d', '<p>x</p>\n<h2>a</h2>\n<h3>b</h3>\n<h3>c</h3>\n<h4>d</h4>'],
    ['x\n##\n### a', '<p>x</p>\n\n<h2>a</h2>'],
    ['<h2><p>a</p><ul><li>b</li></ul></h2>', '<h2>a b</h2>'],
    // what HTML wants around what
    ['<b>a<div>b</div></b>', '<p><b>a</b></p><div class="b"><div>b</div></div>'],
    ['<ul>a<li>b</li><ul><li>c</li></ul></ul>', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>'],
    ['<div><li>a</li>b</div>', '<div><ul><li>a</li></ul>b</div>'],
    ['<dl><dd>a</dd></dl>', '<div><div class="dd">a</div></div>'],
    ['<dl><div><dt>a</dt></div>b</dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
    [
      '<table><tfoot><tr><td>f</td></tr></tfoot><tr><th>a</th><td align="right">b</td></tr><tr><th></th><td>d</td></tr><thead><tr><th>h</th></tr></thead><caption>c</caption></table>',
      `${scroll}<table><caption>c</caption><thead><tr><th scope="col">h</th></tr></thead><tbody><tr><th scope="row">a</th><td class="align-right">b</td></tr><tr><td></td><td>d</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table></div>`,
    ],
    ['<details>a<summary>b</summary>c</details>', '<details><summary>b</summary>ac</details>'],
    ['<details>a</details>', '<details><summary>Details</summary>a</details>'],
    ['<figure>a<figcaption>b</figcaption>c</figure>', '<figure>a<div>b</div>c</figure>'],
    [
      '<a href="https://o.example/"><table><tr><td><a href="https://p.example/">a</a></td></tr></table></a>',
      '<a href="https://o.example/"><table><tbody><tr><td>a</td></tr></tbody></table></a>',
    ],
    ['<a href="https://o.example/"></a><time>now</time><p lang="xx">a</p>', '<p>now</p><p>a</p>'],
    ['<main><nav>a</nav></main>', '<div><div>a</div></div>'],
    ['- [x] a', '<ul>\n<li>☑ a</li>\n</ul>'],
  ])('%s', async (body, expected) => {
    expect(made(body)).toBe(expected);
    expect(await findings(page(expected))).toEqual([]);
  });

  it('says which of its words are in another language', () => {
    expect(made('![](https://o.example/a.png)', { language: 'ja' })).toContain('<span lang="en">Picture</span>');
    expect(made('|a|\n|-|\n|b|', { language: 'ja' })).toMatch(/<div [^>]* lang="en"><table lang="ja">/);
  });

  it('takes nothing below the base URL for a scheme or another host', () => {
    const body = '[a](https://site.example/javascript:alert(1)) [b](https://site.example//o.example/x)';
    const links = Array.from(made(body, { root: '' }).matchAll(/href="([^"]*)"/g), ([, href]) => href as string);
    expect(links.map((href) => new URL(href, 'https://site.example/').host)).toEqual(['site.example', 'site.example']);
  });

  it('is valid, loads nothing from elsewhere and keeps every word, whatever elements stand in whatever others', async () => {
    await fc.assert(
      fc.asyncProperty(anyMarkup, async (markup) => {
        const body = html(`<div>${markup}</div>`);
        const content = pageContent(body, around).markup;
        expect(await wrongIn(content)).toEqual([]);
        expect(wordsOf(content)).toEqual(wordsOf(body));
      }),
      { numRuns: 200, seed: 20261130 },
    );
  });

  it('is all that of real articles', async (context) => {
    if (!collectionsAreThere) notRun(context, 'there are no collections of real articles');
    const wrong: string[] = [];
    let count = 0;
    for (const { path, baseUrl, body } of realContents(15)) {
      const content = pageContent(body, { ...around, baseUrl, anchor: `${baseUrl}${path}` }).markup;
      wrong.push(...(await wrongIn(content)).map((what) => `${path}: ${what}`));
      count++;
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(300);
  }, 120_000);
});

/** The smallest valid page. */
function page(content: string): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>t</title></head>\n<body><main><h1>t</h1><div>${content}</div></main></body>\n</html>\n`;
}

async function wrongIn(content: string): Promise<string[]> {
  const whole = page(content);
  const loaded = Array.from(content.matchAll(/ (?:src|srcset|poster)="([^"]*)"/g), ([, address = '']) => address);
  return [
    ...(await findings(whole)),
    ...loaded.filter((address) => !/^(?:\.\.\/|data:image\/)/.test(address)).map((address) => `loads ${address}`),
    ...(asParsed(whole) === asWritten(whole) ? [] : ['is read as something else']),
  ];
}

/** As the parser of the HTML standard has it, but for what may be written in several ways. */
function asParsed(whole: string): string {
  return asWritten(serialize(parse(whole)));
}

function asWritten(whole: string): string {
  return whole
    .replace(/\s*<(\/?)(?:!DOCTYPE|html|head|body)(?=[ >])[^>]*>\s*/gi, '')
    .replace(/(<pre[^>]*>)\n/g, '$1')
    .replace(/=""/g, '')
    .replace(/&#x([\dA-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/\u00a0/g, '&nbsp;')
    .trimEnd();
}

/** The numbered words of a generated document, in no order: captions go to their place. */
function wordsOf(content: string): string[] {
  return (content.replace(/<[^>]*>/g, ' ').match(/\bw\d+\b/g) ?? []).sort();
}

const attributes: Record<string, readonly string[]> = {
  a: [' href="https://o.example/"', ' href="https://site.example/"', ''],
  data: [' value="1"', ''],
  img: [' src="https://o.example/a.png"', ' src="https://site.example/media/a.png" title="t"'],
  span: [' title="t"', ' lang="ja"'],
  th: ['', ' scope="row"'],
  time: [' datetime="2024-01-01"', ''],
};

/** Any element in any other. Players are left out: what is in them is shown where there are none. */
const anyMarkup = fc.letrec<{ node: string; nodes: string }>((tie) => ({
  nodes: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => nodes.join('')),
  node: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'markup' },
    fc.nat(999).map((n) => ` w${n} `),
    fc
      .tuple(
        fc.constantFrom(...ALLOWED_TAGS.filter((tag) => tag !== 'audio' && tag !== 'video')),
        fc.nat(),
        tie('nodes'),
      )
      .map(([tag, n, inside]) => {
        const written = attributes[tag] ?? [''];
        const start = `<${tag}${written[n % written.length]}>`;
        return VOID.has(tag) ? start : `${start}${inside}</${tag}>`;
      }),
  ),
})).nodes;
