import { describe, expect, it } from 'vitest';
import { byCharacter, firstCharacters } from '../../../src/article/content/markdown/by-character.ts';
import { footnotes } from '../../../src/article/content/markdown/footnotes.ts';
import { jsxTags } from '../../../src/article/content/markdown/jsx.ts';
import { createMarkdownIt, type MarkdownIt } from '../../../src/article/content/markdown/markdown-it.ts';
import { marks } from '../../../src/article/content/markdown/marks.ts';
import { math } from '../../../src/article/content/markdown/math.ts';
import { templates } from '../../../src/article/content/markdown/templates.ts';
import { wikilinks } from '../../../src/article/content/markdown/wikilinks.ts';

function withAllRules(): MarkdownIt {
  const md = createMarkdownIt();
  for (const extension of [footnotes, marks, templates, math, wikilinks, jsxTags]) md.use(extension);
  return md;
}

/** What each rule finds something in, at its beginning or behind `https`. */
const findings = [
  ...[
    '\n a',
    '://example.org/',
    '$a$',
    '\\*',
    '`a`',
    '~~a~~',
    '==a==',
    '{{ a }}',
    '*a*',
    '_a_',
    '[[a]]',
    '![[a]]',
    '[a](b)',
  ],
  ...['![a](b)', '^[a]', '[^1]', '<https://example.org/>', '<a b={1}>', '<b>', '&amp;', 'text'],
];

describe('byCharacter', () => {
  it('leaves out only rules that find nothing where they are left out', () => {
    const md = withAllRules();
    const rules = firstCharacters(md);
    for (const [rule, characters] of rules) {
      for (const rest of findings.map((finding) => finding.slice(1))) {
        for (let code = 0; code < 0x100; code++) {
          const character = String.fromCharCode(code);
          if (characters.includes(character)) continue;
          const state = new md.inline.State(`https${character}${rest}`, md, { footnotes: { refs: { ':1': -1 } } }, []);
          Object.assign(state, { pos: 5, pending: 'https' });
          if (rule?.(state, false)) throw new Error(`${rule.name} finds something at ${JSON.stringify(character)}`);
        }
      }
    }
    expect(rules.size).toBe(18);
  });

  it('finds what all rules find', () => {
    const all = withAllRules();
    const chosen = withAllRules().use(byCharacter);
    for (const one of findings) {
      for (const other of findings) {
        const text = `[^1]: note\n\nhttps${one} a ${other}[x ${one}](y)`;
        const [expected, found] = [all, chosen].map((md) => md.parse(text, { scope: { report: { add: () => {} } } }));
        expect(found).toEqual(expected);
      }
    }
  });
});
