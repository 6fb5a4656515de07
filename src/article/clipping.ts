import { oneLine, xmlSafe } from '../text/characters.ts';
import { firstSentence } from './clipping/first-sentence.ts';
import { literal } from './clipping/literal.ts';
import { isPromotion } from './clipping/promotion.ts';

export interface ClippingOptions {
  /** As it goes into the front matter: a calendar day or an RFC 3339 instant. */
  readonly date: string;
  readonly title?: string;
  /** A name or a URL; wins over the text's own `Source:` line. */
  readonly source?: string;
  readonly author?: string;
  readonly tags: readonly string[];
  /** BCP 47. */
  readonly language?: string;
  /** Keeps a first line that would be dropped as a promotion. */
  readonly keepFirstLine: boolean;
}

/** A plain-text clipping as an article. */
export interface Clipping {
  /** Made from the day and the title, without a folder. */
  readonly fileName: string;
  /** The whole article: front matter and Markdown. */
  readonly text: string;
  /** The Markdown alone: what two imports of one text have in common. */
  readonly body: string;
  readonly title: string;
  readonly titleFrom: 'option' | 'first line' | 'first sentence';
  readonly source?: string;
  /** The first line, where it was taken for a promotion and is not in the article. */
  readonly dropped?: string;
}

/** Longest title made from a sentence, in UTF-16 code units. */
const longestTitle = 110;

/** Longest first line that can be a headline, in UTF-16 code units. */
const longestHeadline = 120;

/** Longest file name, without its extension, in bytes of UTF-8. */
const longestName = 80;

/**
 * Turns a text as a news wire or a copy from a page gives it into an article: paragraphs, no title, no date, and
 * often a last line `Source: NAME`. Undefined where no text is left.
 *
 * A short first line without a full stop, with sentences after it, is no part of the story: one that asks the reader
 * for something ("Follow our live blog here") is dropped, any other is the headline and becomes the title.
 */
export function clippingToArticle(text: string, options: ClippingOptions): Clipping | undefined {
  const lines = xmlSafe(text)
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
    .map((line) => line.trim());
  const stated = takeSource(lines);
  const headline = takeHeadline(lines, options);
  const paragraphs = paragraphsOf(lines);
  if (paragraphs.length === 0) return undefined;

  const source = oneLine(options.source ?? stated ?? '');
  const given = oneLine(options.title ?? '');
  const title = given || headline.title || titleOf(paragraphs[0] as string, options.language);
  const body = `${paragraphs.map(literal).join('\n\n')}\n`;
  return {
    fileName: fileNameOf(options.date, title),
    text: `${frontMatter(title, source, options)}\n${body}`,
    body,
    title,
    titleFrom: given ? 'option' : headline.title ? 'first line' : 'first sentence',
    ...(source ? { source } : {}),
    ...(headline.dropped ? { dropped: headline.dropped } : {}),
  };
}

/** Takes the last line away where it is `Source: NAME`, and answers the name. */
function takeSource(lines: string[]): string | undefined {
  const last = lines.findLastIndex((line) => line !== '');
  const name = /^source\s*:\s*(\S.*)$/iu.exec(lines[last] ?? '')?.[1];
  if (name !== undefined) lines.splice(last);
  return name;
}

/** Takes the first line away where it is a promotion, or a headline and no title was given. */
function takeHeadline(
  lines: string[],
  { title, keepFirstLine }: ClippingOptions,
): { title?: string; dropped?: string } {
  const [first, second] = lines.map((line, i) => ({ line, i })).filter(({ line }) => line !== '');
  if (!first || !second || keepFirstLine || !isStory(second.line, first.line)) return {};
  const promotion = isPromotion(first.line);
  if (!promotion && (title !== undefined || !isHeadline(first.line))) return {};
  lines.splice(0, first.i + 1);
  return promotion ? { dropped: first.line } : { title: oneLine(first.line) };
}

function isHeadline(line: string): boolean {
  return line.length <= longestHeadline && !/[.!?…。！？:;,]["'”’»)\]」』]*$/u.test(line);
}

/** Whether a line is a paragraph of sentences, beside the short line before it. */
function isStory(line: string, before: string): boolean {
  return /[.!?…。！？]["'”’»)\]」』]*$/u.test(line) && line.length >= 40 && line.length > 1.5 * before.length;
}

/**
 * The paragraphs of a text, each in one or more lines. Where blank lines stand between them and no line is longer than
 * a wrapped one is, lines that follow each other belong together; in any other text each line is a paragraph.
 */
function paragraphsOf(lines: readonly string[]): string[] {
  const text = lines.join('\n').trim();
  const wrapped = /\n\n/.test(text) && lines.every((line) => line.length <= longestTitle);
  return text.split(wrapped ? /\n{2,}/ : /\n+/).filter((paragraph) => paragraph !== '');
}

/** The first sentence, of as much of a paragraph as a title can be made from. */
function titleOf(paragraph: string, language: string | undefined): string {
  return cutTitle(firstSentence(oneLine(paragraph.slice(0, 20 * longestTitle)), language));
}

/**
 * At most {@link longestTitle}, cut behind a part of the sentence where one ends late enough, else behind a word.
 * A full stop at its end is dropped, as headlines have none.
 */
function cutTitle(sentence: string): string {
  if (sentence.length <= longestTitle) return sentence.replace(/(?<=[\p{Ll}\p{N}”"’)])\.$/u, '');
  let start = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'word' }).segment(sentence)) {
    if (start.length + segment.length > longestTitle) break;
    start += segment;
  }
  const part = /^.{60,}(?=[,;:–—]\s)/u.exec(start)?.[0].trimEnd() ?? start.replace(/[\s\p{P}]+$/u, '');
  return `${part || [...sentence].slice(0, longestTitle / 2).join('')}…`;
}

/** `2022-12-30-president-visits-moscow.md`: letters and digits of every script, at most {@link longestName} bytes. */
function fileNameOf(date: string, title: string): string {
  let name = date.slice(0, 10);
  const words =
    title
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  for (const word of words) {
    const room = longestName - Buffer.byteLength(name) - 1;
    if (Buffer.byteLength(word) <= room) name += `-${word}`;
    else {
      if (name.length === 10) name += `-${[...word].slice(0, room / 4).join('')}`;
      break;
    }
  }
  return `${name}.md`;
}

/** Strings as JSON, which is YAML's double-quoted style (YAML 1.2.2, 1.3): no value can be taken for anything else. */
function frontMatter(title: string, source: string, { date, author, tags, language }: ClippingOptions): string {
  const fields = [
    `title: ${JSON.stringify(title)}`,
    source && `source: ${JSON.stringify(source)}`,
    author && `author: ${JSON.stringify(oneLine(author))}`,
    `date: ${date}`,
    tags.length > 0 && `tags: [${tags.map((tag) => JSON.stringify(oneLine(tag))).join(', ')}]`,
    language && `language: ${JSON.stringify(language)}`,
  ];
  return `---\n${fields.filter(Boolean).join('\n')}\n---\n`;
}
