import { describe, expect, it } from 'vitest';
import { codes, html, picture, rendered } from './rendering.ts';

const article = (url: string) => ({ kind: 'article', url }) as const;

describe('CommonMark and GFM', () => {
  it.each([
    [
      'a *b* **c** `d` <http://e.example/f>',
      '<p>a <em>b</em> <strong>c</strong> <code>d</code> <a href="http://e.example/f">http://e.example/f</a></p>',
    ],
    ['~~a~~', '<p><del>a</del></p>'],
    ['- [ ] a\n- [x] b\n- [X] c', '<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n<li>☑ c</li>\n</ul>'],
    ['1. [x] a', '<ol>\n<li>☑ a</li>\n</ol>'],
    ['[x] a', '<p>[x] a</p>'],
    ['a  \nb\\\nc', '<p>a<br>\nb<br>\nc</p>'],
    ['![a](b.png "c")', '<p><img src="https://site.example/articles/a/b.png" alt="a" title="c"></p>'],
    ['a\n***\nb', '<p>a</p>\n<hr>\n<p>b</p>'],
    ['&copy; &lt;b&gt;', '<p>© &lt;b&gt;</p>'],
  ])('%j', (body, expected) => {
    expect(html(body)).toBe(expected);
  });
  it('tables are aligned by attribute, since readers drop styles', () => {
    const table = html('| a | b | c |\n|:--|:-:|---|\n| 1 | 2 | 3 |');
    expect(table).toContain('<th align="left">a</th>\n<th align="center">b</th>\n<th>c</th>');
    expect(table).not.toContain('style');
  });
  it.each([
    ['www.example.com/a', 'http://www.example.com/a'],
    ['(http://example.com/a_(b))', 'http://example.com/a_(b)'],
    ['https://example.com/a.', 'https://example.com/a'],
    ['见https://example.com/a，', 'https://example.com/a'],
    ['me@example.com', 'mailto:me@example.com'],
  ])('%s is a link without being asked', (body, href) => {
    expect(html(body)).toContain(`<a href="${href}">`);
  });
  it.each(['README.md', 'main.rs', 'node.js', '//example.com', 'ftp://example.com/a', 'example.com'])(
    '%s is none',
    (body) => {
      expect(html(body)).toBe(`<p>${body}</p>`);
    },
  );
  it('code keeps its lines, blank ones in front as well, and the name of its language', () => {
    expect(html('```js {1,3} title="x"\n\n  a < b\n\n```')).toBe(
      '<pre><code class="language-js">\n  a &lt; b\n\n</code></pre>',
    );
    expect(html('```{r, echo=FALSE}\na\n```')).toContain('class="language-r"');
    expect(html('```"onclick=x\na\n```')).toBe('<pre><code>a\n</code></pre>');
  });
});

describe('footnotes', () => {
  it('have ids of their article and absolute links to and fro', () => {
    expect(html('a[^n] b[^n]\n\n[^n]: c')).toBe(
      [
        '<p>a<sup><a href="https://site.example/articles/a/#fn-a1-1" id="fnref-a1-1">1</a></sup> b<sup><a href="https://site.example/articles/a/#fn-a1-1" id="fnref-a1-1-1">1</a></sup></p>',
        '<section class="footnotes">\n<hr>\n<ol>',
        '<li id="fn-a1-1"><p>c <a href="https://site.example/articles/a/#fnref-a1-1">↩︎</a> <a href="https://site.example/articles/a/#fnref-a1-1-1">↩︎</a></p>',
        '</li>\n</ol>\n</section>',
      ].join('\n'),
    );
  });
  it('may stand in the line, but not in one another', () => {
    expect(rendered('a^[b *c* ^[d]] e').text).toBe('a1 e b c ^[d]');
  });
  it('in the words of a link are no link in a link', () => {
    expect(html('[a^[b]](/c)')).toContain('">a<sup>1</sup></a>');
  });
  it('keep their ids beside raw HTML, whose own ids go', () => {
    const content = html('a[^1] <b id="x">c</b>\n\n[^1]: d');
    expect(content).toContain('id="fn-a1-1"');
    expect(content).not.toContain('id="x"');
  });
  it('that nothing refers to are told of', () => {
    expect(codes(rendered('a\n\n[^1]: b'))).toEqual(['note content/removed']);
  });
  it('have lists and code in them', () => {
    expect(rendered('a[^1]\n\n[^1]: b\n\n    - c\n\n        d').text).toBe('a1 b c d');
  });
});

describe('callouts', () => {
  it.each([
    ['> [!note] A *title*\n> b', 'A <em>title</em>'],
    ['> [!warning]- Folded\n> b', 'Folded'],
    ['> [!tip]+\n> b', 'Tip'],
    ['> [!NOTE]\n> b', 'Note'],
    [':::note[A title]\nb\n:::', 'A title'],
    [':::info A title\n\nb\n\n:::', 'A title'],
    [':::caution\nb\n:::', 'Caution'],
  ])('%j is a quotation with a bold title', (body, title) => {
    expect(html(body)).toBe(`<blockquote>\n<p><strong>${title}</strong></p>\n<p>b</p>\n</blockquote>`);
  });
  it('may have nothing but a title, and callouts in them', () => {
    expect(rendered('> [!note] A').text).toBe('A');
    expect(rendered('> [!a] B\n> > [!c] D\n> > e').text).toBe('B D e');
    expect(rendered('::::note\n:::tip\na\n:::\n::::').text).toBe('Note Tip a');
  });
  it('are neither code nor unclosed colons', () => {
    expect(rendered('```\n> [!note] a\n:::tip\n:::\n```').text).toBe('> [!note] a :::tip :::');
    expect(rendered(':::note\na').text).toBe(':::note a');
  });
});

describe('wikilinks', () => {
  const files = {
    'Other note': article('https://site.example/o/'),
    'x.png': picture('x.png'),
    'y.pdf': picture('y.pdf'),
  };
  it.each([
    ['[[Other note]]', '<a href="https://site.example/o/">Other note</a>'],
    ['[[Other note|words & <b>]]', '<a href="https://site.example/o/">words &amp; &lt;b&gt;</a>'],
    ['[[Other note#Part]]', '<a href="https://site.example/o/">Other note &gt; Part</a>'],
    ['[[Missing]]', 'Missing'],
    ['[[Missing|words]]', 'words'],
    ['[[#Part]]', 'Part'],
    ['![[x.png]]', '<img src="https://site.example/media/x.png" alt="">'],
    ['![[x.png|300]]', '<img src="https://site.example/media/x.png" alt="" width="300">'],
    ['![[x.png|300x200]]', '<img src="https://site.example/media/x.png" alt="" width="300" height="200">'],
    ['![[x.png|words]]', '<img src="https://site.example/media/x.png" alt="words">'],
    ['![[y.pdf]]', '<a href="https://site.example/media/y.pdf">y.pdf</a>'],
    ['![[Other note]]', '<a href="https://site.example/o/">Other note</a>'],
    ['![[missing.png]]', 'missing.png'],
    ['![words|300](x.png)', '<img src="https://site.example/media/x.png" alt="words" width="300">'],
    ['`[[Other note]]`', '<code>[[Other note]]</code>'],
    ['[a [[Other note]] b](/c)', '[a <a href="https://site.example/o/">Other note</a> b](/c)'],
    ['[a ![[Other note]] b](/c)', '<a href="https://site.example/c">a Other note b</a>'],
    ['[![[x.png]]](/c)', '<a href="https://site.example/c"><img src="https://site.example/media/x.png" alt=""></a>'],
  ])('%s', (body, expected) => {
    expect(html(body, files)).toBe(`<p>${expected}</p>`);
  });
  it('in tables may escape their bar', () => {
    expect(html('| a |\n|---|\n| [[Other note\\|b]] |', files)).toContain('<a href="https://site.example/o/">b</a>');
  });
  it('find the file with its ending', () => {
    expect(html('[[N]]', { 'N.md': article('https://site.example/n/') })).toContain('href="https://site.example/n/"');
  });
  it('that lead nowhere are noted; a missing picture is warned of', () => {
    expect(codes(rendered('[[N]] ![[x.png]]'))).toEqual([
      'note content/unresolved-link',
      'warning content/missing-file',
    ]);
  });
});

describe('highlights', () => {
  it.each([
    ['a ==b *c*== d', 'a <mark>b <em>c</em></mark> d'],
    ['**==a==**', '<strong><mark>a</mark></strong>'],
    ['a == b == c', 'a == b == c'],
    ['a=====b===c', 'a=====b===c'],
    ['`==a==`', '<code>==a==</code>'],
    ['==a `b==c` d==', '<mark>a <code>b==c</code> d</mark>'],
  ])('%s', (body, expected) => {
    expect(html(body)).toBe(`<p>${expected}</p>`);
  });
});

describe('code between tags of generators', () => {
  it.each([
    ['{% highlight ruby linenos %}\n# a\n\n  <b>%%c%%\n{% endhighlight %}', 'ruby', '# a\n\n  &lt;b&gt;%%c%%\n'],
    ['text\n{%- highlight sh -%}\na\n{%- endhighlight -%}\ntext', 'sh', 'a\n'],
    ['{% codeblock Title lang:js http://x.example/ %}\na\n{% endcodeblock %}', 'js', 'a\n'],
    ['{{< highlight go "linenos=table" >}}\na\n{{< /highlight >}}', 'go', 'a\n'],
    ['- a\n\n  {% highlight c %}\n  b\n    c\n  {% endhighlight %}', 'c', 'b\n  c\n'],
  ])('is code: %j', (body, language, code) => {
    expect(html(body)).toContain(`<pre><code class="language-${language}">${code}</code></pre>`);
  });
  it('needs no language', () => {
    expect(html('{% highlight %}\na\n{% endhighlight %}')).toBe('<pre><code>a\n</code></pre>');
  });
  it('is none without an end, or in code', () => {
    expect(html('{% highlight ruby %}\na\n\nb')).toBe('<p>{% highlight ruby %}\na</p>\n<p>b</p>');
    expect(html('```\n{% highlight c %}\n{% endhighlight %}\n```')).toContain('{% endhighlight %}');
  });
});

describe('what belongs to another program stays readable', () => {
  it.each([
    ['$a_1 * b_2$ and $\\{x\\}$', '$a_1 * b_2$ and $\\{x\\}$'],
    ['it costs $5 and *not* $10', 'it costs $5 and <em>not</em> $10'],
    ['$$\\begin{a}\nb \\\\ c_d_\n\\end{a}$$', '$$\\begin{a}\nb \\\\ c_d_\n\\end{a}$$'],
    ['$$\na\n= b\n- c\n$$', '$$\na\n= b\n- c\n$$'],
    ['{{< figure src="*a*" >}}', '{{&lt; figure src=&quot;*a*&quot; &gt;}}'],
    ['{{<youtube id>}}', '{{&lt;youtube id&gt;}}'],
    ['{% raw %} *a* {% endraw %}', '{% raw %} <em>a</em> {% endraw %}'],
  ])('%j', (body, expected) => {
    expect(html(body)).toBe(`<p>${expected}</p>`);
  });
  it('template tags are noted with their number, but not in code', () => {
    expect(rendered('{% a %}\n\n{{ b }} `{{ c }}`').diagnostics).toMatchObject([
      {
        severity: 'note',
        code: 'content/template-tag',
        message: 'template tag left as text (2 times)',
        place: { line: 5 },
      },
    ]);
  });
});

describe('MDX', () => {
  it('components lose their tags and keep what is in them, as Markdown', () => {
    expect(html('<Tabs>\n<TabItem value="a" label={b}>\n\n**c**\n\n</TabItem>\n</Tabs>')).toContain(
      '<strong>c</strong>',
    );
  });
  it('values in braces become attributes where they are literal', () => {
    expect(html('a <img src="/b.png" width={200} alt={"c"} style={{margin: 10}} onError={() => x} />')).toBe(
      '<p>a <img src="https://site.example/b.png" width="200" alt="c"></p>',
    );
  });
});

describe('tags that were meant as text', () => {
  it.each([
    ['a Vec<T> b', 'a Vec&lt;T&gt; b'],
    ['GET /users/<id>/x', 'GET /users/&lt;id&gt;/x'],
    ['put it into a <script> and go on', 'put it into a &lt;script&gt; and go on'],
  ])('%s', (body, expected) => {
    expect(html(body)).toBe(`<p>${expected}</p>`);
  });
  it('are not those that something closes', () => {
    expect(html('a <Tip>b</Tip> <b>c</b>')).toBe('<p>a b <b>c</b></p>');
  });
});
