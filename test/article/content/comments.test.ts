import { describe, expect, it } from 'vitest';
import { rendered } from './rendering.ts';

describe('private comments', () => {
  it.each([
    ['a %%SECRET%% b'],
    ['%%SECRET%%\n\na b'],
    ['%%\nSECRET\n\n# SECRET\n\n- SECRET\n%%\n\na b'],
    ['a %%SECRET\n\nSECRET%% b'],
    ['a\n\n- b\n- %%SECRET%%'],
    ['> a %%SECRET\n> SECRET%% b'],
    ['a b\n\n%%\nSECRET never closed\n\nSECRET'],
    ['a b %%SECRET never closed\nSECRET'],
    ['a\n\n%%\n```\nSECRET\n%%\n\nb'],
    ['a\n\n%%\n~~~\nSECRET\n~~~\n%%\n\nb'],
    ['| a | b |\n|---|---|\n| %%SECRET%% | c |'],
    ['a [b](http://x.example/ "%%SECRET%%")'],
    ['a <b title="%%SECRET%%">b</b>'],
    ['# %%SECRET%%\n\na b'],
    ['a `x %%SECRET%% b'],
    ['a b [^1]\n\n[^1]: %%SECRET%%'],
  ])('are in no byte that comes out: %j', (body) => {
    const content = rendered(body);
    expect(
      JSON.stringify({ ...content, diagnostics: content.diagnostics.map(({ message }) => message) }),
    ).not.toContain('SECRET');
    expect(content.text).toMatch(/a(?:\b.*)? ?b/);
  });
  it.each([
    ['```\nprintf("%%d %%s")\n```', 'printf("%%d %%s")'],
    ['~~~\n%% mermaid\n%% diagram\n~~~', '%% mermaid %% diagram'],
    ['    a %%b%% c', 'a %%b%% c'],
    ['`%%a%%`', '%%a%%'],
    ['``a ` %%b%%``', 'a ` %%b%%'],
    ['- a\n\n  ```\n  %%b%%\n  ```', 'a %%b%%'],
    ['x \\%%a\\%%', 'x %%a%%'],
    ['<pre>\n[%%a]\n\n[%%b]</pre>', '[%%a] [%%b]'],
    ['{% highlight scala %}\n"a" %% "b"\n\n"c" %% "d"\n{% endhighlight %}', '"a" %% "b" "c" %% "d"'],
    ['x <code>[%%a]</code>, <CODE class="c">[%%b]</CODE>', 'x [%%a], [%%b]'],
  ])('are none within code, or escaped: %j', (body, text) => {
    expect(rendered(body).text).toBe(text);
  });
  it('are not opened by per cent signs after a word that nothing closes', () => {
    expect(rendered('100%% sure\n\nMore').text).toBe('100%% sure More');
  });
  it('that are never closed are warned of, with their line', () => {
    expect(rendered('a\n\n%%\nb').diagnostics).toMatchObject([
      { severity: 'warning', code: 'content/removed', place: { line: 7 } },
    ]);
  });
  it('that begin within a line and end in another paragraph are warned of', () => {
    expect(rendered('use %%python\n\nand %%bash').diagnostics).toMatchObject([
      { severity: 'warning', code: 'content/removed', place: { line: 5 } },
    ]);
    expect(rendered('%%a\n\nb%% c %%d\ne%%').diagnostics).toEqual([]);
  });
  it('leave the lines of later problems as they are', () => {
    expect(rendered('%%\na\n%%\n\n![](x.png)').diagnostics).toMatchObject([{ place: { line: 9 } }]);
  });
});

describe('HTML comments', () => {
  it.each([
    '<!-- SECRET -->',
    'a <!-- SECRET --> b',
    '<!--\nSECRET\n\nSECRET\n-->',
    '<!-- SECRET never closed\n\nSECRET',
  ])('are dropped: %j', (body) => {
    expect(JSON.stringify(rendered(`x\n\n${body}`))).not.toContain('SECRET');
  });
  it('are kept in code', () => {
    expect(rendered('`<!-- a -->`').text).toBe('<!-- a -->');
  });
  it('that are never closed are warned of', () => {
    expect(rendered('a\n\n<!-- b').diagnostics).toMatchObject([{ severity: 'warning', code: 'content/removed' }]);
  });
});

describe('module lines of MDX', () => {
  it('at the top are left out', () => {
    expect(rendered('\nimport Tabs from \'@theme/Tabs\';\nimport {a,\n  b} from "c"\n\nText').text).toBe('Text');
  });
  it('are not sought in prose', () => {
    expect(rendered("import taxes from China rose; 'steeply'").text).toBe("import taxes from China rose; 'steeply'");
    expect(rendered("Text\n\nimport a from 'b'").text).toBe("Text import a from 'b'");
  });
});
