import { describe, expect, test } from 'vitest';
import { read, told, withFields } from '../reading.ts';

const published = (yaml: string, given: Parameters<typeof withFields>[1] = {}) => {
  const { article, diagnostics } = withFields(yaml, given);
  return article ? [new Date(article.published).toISOString(), article.origins.published] : told(diagnostics);
};

describe('the date of publication', () => {
  test.each(['date', 'Date', 'published', 'pubDate', 'publish_date', 'date published', 'datePublished', 'posted'])(
    'is read from "%s"',
    (name) => {
      const { article } = read(`---\ntitle: T\n${name}: 2024-03-05\n---\nText.`);
      expect(article?.origins.published).toBe(`front matter "${name}"`);
      expect(article?.precision).toBe('day');
    },
  );

  test('is the clipping time where a clipper left the date of publication empty', () => {
    expect(published('published:\ncreated: 2024-03-05')).toEqual([
      '2024-03-05T00:00:00.000Z',
      'front matter "created"',
    ]);
  });

  test('is that of publication, not of clipping, where both are there', () => {
    expect(published('created: 2024-03-09\npublished: 2024-03-05')[1]).toBe('front matter "published"');
  });

  test('is that of the last change where neither a field nor the path has another', () => {
    const { article } = read('---\ntitle: T\nlastmod: 2024-03-05\n---\nText.');
    expect([article?.published, article?.updated]).toEqual([Date.UTC(2024, 2, 5), Date.UTC(2024, 2, 5)]);
    expect(read('---\nlastmod: 2024-03-05\n---\nText.', { path: '2019-03-04-x.md' }).article?.origins.published).toBe(
      'file name',
    );
  });

  test('is not "published: true", which is a flag', () => {
    expect(published('published: true\ncreated: 2024-03-05')[1]).toBe('front matter "created"');
  });

  test('is read from a wikilink to a daily note', () => {
    expect(published('created: "[[2024-03-05]]"')[0]).toBe('2024-03-05T00:00:00.000Z');
    expect(published('created: [[2024-03-05]]')[0]).toBe('2024-03-05T00:00:00.000Z');
  });

  test('in no zone is in the configured one', () => {
    expect(published('date: 2024-07-05', { timezone: 'Europe/Lisbon' })[0]).toBe('2024-07-04T23:00:00.000Z');
  });

  test('that is wrong is an error at its place, though another field would do', () => {
    expect(published('date: 2024-02-31\ncreated: 2024-03-05')).toEqual(['front-matter/bad-date 2:7']);
    expect(published('published: 4/9/24, 2:36 PM\ncreated: 2024-03-05')).toEqual(['front-matter/ambiguous-date 2:12']);
    expect(published('date: [2024-03-05]')).toEqual(['front-matter/bad-date 2:7']);
  });

  test('that is nowhere is an error that says which fields are read', () => {
    const { diagnostics } = read('---\ntitle: T\n---\nText.');
    expect(diagnostics).toMatchObject([
      { code: 'front-matter/missing-date', hint: expect.stringContaining('pubDate') },
    ]);
  });
});

describe('an article without any date, where its folder takes such', () => {
  const defaults = { tags: [], content: 'full', undated: 'first-seen' } as const;
  const dated = (text: string, path = 'note.md') => {
    const { article, diagnostics } = read(text, { defaults, path });
    return article ? [article.published, article.precision, article.origins.published] : told(diagnostics);
  };

  test('has the moment of the run that sees it first', () => {
    const now = Date.UTC(2026, 5, 1);
    expect(dated('# A note')).toEqual([now, 'none', 'the moment it was first seen']);
    expect(read('# A note', { defaults }).article?.updated).toBeUndefined();
  });

  test('is none that has one, in a field, in its path, or of its last change', () => {
    expect(dated('---\ndate: 2024-03-05\n---\nText.')[1]).toBe('day');
    expect(dated('Text.', '2024-03-05-note.md')[1]).toBe('day');
    expect(dated('---\ntitle: T\nupdated: 2024-03-05T10:00\n---\nText.')[1]).toBe('local');
    expect(dated('---\ndate: 2024-03-05T10:00Z\n---\nText.')[1]).toBe('instant');
  });

  test('is none with a wrong one', () => {
    expect(dated('---\ntitle: T\ndate: soon\n---\nText.')).toEqual(['front-matter/bad-date 3:7']);
    expect(dated('---\ntitle: T\nupdated: soon\n---\nText.')).toEqual(['front-matter/bad-date 3:10']);
    expect(dated('Text.', '2024-02-31-note.md')).toEqual(['front-matter/bad-date']);
  });
});

describe('a date in the path', () => {
  test.each([
    ['2019-03-04-title.md', 'file name'],
    ['2019-3-4-title.md', 'file name'],
    ['2019-03-04 A title.md', 'file name'],
    ['2019-03-04.md', 'file name'],
    ['journals/2019_03_04.md', 'file name'],
    ['blog/2019-03-04-title/index.md', 'folder name'],
    ['2019/03/04/title.md', 'folder name'],
    ['2019/03-04-title.md', 'file name'],
    ['2001-01-01/2019-03-04-x.md', 'file name'],
  ])('%s', (path, from) => {
    const { article } = read('---\ntitle: T\n---\nText.', { path });
    expect([article?.published, article?.origins.published]).toEqual([Date.UTC(2019, 2, 4), from]);
  });

  test('counts only where no field has one', () => {
    expect(published('date: 2024-03-05', { path: '2019-03-04-x.md' })[1]).toBe('front matter "date"');
  });

  test('may stand in Zola\'s "path"', () => {
    const { article } = read('+++\ntitle = "T"\npath = "2017/06/27/T"\n+++\nText.');
    expect([article?.published, article?.origins.published]).toEqual([Date.UTC(2017, 5, 27), 'front matter "path"']);
  });

  test.each(['20190304-title.md', 'v2019-03-04.md', '2019-03-title.md', '2019-03-0412.md'])('is none in %s', (path) => {
    expect(told(read('Text.', { path }).diagnostics)).toEqual(['front-matter/missing-date']);
  });

  test('that does not exist is an error', () => {
    expect(told(read('Text.', { path: '2019-02-30-x.md' }).diagnostics)).toEqual(['front-matter/bad-date']);
  });
});

describe('the date of the last change', () => {
  const updated = (yaml: string) => {
    const { article, diagnostics } = withFields(yaml);
    return [article?.updated && new Date(article.updated).toISOString(), ...told(diagnostics)];
  };

  test('that is yet to come says when it begins to count', () => {
    const { article, dueAt } = withFields('updated: 2026-07-01');
    expect([article?.updated, dueAt]).toEqual([undefined, Date.UTC(2026, 6, 1)]);
    expect(withFields('updated: 2026-07-01', { now: Date.UTC(2026, 6, 1) }).dueAt).toBeUndefined();
  });

  test.each(['updated', 'lastmod', 'last_modified_at', 'updatedDate', 'date_modified'])('is read from "%s"', (name) => {
    expect(updated(`${name}: 2024-04-01`)).toEqual(['2024-04-01T00:00:00.000Z']);
  });

  test("is read from Docusaurus' mapping, which may lack it", () => {
    expect(updated('last_update:\n  date: 2024-04-01')).toEqual(['2024-04-01T00:00:00.000Z']);
    expect(updated('last_update:\n  author: me')).toEqual([undefined]);
  });

  test('is a member of "date", beside that of publication (Material for MkDocs)', () => {
    expect(updated('date:\n  created: 2024-03-05\n  updated: 2024-04-01')).toEqual(['2024-04-01T00:00:00.000Z']);
    expect(published('date:\n  created: 2024-03-05')).toEqual([
      '2024-03-05T00:00:00.000Z',
      'front matter "date.created"',
    ]);
    expect(published('date:\n  author: me')).toEqual(['front-matter/missing-date']);
  });

  test('before the date of publication is that date, with a warning', () => {
    expect(updated('updated: 2023-01-01')).toEqual([
      '2024-03-05T00:00:00.000Z',
      'front-matter/updated-before-published 2:10',
    ]);
  });

  test('as a day is not before a time on the same day', () => {
    expect(updated('date: 2024-03-05T10:00\nupdated: 2024-03-05')).toEqual(['2024-03-05T10:00:00.000Z']);
  });

  test('that is wrong is an error', () => {
    expect(updated('updated: yesterday')).toEqual([undefined, 'front-matter/bad-date 2:10']);
  });

  test('does not count before it has come', () => {
    expect(updated('updated: 9999-12-31T23:59:59.999Z')).toEqual([undefined, 'front-matter/bad-date 2:10']);
  });
});

describe('the time of clipping', () => {
  test('is kept beside the date of publication', () => {
    const { article } = withFields('published: 2024-03-05\nclipped_at: 2024-03-09');
    expect(article?.clipped).toBe(Date.UTC(2024, 2, 9));
  });

  test('that is wrong costs only itself', () => {
    const { article, diagnostics } = withFields('published: 2024-03-05\ncreated: 4/9/24');
    expect(article?.clipped).toBeUndefined();
    expect(article?.title).toBe('A title');
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'front-matter/ambiguous-date' }]);
  });
});
