import { describe, expect, test } from 'vitest';
import type { LocalFiles } from '../../../src/article/content/local-files.ts';
import { told, withFields } from '../reading.ts';

const song = { from: '/a/song.mp3', to: 'media/1.mp3', type: 'audio/mpeg', length: 3 };
const files: LocalFiles = {
  find: (reference) => {
    if (reference === 'song.mp3') return { kind: 'media', file: song, url: 'https://hay.example/media/1.mp3' };
    if (reference === '../secret.png') return { kind: 'refused', reason: 'it leads out of the articles folder' };
    return undefined;
  },
};
const attached = (yaml: string) => {
  const { article, diagnostics } = withFields(yaml, { files });
  return { image: article?.image, enclosures: article?.enclosures, told: told(diagnostics) };
};

describe('an enclosure', () => {
  test('beside the article has its true type and length, and is published', () => {
    expect(attached('enclosure: song.mp3').enclosures).toEqual([
      { url: 'https://hay.example/media/1.mp3', type: 'audio/mpeg', length: 3 },
    ]);
    expect(withFields('audio: "[[song.mp3]]"', { files }).article?.media).toEqual([song]);
  });

  test('elsewhere has what is said of it', () => {
    const yaml = 'enclosure: {url: https://example.org/a.mp3, length: 123, type: audio/mp3, title: A}';
    expect(attached(yaml)).toEqual({
      image: undefined,
      enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mp3', length: 123, title: 'A' }],
      told: [],
    });
  });

  test('elsewhere without a length is kept, with a warning', () => {
    expect(attached('attachments: [https://example.org/a.pdf]')).toMatchObject({
      enclosures: [{ url: 'https://example.org/a.pdf', type: 'application/pdf' }],
      told: ['content/enclosure-without-length 2:15'],
    });
  });

  test.each([
    ['javascript:alert(1)', 'front-matter/bad-url 2:12'],
    ['https://u:p@example.org/a.mp3', 'front-matter/bad-url 2:12'],
    ['../secret.png', 'content/refused-file 2:12'],
    ['missing.mp3', 'content/missing-file 2:12'],
  ])('%s is left out', (reference, warning) => {
    expect(attached(`enclosure: ${reference}`)).toMatchObject({ enclosures: [], told: [warning] });
  });
});

describe('a picture', () => {
  test.each([
    ['image: https://example.org/a.png', 'https://example.org/a.png'],
    ['cover: {image: //example.org/a.png}', 'https://example.org/a.png'],
    ['images: [https://example.org/a.png, b.png]', 'https://example.org/a.png'],
    ['source: https://example.org/x/y\nimage: a.png', 'https://example.org/x/a.png'],
    ['image: song.mp3', 'https://hay.example/media/1.mp3'],
    ['image: false', undefined],
  ])('%j', (yaml, image) => expect(attached(yaml)).toMatchObject({ image, told: [] }));

  test('that is not there is left out with a warning', () => {
    expect(attached('image: a.png')).toMatchObject({ image: undefined, told: ['content/missing-file 2:8'] });
  });
});
