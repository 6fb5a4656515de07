import { createHash } from 'node:crypto';
import type { Article, ArticleFacts } from '../../src/article/article.ts';
import { sketch } from '../../src/text/sketch.ts';
import { articleOf } from './article.ts';

/** So many words that no other seed gives in this order. */
export function words(seed: string, count = 200): string[] {
  return Array.from({ length: count }, (_, i) => hash(`${seed} ${i}`).slice(0, 6).replace(/\d/g, 'x'));
}

/** An article as reading it would make one, with everything that follows from its text and its bytes. */
export function written(facts: Partial<Article> & { readonly path: string; readonly text?: string }): ArticleFacts {
  const { text = words(facts.path).join(' '), ...others } = facts;
  const close = sketch(text);
  const article = articleOf({
    title: `On ${facts.path}`,
    ...others,
    ...(text !== '' && { textHash: hash(text) }),
    ...(close !== undefined && { sketch: close }),
  });
  return { ...article, fileHash: facts.fileHash ?? hash(JSON.stringify([article.title, article.tags, text])) };
}

/** The words with so many of them, evenly spread, exchanged for others. */
export function changed(text: readonly string[], share: number): string[] {
  let owed = 0;
  return text.map((word, i) => {
    owed += share;
    if (owed < 1) return word;
    owed -= 1;
    return `other${i}`;
  });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
