import { describe, expect, it } from 'vitest';
import { codes, html, picture, rendered } from './rendering.ts';

const clipping = { base: 'https://orig.example/2020/01/post.html', anchor: 'https://orig.example/2020/01/post.html' };

describe('a link', () => {
  it.each([
    ['/about?a=1&b=2#c', 'https://site.example/about?a=1&amp;b=2#c'],
    ['../b/', 'https://site.example/articles/b/'],
    ['//other.example/x', 'https://other.example/x'],
    ['HTTP://Other.Example', 'http://other.example/'],
    ['#part', 'https://site.example/articles/a/#part'],
    ['?q', 'https://site.example/articles/a/?q'],
    ['<a b/ü.html>', 'https://site.example/articles/a/a%20b/%C3%BC.html'],
    ['a\\b', 'https://site.example/articles/a/a/b'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
    ['tel:+351-21', 'tel:+351-21'],
  ])('to %s leads to %s', (written, absolute) => {
    expect(html(`[x](${written})`)).toBe(`<p><a href="${absolute}">x</a></p>`);
  });
  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'obsidian://open?vault=x',
    'app://local/x',
    'data:text/html,x',
    'C:/x',
    'https://',
    'http://[x',
    'https://user:password@example.org/',
    '',
  ])('to %s loses its tags and keeps its words', (written) => {
    expect(html(`[x](<${written}>)`)).toBe('<p>x</p>');
  });
  it('with a template tag for an address keeps its words', () => {
    const content = rendered('[x]({{site.baseurl}}/y)');
    expect(content.html).toBe('<p>x</p>');
    expect(codes(content)).toEqual(['note content/template-tag']);
  });
  it('in a clipping is resolved against the original', () => {
    expect(html('[x](../y) [z](#w)', {}, clipping)).toBe(
      '<p><a href="https://orig.example/2020/y">x</a> <a href="https://orig.example/2020/01/post.html#w">z</a></p>',
    );
  });
  it('to a file beside the article leads to its page, fragment and all', () => {
    const files = { './b.md': { kind: 'article', url: 'https://site.example/articles/b/' } as const };
    expect(html('[x](./b.md#part)', files)).toBe('<p><a href="https://site.example/articles/b/#part">x</a></p>');
  });
});

describe('a picture', () => {
  it('beside the article is published, once, even from a clipping', () => {
    const content = rendered('![a](b.png) ![c](b.png)', { 'b.png': picture('b.png') }, clipping);
    expect(content.html).toContain('<img src="https://site.example/media/b.png" alt="a">');
    expect(content.media).toHaveLength(1);
    expect(content.diagnostics).toEqual([]);
  });
  it('that is missing is warned of, and resolved all the same', () => {
    const content = rendered('![a](b.png)');
    expect(content.html).toContain('src="https://site.example/articles/a/b.png"');
    expect(codes(content)).toEqual(['warning content/missing-file']);
  });
  it('that is missing beside a clipping is the original site’s', () => {
    expect(rendered('![a](b.png)', {}, clipping).diagnostics).toEqual([]);
  });
  it('that must not be published leaves its words', () => {
    const content = rendered('![a *b*](../x) <img src="../x" alt="c">', {
      '../x': { kind: 'refused', reason: 'outside the folder' },
    });
    expect(content.html).toBe('<p>a b <span>c</span></p>');
    expect(content.diagnostics).toMatchObject([
      { severity: 'warning', code: 'content/refused-file', message: expect.stringContaining('outside the folder') },
    ]);
  });
  it('in its own address stays while it is small', () => {
    const small = 'data:image/png;base64,iVBORw0KGgo=';
    expect(html(`![a](${small})`)).toContain(`src="${small}"`);
    expect(html(`![a](data:image/png;base64,${'A'.repeat(40_000)})`)).toBe('<p>a</p>');
    expect(html('![a](data:image/svg+xml;base64,AAAA)')).toBe('<p>a</p>');
  });
  it('of a film or a sound is a player that holds a link', () => {
    expect(html('![a](b.mp4)')).toBe(
      '<p><video controls src="https://site.example/articles/a/b.mp4"><a href="https://site.example/articles/a/b.mp4">a</a></video></p>',
    );
  });
});

describe('srcset', () => {
  it.each([
    ['a.png 1x, b.png 2x', 'https://s.example/a.png 1x, https://s.example/b.png 2x'],
    ['a.png, b.png 2x', 'https://s.example/a.png, https://s.example/b.png 2x'],
    ['w_300,h_200/a.png 300w', 'https://s.example/w_300,h_200/a.png 300w'],
    ['javascript:1 1x, a.png 2x', 'https://s.example/a.png 2x'],
    [' , a.png   1.5x ,', 'https://s.example/a.png 1.5x'],
  ])('%s', (written, absolute) => {
    const base = { base: 'https://s.example/' };
    expect(html(`<img src="x.png" srcset="${written}">`, {}, base)).toContain(`srcset="${absolute}"`);
  });
  it('of nothing but unsafe addresses is left out', () => {
    expect(html('<img src="x.png" srcset="javascript:1 1x">')).not.toContain('srcset');
  });
});

it('leaves no relative reference in any attribute of raw HTML', () => {
  const content = html(
    '<blockquote cite="/a"><video poster="/b" src="/c"><source src="/d"><track src="/e"></video><img src="/f" longdesc="/g" usemap="#h"><table background="/i"><tr><td><q cite="j">k</q></table>',
  );
  const values = Array.from(content.matchAll(/ (?!alt|controls)[\w-]+="([^"]*)"/g), ([, value]) => value);
  expect(values.length).toBeGreaterThanOrEqual(7);
  for (const value of values) expect(value).toMatch(/^https:\/\/site\.example\//);
});
