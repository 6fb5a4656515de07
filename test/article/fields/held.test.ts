import { describe, expect, test } from 'vitest';
import { read, told, withFields } from '../reading.ts';

describe('an article is held back', () => {
  test.each([
    'draft: true',
    'draft: yes',
    'Draft: "True"',
    'draft: 1',
    'publish: false',
    'published: false',
    'published: no',
    'status: draft',
    'status: Private',
    'unlisted: true',
    'hidden: true',
    'private: true',
  ])('%s', (line) => {
    const { article, held, diagnostics } = read(`---\ntitle: SECRET\ndate: 2024-03-05\n${line}\n---\nSECRET`);
    expect([article, held]).toEqual([undefined, 'draft']);
    expect(told(diagnostics)).toEqual(['held/draft']);
    expect(JSON.stringify(diagnostics)).not.toContain('SECRET');
  });

  test('in a folder _drafts (Jekyll, Hexo)', () => {
    expect(told(withFields('x: 1', { path: '_drafts/a.md' }).diagnostics)).toEqual(['held/draft']);
  });

  test('until its date has come', () => {
    const future = withFields('date: 2026-06-01T00:00:00.001Z');
    expect([future.article, future.held]).toEqual([undefined, 'future']);
    expect(told(future.diagnostics)).toEqual(['held/future']);
    expect(withFields('date: 2026-06-01T00:00:00Z').article).toBeDefined();
  });

  test('as a draft even if it has no date, or a wrong one', () => {
    expect(told(read('---\ndraft: true\ndate: soon\n---\n').diagnostics)).toEqual(['held/draft']);
  });
});

test.each([
  'draft: false',
  'draft: no',
  'draft:',
  'publish: true',
  'published: true',
  'status: published',
  'state: done',
])('"%s" holds nothing back', (line) => expect(withFields(line).article).toBeDefined());

test('a flag that says neither yes nor no is an error, since it may have meant to hold back', () => {
  expect(told(withFields('draft: maybe').diagnostics)).toEqual(['front-matter/bad-value 2:8']);
  expect(told(withFields('publish: [no]').diagnostics)).toEqual(['front-matter/bad-value 2:10']);
});
