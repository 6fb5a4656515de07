import { describe, expect, it } from 'vitest';
import { nest } from '../../../src/article/content/nesting.ts';

describe('elements stand where HTML allows them', () => {
  it.each([
    ['<p>a<div>b</div>c</p>', '<p>a</p><div>b</div>c'],
    ['<p><b>a<div>b</div></b></p>', '<p><b>a</b></p><b><div>b</div></b>'],
    ['<p><a href="x">a<div>b</div></a></p>', '<p><a href="x">a</a></p><a href="x"><div>b</div></a>'],
    ['<b><p>a</p></b>', '<b><p>a</p></b>'],
    ['<p>a<hr>b</p>', '<p>a</p><hr>b'],
    ['<a href="x">a<a href="y">b</a></a>', '<a href="x">a</a><a href="y">b</a>'],
    ['<h1>a<h2>b</h2></h1>', '<h1>a</h1><h2>b</h2>'],
    ['<ul><li><b>a<li>b</ul>', '<ul><li><b>a</b></li><li>b</li></ul>'],
    ['<ul><li>a<ul><li>b</ul><li>c</ul>', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
    ['<dl><dt>a<dd>b<dt>c</dl>', '<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>'],
    ['<table>a<tr><td>b</table>', '<table><tr><td>a</td></tr><tr><td>b</td></tr></table>'],
    ['<table><tr>a<td>b</td></tr></table>', '<table><tr><td>a</td><td>b</td></tr></table>'],
    ['<table><td>a<td>b<tr><td>c</table>', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>'],
    ['<table><tbody><td>a</table>', '<table><tbody><tr><td>a</td></tr></tbody></table>'],
    ['<table><col><tr><td>a</table>', '<table><colgroup><col></colgroup><tr><td>a</td></tr></table>'],
    ['<table><caption>a<tr><td>b</table>', '<table><caption>a</caption><tr><td>b</td></tr></table>'],
    [
      '<table><tr><td><table><tr><td>a</table></table>',
      '<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>',
    ],
    ['<td>a</td><tr>b</tr>', 'ab'],
    ['<table> <tr> <td>a</td> </tr> </table>', '<table> <tr> <td>a</td> </tr> </table>'],
    ['<table><tr><td><b>a</td><td>b</b></td></tr></table>', '<table><tr><td><b>a</b></td><td>b</td></tr></table>'],
    ['<ruby>a<rp>(<rt>b<rp>)</ruby>', '<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>'],
    ['<b><b><b><b>a</b></b></b></b>', '<b><b><b>a</b></b></b>'],
    ['<source src="x">a', 'a'],
    ['a</p></div>b', 'ab'],
    ['<p>a<br />b', '<p>a<br>b</p>'],
  ])('%s', (before, after) => {
    expect(nest(before)).toBe(after);
    expect(nest(after)).toBe(after);
  });
});
