import { describe, expect, it } from 'vitest';
import { inspectMedia, inspectPicture } from '../../../src/build/articles/inspect-media.ts';

const png = Buffer.from('\x89PNG\r\n\x1A\n and so on', 'latin1');
const svg = (inside: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);

describe('a file beside an article', () => {
  it('has the type that its content has', () => {
    expect(inspectMedia('a.PNG', png)).toEqual({ type: 'image/png', extension: 'png' });
    expect(inspectMedia('a.svg', svg('<defs><path id="a" d="M0 0"/></defs><use href="#a"/>'))).toEqual({
      type: 'image/svg+xml',
      extension: 'svg',
    });
  });

  it('that is a picture has its size, as it is shown', () => {
    const gif = Buffer.from('GIF89a\x20\x01\xb4\x00', 'latin1');
    expect(inspectMedia('a.gif', gif)).toMatchObject({ size: { width: 288, height: 180 } });
    expect(inspectPicture(svg(''))).not.toHaveProperty('size');
    expect(inspectMedia('a.svg', Buffer.from('<svg viewBox="0 0 30.4 20"/>'))).toMatchObject({
      size: { width: 30, height: 20 },
    });
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
    [
      'an SVG with a script of another prefix',
      'a.svg',
      Buffer.from('<!--<svg >--><x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script>alert(1)</x:script></x:svg>'),
    ],
    [
      'an SVG with a handler by its document type',
      'a.svg',
      Buffer.from('<!DOCTYPE svg [<!ATTLIST svg onload CDATA #FIXED "alert(1)">]><svg/>'),
    ],
    [
      'an SVG with a script in escapes of ISO 2022',
      'a.svg',
      Buffer.from('<?xml version="1.0" encoding="ISO-2022-JP"?><svg><scr\x1B(Bipt>alert(1)</scr\x1B(Bipt></svg>'),
    ],
    ['an SVG in UTF-16', 'a.svg', Buffer.from(`\ufeff${'<!--<svg >-->'}<svg/>`, 'utf16le')],
    [
      'an SVG that animates a link',
      'a.svg',
      svg('<animate attributeName="href" values="java&#115;c&#x9;ript:alert(1)"/>'),
    ],
    [
      'an SVG that is a page',
      'a.svg',
      svg('<m:meta xmlns:m="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=https://x.example/"/>'),
    ],
    ['binary under the name of a text', 'a.txt', Buffer.from([65, 0, 66])],
  ])('is refused when it is %s', (_, name, bytes) => {
    expect(inspectMedia(name, bytes)).toHaveProperty('refused');
  });

  it('is judged in a time that grows with its size and no faster', () => {
    const started = process.cpuUsage();
    inspectMedia('a.svg', svg('<a '.repeat(300_000)));
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(3000);
  });
});

describe('a picture from elsewhere', () => {
  it.each([
    ['PNG', png, 'image/png'],
    ['JPEG', Buffer.from('\xFF\xD8\xFF\xE0', 'latin1'), 'image/jpeg'],
    ['GIF', Buffer.from('GIF89a'), 'image/gif'],
    ['WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
    ['AVIF', Buffer.from('\0\0\0\x1Cftypavif'), 'image/avif'],
    ['SVG', svg(''), 'image/svg+xml'],
    [
      'SVG behind a byte order mark, a declaration, comments and a document type',
      Buffer.from('\uFEFF<?xml version="1.0"?>\n<!-- a > --><!DOCTYPE svg PUBLIC "x" "y">\n<!----><svg />'),
      'image/svg+xml',
    ],
  ])('is known by its content: %s', (_, bytes, type) => {
    expect(inspectPicture(bytes)).toHaveProperty('type', type);
  });

  it.each([
    ['a web page that has an SVG in it', Buffer.from('<!DOCTYPE html><body><svg></svg>')],
    ['a text that begins as one', Buffer.from('<svgx/>')],
    ['a comment that does not end', Buffer.from('<!-- <svg>')],
    ['a film', Buffer.from('\0\0\0\x18ftypmp42')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['an SVG with a script', svg('<script>alert(1)</script>')],
    ['nothing', Buffer.alloc(0)],
  ])('is refused where it is %s', (_, bytes) => {
    expect(inspectPicture(bytes)).toHaveProperty('refused');
  });

  it('is judged in a time that grows with its size and no faster', () => {
    const started = process.cpuUsage();
    for (const piece of ['<!---->', '<!--', '<!DOCTYPE svg>', ' ', '<?xml ']) {
      inspectPicture(Buffer.from(`<?xml version="1.0"?>${piece.repeat(4096)}`));
    }
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
