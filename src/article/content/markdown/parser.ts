import type { Span } from '../comments.ts';
import { admonitions } from './admonitions.ts';
import { byCharacter } from './by-character.ts';
import { callouts } from './callouts.ts';
import { flankingByTable } from './flanking.ts';
import { footnotes } from './footnotes.ts';
import { jsxTags } from './jsx.ts';
import { createMarkdownIt, type MarkdownIt, type Token } from './markdown-it.ts';
import { marks } from './marks.ts';
import { math } from './math.ts';
import { resolution } from './resolution.ts';
import { envOf, type Scope } from './scope.ts';
import { tasks } from './tasks.ts';
import { templates } from './templates.ts';
import { wikilinks } from './wikilinks.ts';

const md = create();

function create(): MarkdownIt {
  const created = createMarkdownIt();
  for (const extension of [
    footnotes,
    callouts,
    admonitions,
    tasks,
    marks,
    templates,
    math,
    wikilinks,
    jsxTags,
    resolution,
    flankingByTable,
    byCharacter,
  ]) {
    created.use(extension);
  }
  ownAddresses(created);
  autolinks(created);
  output(created);
  return created;
}

/**
 * Addresses are taken as they were written and judged once, by the rule `resolution`. markdown-it's own check would
 * leave `[x](javascript:…)` in the text, and its own encoding would hide a file's name from the search for it.
 */
function ownAddresses(created: MarkdownIt): void {
  created.validateLink = () => true;
  created.normalizeLink = (url) => url;
  const readable = created.normalizeLinkText;
  created.normalizeLinkText = (url) => (isReadable(url) ? url : readable(url));
}

/** An address in which nothing is encoded, so that it is its own text; taking it apart costs more than all other work on it. */
export function isReadable(url: string): boolean {
  return url.length <= 200 && READABLE.test(url) && !/xn--/i.test(url);
}

const READABLE = /^https?:\/\/(?:[a-z\d-]{1,63}\.)+[a-z\d-]{1,63}(?:\/[\w./?=&#~+,;!$-]*)?$/i;

const LONGEST_ADDRESS = 2000;

/** RFC 1035 2.3.4: a host has at most 253 characters; the linkifier tries every way to divide a longer one. */
const LONG_HOST = /^\/\/[^/?#]{254}/;

/** What every address has, as cheap to ask as the linkifier's own questions are dear. */
const MAY_HOLD_ADDRESS = /:\/\/|www\.|@/i;

/** Full-width punctuation ends an address in running Chinese or Japanese text; linkify-it 5 takes it for a part. */
const ENDS_ADDRESS = /[\s\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;

/**
 * GFM 6.9, extended autolinks. linkify-it by itself takes any word with a dot and a known ending for a host name
 * (`README.md`, `main.rs`), and knows `ftp:` and `//host`, but not `www.` alone.
 */
function autolinks({ linkify }: MarkdownIt): void {
  const asItIs = createMarkdownIt().linkify;
  const lengthOf = (text: string, at: number, prefix: string) => {
    const ahead = text.slice(at, at + LONGEST_ADDRESS);
    const end = ahead.search(ENDS_ADDRESS);
    const address = prefix + (end < 0 ? ahead : ahead.slice(0, end));
    if (LONG_HOST.test(address)) return 0;
    return Math.max(0, asItIs.testSchemaAt(address, 'http:', 0) - prefix.length);
  };
  const holdsAddress = linkify.test.bind(linkify);
  linkify.pretest = (text) => MAY_HOLD_ADDRESS.test(text);
  linkify.test = (text) => MAY_HOLD_ADDRESS.test(text) && holdsAddress(text);
  linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
  linkify.add('ftp:', null);
  linkify.add('//', null);
  linkify.add('http:', { validate: (text, at) => lengthOf(text, at, '') });
  linkify.add('https:', 'http:');
  linkify.add('www.', {
    validate: (text, at) => lengthOf(text, at, '//'),
    normalize: (match) => {
      match.url = `http://${match.url}`;
    },
  });
}

function output({ renderer, utils }: MarkdownIt): void {
  const { rules } = renderer;
  rules.s_open = () => '<del>';
  rules.s_close = () => '</del>';
  rules.resolved_image = (tokens, i) => (tokens[i]?.meta?.html as string | undefined) ?? '';
  for (const type of ['td_open', 'th_open']) rules[type] = cell;
  rules.fence = (tokens, i) => {
    const { content = '', info = '' } = tokens[i] ?? {};
    // The first word: `js {1,3} title="x"`, knitr's `{r, echo=FALSE}`, Pandoc's `{.python .numberLines}`.
    const language = /^[\s{.]*([\w+#-]+)/.exec(utils.unescapeAll(info))?.[1];
    return `<pre><code${language ? ` class="language-${language}"` : ''}>${utils.escapeHtml(content)}</code></pre>\n`;
  };
}

/** markdown-it aligns by `style`, which feed readers and sanitisers drop; `align` is what GFM specifies (4.10). */
function cell(tokens: Token[], i: number): string {
  const token = tokens[i];
  const align = /text-align:(left|center|right)/.exec(String(token?.attrGet('style') ?? ''))?.[1];
  return `<${token?.tag}${align ? ` align="${align}"` : ''}>`;
}

/** The body as tokens; `scope` receives what there is to say. Line breaks must be `\n`, and there must be no NUL. */
export function parse(body: string, scope: Scope): Token[] {
  return md.parse(body, envOf(scope));
}

export function render(tokens: Token[], scope: Scope): string {
  return md.renderer.render(tokens, md.options, envOf(scope));
}

/** Raw HTML as the text that it is written in, for HTML that is not to be had otherwise. */
export function showAsText(tokens: Token[], scope: Scope): void {
  scope.report.add(
    'warning',
    'content/removed',
    'HTML nested thousands of elements deep is shown as text',
    scope.rawHtml[0]?.line,
  );
  scope.rawHtml.length = 0;
  for (const token of tokens) {
    for (const raw of [token, ...(token.children ?? [])]) if (raw.type.startsWith('html_')) raw.type = 'text';
  }
}

/** A first-level heading, and whether nothing but blank comes before it. */
export interface TopHeading {
  /** Plain words on one line. */
  readonly text: string;
  readonly isFirst: boolean;
  /** Index of its first token; it has three. */
  readonly at: number;
}

export function topHeading(tokens: readonly Token[]): TopHeading | undefined {
  const at = tokens.findIndex(({ type, tag, level }) => type === 'heading_open' && tag === 'h1' && level === 0);
  if (at < 0) return undefined;
  const text = wordsOf(tokens[at + 1]?.children ?? [])
    .replace(/\s+/gu, ' ')
    .trim();
  const isFirst = tokens.slice(0, at).every(({ type, content }) => type === 'html_block' && content === '');
  return { text, isFirst, at };
}

function wordsOf(children: readonly Token[]): string {
  let words = '';
  for (const { type, content, meta } of children) {
    if (type === 'text' || type === 'code_inline' || type.startsWith('math') || type === 'template_tag')
      words += content;
    else if (type === 'wikilink') words += String(meta?.text ?? '');
    else if (type === 'softbreak' || type === 'hardbreak') words += ' ';
  }
  return words;
}

/** Where the code blocks of a body are, fenced and indented, as offsets. */
export function codeBlocks(body: string): Span[] {
  const tokens: Token[] = [];
  md.block.parse(body, md, {}, tokens);
  const lines = lineStarts(body);
  const blocks = tokens.filter(({ type, map }) => map && (type === 'fence' || type === 'code_block'));
  return blocks.map(({ map }) => [lines[map?.[0] ?? 0] ?? 0, lines[map?.[1] ?? 0] ?? body.length] as const);
}

function lineStarts(body: string): number[] {
  const starts = [0];
  for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
