import { expect, test } from 'vitest';
import { told, withFields } from '../reading.ts';

const authors = (yaml: string) =>
  withFields(yaml).article?.authors.map(({ name, url }) => (url === undefined ? name : `${name} <${url}>`));

test.each([
  ['author: Ana Silva', ['Ana Silva']],
  ['author: Josh Aas, Executive Director', ['Josh Aas, Executive Director']],
  ['author: Ana; Bo', ['Ana', 'Bo']],
  ['authors: Ana, Bo、Chi', ['Ana', 'Bo', 'Chi']],
  ['authors: [Ana, Bo]', ['Ana', 'Bo']],
  ['author: Ana and Bo', ['Ana and Bo']],
  ['author:\n  - "[[Ana Silva]]"\n  - [[Bo]]', ['Ana Silva', 'Bo']],
  ['author: "[[Ana]], [[b|Bo]]"', ['Ana', 'Bo']],
  ['author: "[Ana](https://example.org/ana)"', ['Ana <https://example.org/ana>']],
  ['author: {name: Ana, url: https://example.org/ana}', ['Ana <https://example.org/ana>']],
  ['authors:\n  - name: Ana\n    url: javascript:alert(1)\n  - bo', ['Ana', 'bo']],
  ['author: Ana <ana@example.org>', ['Ana']],
  ['author: ana@example.org (Ana)', ['Ana']],
  ['author: https://example.org/@ana', ['example.org/@ana <https://example.org/@ana>']],
  ['author: Ana\nauthorURL: https://example.org/ana', ['Ana <https://example.org/ana>']],
  ['author: Ana\nauthors: [ana, Bo]', ['ana', 'Bo']],
  ['taxonomies:\n  authors: [Ana]', ['Ana']],
  ['author: false', []],
  ['author:', []],
])('%j', (yaml, names) => expect(authors(yaml)).toEqual(names));

test('a mapping without a name is left out with a warning', () => {
  expect(told(withFields('author: {mail: x}').diagnostics)).toEqual(['front-matter/bad-value 2:9']);
});
