import { describe, expect, it } from 'vitest';
import type { ContentContext } from '../../../src/article/content/content.ts';
import type { FoundFile } from '../../../src/article/content/local-files.ts';
import { codes, html, rendered } from './rendering.ts';

describe('the title', () => {
  it('is not repeated: a leading first-level heading that equals it is left out', () => {
    expect(rendered('# The *Strait*\n\nText', {}, { title: 'The Strait' })).toMatchObject({
      html: '<p>Text</p>',
      heading: 'The Strait',
    });
  });
  it('is the leading heading where the article states none', () => {
    expect(rendered('The Strait\n===\n\nText')).toMatchObject({ html: '<p>Text</p>', heading: 'The Strait' });
  });
  it('is no heading of a thousand characters, which stays where it is', () => {
    const content = rendered(`# ${'word '.repeat(300)}\n\nText`);
    expect(content.heading).toBeUndefined();
    expect(content.html).toMatch(/^<h1>word/);
  });
  it('leaves another heading where it is', () => {
    expect(html('# Another\n\nText', {}, { title: 'The Strait' })).toBe('<h1>Another</h1>\n<p>Text</p>');
    expect(rendered('Text\n\n# Later')).toMatchObject({ html: '<p>Text</p>\n<h1>Later</h1>', heading: 'Later' });
  });
  it('is no heading that holds but a picture, which stays where it is', () => {
    expect(rendered('# ![[a.png]]\n\nText')).toMatchObject({ html: '<h1>a.png</h1>\n<p>Text</p>' });
    expect(rendered('# ![[a.png]]\n\nText').heading).toBeUndefined();
  });
  it('may come after a comment, and holds code, escapes and the words of links', () => {
    const content = rendered('<!-- c -->\n\n# `a` \\* [b](/u) [[c|d]] $x$ &amp;\n\nText');
    expect(content).toMatchObject({ html: '<p>Text</p>', heading: 'a * b d $x$ &' });
  });
});

describe('the words of an article', () => {
  const media = (name: string): FoundFile => ({
    kind: 'media',
    file: { from: `/articles/${name}`, to: `media/0123-${name}`, type: '', length: 1 },
    url: `https://site.example/media/0123-${name}`,
  });
  const elsewhere = 'https://elsewhere.example/other/folder/page';
  const worlds: Partial<ContentContext>[] = [
    { files: { find: () => undefined } },
    { files: { find: media } },
    { files: { find: () => ({ kind: 'refused', reason: 'it is too large' }) } },
    { files: { find: () => ({ kind: 'article', url: 'https://site.example/articles/b/' }) } },
    { page: elsewhere, base: elsewhere, anchor: elsewhere, idPrefix: 'b2', bodyLine: 9 },
    { base: 'https://original.example/post', anchor: 'https://original.example/post' },
  ];
  it.each([
    ['Before ![[a.png]] after', 'Before after'],
    ['Before ![[a.png|words]] after', 'Before after'],
    ['Before![words](a.png)after', 'Beforeafter'],
    ['[![words](a.png)](b.md) after', 'after'],
    ['Before <img src="a.png" alt="words"> <b>after</b>', 'Before after'],
    ['<picture><source srcset="a.webp"><img src="a.png" alt="words"></picture>\n\nAfter', 'After'],
    ['![words](a.mp4)\n\n![[b.mp3]]\n\nAfter', 'After'],
    ['<video src="a.mp4"><p>Words</p></video>\n\nAfter', 'After'],
    ['<video><source src="a.mp4"></video>\n\nAfter', 'After'],
    ['<iframe src="a.html" title="words"></iframe>\n\nAfter', 'After'],
    ['<iframe src="/"></iframe>\n\nAfter', 'After'],
    ['![[a]] and ![[b.pdf|words]]', 'and'],
    ['[[a]] and [[b#c|words]] and [d](e.md)', 'a and words and d'],
    ['A note[^1].\n\n[^1]: The note.', 'A note1. The note.'],
    ['[a](#b) <a href="c"><i>d</i></a>', 'a d'],
  ])('are the same in every place, whatever lies beside it: %s', (body, words) => {
    expect(worlds.map((world) => rendered(body, {}, world).text)).toEqual(worlds.map(() => words));
  });
});

describe('characters', () => {
  it('that XML or HTML forbids do not come through, written or as entities', () => {
    const content = rendered('a\u0001b\ufffec\ud800d\ufdd0e\u{1ffff}f&#1;<b>&#xfffe;&#x1;&#xd800;g</b>\u0085h');
    expect(content.html).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]/);
    expect(content.text.replace(/\ufffd/g, '')).toBe('abcdefg h');
  });
  it('U+FFFD and what looks decoded twice are references, for the W3C validator warns of them as characters', () => {
    expect(html('a\ufffdb')).toBe('<p>a&#xFFFD;b</p>');
    expect(html('JosÃ©, É')).toBe('<p>JosÃ&#xA9;, É</p>');
  });
  it('of every script stay as they are', () => {
    expect(rendered('日本語 😀 é').text).toBe('日本語 😀 é');
  });
});

it('keeps the places of problems when line breaks are of Windows', () => {
  expect(rendered('one\r\n\r\n![](gone.png)').diagnostics).toMatchObject([
    { severity: 'warning', code: 'content/missing-file', file: 'articles/a.md', place: { line: 7 } },
  ]);
});

it('tells things alike once, with their number', () => {
  const { diagnostics } = rendered('[a](javascript:1)\n\n[b](javascript:2)');
  expect(diagnostics.map(({ message, place }) => [message, place?.line])).toEqual([
    ['javascript: link removed (2 times)', 5],
  ]);
});

it('does not tell of ten thousand missing pictures one by one', () => {
  const body = Array.from({ length: 10_000 }, (_, i) => `![](${i}.png)`).join('\n');
  expect(rendered(body).diagnostics).toHaveLength(21);
});

describe('text', () => {
  it('is the words, without markup, alternative texts and arrows of footnotes', () => {
    const { text } = rendered('# A\n\n**b** ![c](d.png)<br>e[^1]\n\n- f\n- g\n\n[^1]: h &lt;i&gt;', {}, { title: 'x' });
    expect(text).toBe('A b e1 f g h <i>');
  });
  it('parts no word at inline markup and joins none at blocks', () => {
    expect(rendered('a**b**c\n\nd').text).toBe('abc d');
    expect(rendered('<div>a</div><div>b</div>').text).toBe('a b');
  });
});

describe('the first picture', () => {
  it('is the absolute address of the first one', () => {
    expect(rendered('a\n\n![](/b.png?c=1&d=2)\n\n![](e.png)').firstImage).toBe('https://site.example/b.png?c=1&d=2');
  });
  it('is none that lies in its own address', () => {
    expect(rendered('![](data:image/png;base64,AAAA) ![](b.png)').firstImage).toBe(
      'https://site.example/articles/a/b.png',
    );
  });
});

it('has nothing to say of an ordinary article', () => {
  expect(codes(rendered('Hello [there](https://example.org/), <em>you</em>.'))).toEqual([]);
});

it('survives an empty body', () => {
  expect(rendered('')).toEqual({ html: '', text: '', summary: '', media: [], diagnostics: [] });
});
