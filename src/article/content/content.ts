import type { Diagnostic } from '../../diagnostic.ts';
import { htmlSafe } from '../../text/characters.ts';
import type { MediaFile } from '../article.ts';
import { createAddresses } from './addresses.ts';
import { isBottomless } from './bottomless.ts';
import { withoutModuleLines, withoutPrivateComments } from './comments.ts';
import { unescaped } from './html-scanner.ts';
import type { LocalFiles } from './local-files.ts';
import type { Token } from './markdown/markdown-it.ts';
import { codeBlocks, parse, render, showAsText, topHeading } from './markdown/parser.ts';
import { MORE, rawHtmlBlocks } from './markdown/raw-html.ts';
import type { Scope } from './markdown/scope.ts';
import { nest } from './nesting.ts';
import { ownWords } from './own-words.ts';
import { plainText } from './plain-text.ts';
import type { PictureCopies } from './remote-pictures.ts';
import { createReport, type Report } from './report.ts';
import { sanitize } from './sanitize.ts';
import { summarize } from './summary.ts';

export interface ContentContext {
  /** Absolute URL of the article's own page. */
  readonly page: string;
  /** What relative references are resolved against: the original's URL for a clipping, else `page`. */
  readonly base: string;
  /** The entry's link: `#x` becomes `anchor` + `#x`. */
  readonly anchor: string;
  /** Unique per article, for footnote ids: letters, digits and hyphens. */
  readonly idPrefix: string;
  /** For diagnostics. */
  readonly file: string;
  /** Line of the file on which the body begins, 1-indexed. */
  readonly bodyLine: number;
  /** The article's title where it states one. */
  readonly title?: string;
  /** The article's own summary. */
  readonly summary?: string;
  readonly files: LocalFiles;
  /** Absent: remote pictures keep their own addresses. */
  readonly pictures?: PictureCopies;
}

export interface Content {
  /** Safe, every URL absolute, no parse error in HTML's sense; may be empty. */
  readonly html: string;
  /** The article's own words on one line, see own-words.ts: of `html`, but for what stands for pictures and embeds. */
  readonly text: string;
  /** Plain text on one line; empty only if there is no text. */
  readonly summary: string;
  /** Text of the first first-level heading, for a title. */
  readonly heading?: string;
  readonly media: MediaFile[];
  /** Absolute URL. */
  readonly firstImage?: string;
  readonly diagnostics: Diagnostic[];
}

/** Characters; a longer heading is a text that was marked as one, and stays in its place. */
const LONGEST_TITLE = 1000;

/**
 * A Markdown body as HTML for feed readers, as plain text, and as a summary.
 *
 * A first-level heading at the very beginning is the title again, which readers show already: it is left out where it
 * equals the title, or where the article states none, so that it becomes the title.
 */
export function renderContent(body: string, context: ContentContext): Content {
  const report = createReport(context.file, context.bodyLine);
  const addresses = createAddresses(context, report);
  const scope: Scope = { addresses, report, anchor: context.anchor, idPrefix: context.idPrefix, rawHtml: [] };

  const tokens = parse(readable(body, report), scope);
  const found = topHeading(tokens);
  const heading = found && found.text !== '' && found.text.length <= LONGEST_TITLE ? found : undefined;
  if (heading?.isFirst && (context.title === undefined || heading.text === context.title)) tokens.splice(heading.at, 3);

  if (isBottomless(scope.rawHtml)) showAsText(tokens, scope);
  const marked = safeHtml(tokens, scope);
  const [beforeMore = '', ...afterMore] = marked.split(MORE).map(htmlSafe);
  const html = [beforeMore, ...afterMore].join('').trim();
  const firstImage = /<img[^>]* src="(http[^"]*)"/.exec(html)?.[1];
  return {
    html: withoutSuspects(html),
    text: ownWords(marked, beforeMore === marked),
    summary: summarize(context.summary, afterMore.length > 0 && plainText(beforeMore) !== '' ? beforeMore : html),
    ...(heading ? { heading: heading.text } : {}),
    media: addresses.published(),
    ...(firstImage === undefined ? {} : { firstImage: unescaped(firstImage) }),
    diagnostics: report.diagnostics(),
  };
}

/** What the W3C feed validator takes for signs of wrong decoding, as U+FFFD and `Ã©`, but where it is a reference. */
function withoutSuspects(html: string): string {
  if (!['\ufffd', '\u00c2', '\u00c3'].some((sign) => html.includes(sign))) return html;
  return html.replace(/\ufffd|(?<=[\u00c2\u00c3])[\u0080-\u00bf]/g, (character) => {
    return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  });
}

/** The body as Markdown is to see it: one kind of line break, nothing private, nothing that no document may hold. */
function readable(body: string, report: Report): string {
  const hasOtherBreaks = body.includes('\r') || body.includes('\u0085');
  const text = withoutModuleLines(htmlSafe(hasOtherBreaks ? body.replace(/\r\n?|\u0085/g, '\n') : body));
  if (!text.includes('%%')) return text;
  return withoutPrivateComments(text, codeBlocks, (offset, doubt) => {
    const line = text.slice(0, offset).split('\n').length - 1;
    report.add('warning', 'content/removed', `comment between %% ${doubt} removed`, line);
  });
}

/**
 * What Markdown makes is safe by construction; raw HTML needs the sanitiser, with all between its first and its last
 * block, since what is opened in one may be closed in another. Sanitised by itself, it ends with everything closed, so
 * that it says nothing of what comes after.
 */
function safeHtml(tokens: Token[], scope: Scope): string {
  if (scope.rawHtml.length === 0) return render(tokens, scope);
  const { from, to } = rawHtmlBlocks(tokens);
  const lineOf = (pattern: RegExp) => scope.rawHtml.find(({ html }) => pattern.test(html))?.line;
  const sanitised = nest(sanitize(render(tokens.slice(from, to), scope), { ...scope, lineOf }));
  return render(tokens.slice(0, from), scope) + sanitised + render(tokens.slice(to), scope);
}
