/** What of a body is private, or belongs to a program rather than to the text. Line numbers stay as they are. */

/** Offsets in a text, the end excluded. */
export type Span = readonly [start: number, end: number];

/** Why a comment may have been meant as text: it has no end, or its end is in another paragraph. */
export type Doubt = 'never closed' | 'of several paragraphs';

/** How often the body is read again because a comment held half a code block; a bound for hostile input. */
const MOST_READINGS = 20;

/**
 * The body without Obsidian's `%%comments%%`, which are private: nothing of them may be published. They may span
 * lines and blocks; within code, also of HTML (`<pre>`, `<code>`), they are none.
 *
 * One that is never closed hides the rest of the article where it begins a line, else the rest of its paragraph.
 * `onDoubtful` is told its offset, and that of one which begins within a line and ends in another paragraph: there are
 * other reasons to write two per cent signs. After a word (`100%%`) they open nothing unless something closes them.
 */
export function withoutPrivateComments(
  body: string,
  codeBlocks: (text: string) => readonly Span[],
  onDoubtful: (offset: number, doubt: Doubt) => void,
): string {
  let text = body;
  for (let reading = 1; text.includes('%%'); reading++) {
    const next = strip(text, codeBlocks(text), reading < MOST_READINGS, onDoubtful);
    if (!next.again) return next.text;
    text = next.text;
  }
  return text;
}

function strip(
  text: string,
  code: readonly Span[],
  mayReadAgain: boolean,
  onDoubtful: (offset: number, doubt: Doubt) => void,
): { text: string; again: boolean } {
  const marks = /`+|%%|<(?:pre|code)\b/gi;
  const unmatched = new Map<number | string, number>();
  const endOfParagraph = paragraphEnds(text);
  let out = '';
  let from = 0;
  let block = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const at = mark.index;
    while ((code[block]?.[1] ?? Infinity) <= at) block++;
    const within = code[block];
    if (within && within[0] <= at) {
      marks.lastIndex = within[1];
      continue;
    }
    if (text[at - 1] === '\\') continue;
    if (mark[0].startsWith('<')) {
      marks.lastIndex = endOfHtmlCode(text, at, mark[0], unmatched, endOfParagraph);
      continue;
    }
    if (mark[0] !== '%%') {
      marks.lastIndex = endOfCodeSpan(text, at, mark[0].length, unmatched, endOfParagraph);
      continue;
    }
    const closed = closing(text, at + 2, code, block);
    const end = closed?.end ?? endOfUnclosed(text, at, endOfParagraph);
    if (end === undefined) continue;
    if (!closed) onDoubtful(at, 'never closed');
    else if (!beginsLine(text, at) && end > endOfParagraph(at)) onDoubtful(at, 'of several paragraphs');
    out += text.slice(from, at) + lineBreaks(text.slice(at, end));
    from = end;
    marks.lastIndex = end;
    // Its end lay in what looked like code only because the code block began inside the comment: read the rest anew.
    if (closed?.inCode && mayReadAgain) return { text: out + text.slice(from), again: true };
  }
  return { text: out + text.slice(from), again: false };
}

/** The end of the comment: at the next `%%` outside code, else at the next one in what looks like code. */
function closing(
  text: string,
  from: number,
  code: readonly Span[],
  firstBlock: number,
): { end: number; inCode: boolean } | undefined {
  let inCode: number | undefined;
  let block = firstBlock;
  for (let at = text.indexOf('%%', from); at >= 0; ) {
    while ((code[block]?.[1] ?? Infinity) <= at) block++;
    const within = code[block];
    if (!within || within[0] > at) return { end: at + 2, inCode: false };
    inCode ??= at + 2;
    at = text.indexOf('%%', within[1]);
  }
  return inCode === undefined ? undefined : { end: inCode, inCode: true };
}

function endOfUnclosed(text: string, at: number, endOfParagraph: (at: number) => number): number | undefined {
  if (beginsLine(text, at)) return text.length;
  if (!/\s/.test(text[at - 1] as string)) return undefined;
  return endOfParagraph(at);
}

/** Whether nothing stands before it on its line but the marks of quotes and lists. */
function beginsLine(text: string, at: number): boolean {
  return /^[\s>*+-]*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
}

/** The end of `<pre>…</pre>`, or of `<code>…</code>` within a paragraph; of a start tag alone, its name's. */
function endOfHtmlCode(
  text: string,
  at: number,
  start: string,
  unmatched: Map<number | string, number>,
  endOfParagraph: (at: number) => number,
): number {
  const after = at + start.length;
  const name = start.slice(1).toLowerCase();
  if ((unmatched.get(name) ?? 0) > at) return after;
  const limit = name === 'pre' ? text.length : endOfParagraph(at);
  const length = text.slice(after, limit).search(name === 'pre' ? /<\/pre\b/i : /<\/code\b/i);
  if (length < 0) unmatched.set(name, limit);
  return length < 0 ? after : after + length;
}

/** CommonMark 6.1: a code span ends at the next run of as many backticks; without one the run is literal. */
function endOfCodeSpan(
  text: string,
  at: number,
  ticks: number,
  unmatched: Map<number | string, number>,
  endOfParagraph: (at: number) => number,
): number {
  const after = at + ticks;
  if ((unmatched.get(ticks) ?? 0) > at) return after;
  const limit = endOfParagraph(at);
  const runs = /`+/g;
  runs.lastIndex = after;
  for (let run = runs.exec(text); run && run.index < limit; run = runs.exec(text)) {
    if (run[0].length === ticks) return runs.lastIndex;
  }
  unmatched.set(ticks, limit);
  return after;
}

/** Where the paragraph at an offset ends; to be asked in ascending order, so that the text is searched once. */
function paragraphEnds(text: string): (at: number) => number {
  const blank = /\n[ \t]*\n/g;
  let end = -1;
  return (at) => {
    if (at < end) return end;
    blank.lastIndex = at;
    end = blank.exec(text)?.index ?? text.length;
    return end;
  };
}

const MODULE_LINE =
  /\s*(?<![^\n])(?:import\s+(?:[\w*{}\s,$]{1,500}\sfrom\s+)?(['"])[^'"\n]+\1|export\s+(?:const|let|default|\{)[^\n]*)[ \t]*;?[ \t]*(?:\n|$)/y;

/**
 * The body without the `import` and `export` lines that MDX (Docusaurus, Astro) puts before the text; they bind names
 * for components and say nothing to a reader. Line by line: a pattern of all of them overflows the stack where there
 * are millions.
 */
export function withoutModuleLines(body: string): string {
  let end = 0;
  MODULE_LINE.lastIndex = 0;
  while (MODULE_LINE.test(body)) end = MODULE_LINE.lastIndex;
  return lineBreaks(body.slice(0, end)) + body.slice(end);
}

function lineBreaks(text: string): string {
  return text.replace(/[^\n]+/g, '');
}
