import { describe, expect, it } from 'vitest';
import { hasComments } from '../../src/article/file-comments.ts';

describe('what an author may have kept from readers', () => {
  it.each([
    ['one in a title', '---\ntitle: A %% for now %%\n---\n', 'Words.\n', true],
    ['a comment of HTML', '---\ntitle: A\n---\n', 'Words. <!-- Ask Ana. -->\n', true],
    ['one that never ends', '', 'Words. <!-- Ask Ana.\n', true],
    ['a line of the head', '---\n# Ask Ana.\ntitle: A\n---\n', 'Words.\n', true],
    ['the end of one', '---\ntitle: A #ask Ana\n---\n', 'Words.\n', true],
    ['no end of a summary', '---\ntitle: A\n---\n', 'Words. <!-- more -->\n\n<!--TRUNCATE-->\n', false],
    ['no heading, no tag of a text', '---\ntitle: C#\ntags: ["#sea"]\n---\n', '# Words\n\n#sea, 5 %\n', false],
  ])('is %s', (_, head, body, expected) => {
    expect(hasComments(head + body, body)).toBe(expected);
  });
});
