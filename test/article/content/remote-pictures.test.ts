import { describe, expect, it } from 'vitest';
import type { MediaFile } from '../../../src/article/article.ts';
import { PictureCopies, type RemotePictures } from '../../../src/article/content/remote-pictures.ts';
import { read } from '../reading.ts';
import { rendered } from './rendering.ts';

const copyOf = (name: string): MediaFile => ({
  from: `/state/pictures/${name}`,
  to: `media/${name}`,
  type: 'image/png',
  length: 10,
});

/** What is at had.example is there, but under our own name; the rest of the web is wanted. */
const pictures: RemotePictures = {
  find(address) {
    if (address.startsWith('https://site.example/')) return { kind: 'own' };
    const name = /^https:\/\/had\.example\/(.*)$/.exec(address)?.[1];
    if (name === undefined) return { kind: 'wanted' };
    return { kind: 'copy', file: copyOf(name), url: `https://site.example/media/${name}` };
  },
};

function shown(body: string) {
  const copies = new PictureCopies(pictures);
  const { html, text, summary } = rendered(body, {}, { pictures: copies });
  return { html, text, summary, files: copies.files(), wanted: copies.wanted() };
}

describe('a remote picture of which there is a copy', () => {
  it.each([
    ['![x](https://had.example/a.png)', '<p><img src="https://site.example/media/a.png" alt="x"></p>'],
    ['![x](//had.example/a.png#part)', '<p><img src="https://site.example/media/a.png" alt="x"></p>'],
    ['<img src="https://had.example/a.png">', '<img src="https://site.example/media/a.png">'],
    [
      '<img data-src="https://had.example/a.png" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
      '<img src="https://site.example/media/a.png">',
    ],
  ])('is shown by it: %s', (body, html) => {
    expect(shown(body)).toMatchObject({ html, files: [copyOf('a.png')], wanted: [] });
  });

  it('is shown by it in each candidate of a srcset, and as the poster of a film, which stays where it is', () => {
    const { html, files, wanted } = shown(
      [
        '<picture><source srcset="https://had.example/a.png 1x, https://other.example/b.png 2x">',
        '<img src="https://had.example/c.png"></picture>',
        '<video src="https://had.example/f.mp4" poster="https://had.example/d.png"></video>',
      ].join('\n'),
    );
    expect(html).toContain('srcset="https://site.example/media/a.png 1x, https://other.example/b.png 2x"');
    expect(html).toContain('poster="https://site.example/media/d.png"');
    expect(html).toContain('src="https://had.example/f.mp4"');
    expect(files.map(({ to }) => to)).toEqual(['media/a.png', 'media/c.png', 'media/d.png']);
    expect(wanted).toEqual([{ address: 'https://other.example/b.png', line: 5 }]);
  });

  it('is shown by it also where Markdown stands between raw HTML', () => {
    const { html, files, wanted } = shown('<div>\n\n![x](https://had.example/a.png)\n\n</div>');
    expect(html).toContain('src="https://site.example/media/a.png"');
    expect({ files, wanted }).toEqual({ files: [copyOf('a.png')], wanted: [] });
  });

  it('changes no word of the article', () => {
    const body =
      'Words.\n\n![Alt](https://had.example/a.png)\n\n<p>More <img src="https://had.example/b.png" alt="B"></p>';
    const { text, summary } = rendered(body);
    expect(shown(body)).toMatchObject({ text, summary });
  });
});

describe('a remote picture of which there is none', () => {
  it('keeps its address and is wanted once, on the line where it is first shown', () => {
    const body = 'Words.\n\n![x](https://other.example/a.png#1)\n![y](https://other.example/a.png#2)';
    const { html, wanted } = shown(body);
    expect(html).toContain('src="https://other.example/a.png#1"');
    expect(wanted).toEqual([{ address: 'https://other.example/a.png', line: 7 }]);
  });

  it.each([
    'https://other.example/film.mp4',
    'https://other.example/sound.mp3',
    'https://site.example/a.png',
    'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
  ])('is not wanted where it is no picture, or our own: %s', (address) => {
    expect(shown(`![x](${address})`).wanted).toEqual([]);
  });

  it('is not wanted as a link', () => {
    expect(shown('[x](https://other.example/a.png) <a href="https://other.example/b.png">y</a>').wanted).toEqual([]);
  });
});

describe('an article', () => {
  const text = (image: string) =>
    `---\ntitle: A\ndate: 2024-03-05\nimage: ${image}\nenclosure: https://had.example/e.png\n---\nWords.\n`;

  it('has the copy for its picture, and enclosures where they are', () => {
    const { article } = read(text('https://had.example/a.png'), { pictures });
    expect(article).toMatchObject({
      image: 'https://site.example/media/a.png',
      enclosures: [{ url: 'https://had.example/e.png' }],
      media: [copyOf('a.png')],
    });
  });

  it('wants its picture', () => {
    const { article, wanted } = read(text('https://other.example/a.png'), { pictures });
    expect(article).toMatchObject({ image: 'https://other.example/a.png', media: [] });
    expect(wanted).toEqual([{ address: 'https://other.example/a.png' }]);
  });

  it('wants nothing where its folder does not ask for copies', () => {
    expect(read(text('https://other.example/a.png'))).not.toHaveProperty('wanted');
  });

  it('has the same words with copies and without', () => {
    const file = `${text('https://had.example/a.png')}\n![x](https://had.example/b.png)\n`;
    const { textHash, summary } = read(file).article ?? {};
    expect(read(file, { pictures }).article).toMatchObject({ textHash, summary });
  });
});
