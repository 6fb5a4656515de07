import { describe, expect, it } from 'vitest';
import { mediaType } from '../../src/build/media-type.ts';

const png = Buffer.from('\x89PNG\r\n\x1A\n and so on', 'latin1');
const svg = (inside: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);

describe('a file beside an article', () => {
  it('has the type that its content has', () => {
    expect(mediaType('a.PNG', png)).toEqual({ type: 'image/png', extension: 'png' });
    expect(mediaType('a.svg', svg('<path d="M0 0"/>'))).toEqual({ type: 'image/svg+xml', extension: 'svg' });
  });

  it.each([
    ['a page under the name of a picture', 'a.png', Buffer.from('<html><script>alert(1)</script>')],
    ['a page', 'a.html', Buffer.from('<p>')],
    ['a key', 'id_rsa', Buffer.from('-----BEGIN')],
    ['an SVG with a script', 'a.svg', svg('<script>alert(1)</script>')],
    ['an SVG with an event handler', 'a.svg', svg('<g onload="alert(1)"/>')],
    ['an SVG with a link that runs', 'a.svg', svg('<a href="javascript:alert(1)"/>')],
    ['an SVG with HTML in it', 'a.svg', svg('<foreignObject/>')],
    ['an SVG with an entity', 'a.svg', Buffer.from('<!DOCTYPE svg [<!ENTITY x "y">]><svg/>')],
    ['an SVG that fetches from elsewhere', 'a.svg', svg('<image href="https://x.example/"/>')],
    ['binary under the name of a text', 'a.txt', Buffer.from([65, 0, 66])],
  ])('is refused when it is %s', (_, name, bytes) => {
    expect(mediaType(name, bytes)).toHaveProperty('refused');
  });
});
