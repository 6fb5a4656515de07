/**
 * What is wrong, where, and how to mend it. Problems in articles and configuration are values, never exceptions:
 * a function that finds some returns them beside its result, and the caller decides what to do.
 */

/**
 * How much it matters:
 * - `error`: the article (or file, or run) the diagnostic names is left out.
 * - `warning`: the article is in, but something of it was dropped or is doubtful.
 * - `note`: something was mended or removed as documented; shown by `hayloft explain` and in `--json` only.
 */
export type Severity = 'error' | 'warning' | 'note';

/** A stretch of a text file. Lines and columns are 1-indexed; columns and lengths count UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Absent where only a point is known. */
  readonly length?: number;
  /** The whole line, without its line break, so that it can be shown with a caret below. */
  readonly text?: string;
}

export interface Diagnostic {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  /** One sentence, without a full stop: what is wrong, naming the value. */
  readonly message: string;
  /** The file as the user knows it: relative to the working directory, `/`-separated. Absent if no file is at fault. */
  readonly file?: string;
  readonly place?: Place;
  /** How to mend it, in one sentence. */
  readonly hint?: string;
}

/** Stable for ever: docs/diagnostics.md lists each with meaning, cause and fix, and a test holds the two together. */
export type DiagnosticCode =
  // the file as bytes
  | 'file/unreadable'
  | 'file/not-a-file'
  | 'file/link-leaves-folder'
  | 'file/link-loop'
  | 'file/linked'
  | 'file/passed-over'
  | 'file/too-large'
  | 'file/binary'
  | 'file/bad-encoding'
  | 'file/not-utf8'
  | 'file/utf16'
  | 'file/name-differs-by-case'
  | 'file/too-slow'
  | 'file/defect'
  // front matter
  | 'front-matter/blank-lines-before'
  | 'front-matter/unclosed'
  | 'front-matter/executable'
  | 'front-matter/unknown-language'
  | 'front-matter/syntax'
  | 'front-matter/mended'
  | 'front-matter/not-a-mapping'
  | 'front-matter/too-large'
  | 'front-matter/too-deep'
  | 'front-matter/duplicate-key'
  | 'front-matter/bad-value'
  | 'front-matter/missing-date'
  | 'front-matter/bad-date'
  | 'front-matter/ambiguous-date'
  | 'front-matter/updated-before-published'
  | 'front-matter/bad-id'
  | 'front-matter/bad-url'
  // what the article says
  | 'content/empty'
  | 'content/removed'
  | 'content/embed-became-link'
  | 'content/bad-character'
  | 'content/template-tag'
  | 'content/missing-file'
  | 'content/refused-file'
  | 'content/unresolved-link'
  | 'content/enclosure-without-length'
  // remote pictures
  | 'picture/missing'
  | 'picture/postponed'
  | 'picture/cannot-store'
  | 'picture/damaged-index'
  | 'picture/store-unreadable'
  // not published, by the author's wish
  | 'held/draft'
  | 'held/future'
  // entries together
  | 'entry/same-id'
  | 'entry/same-source'
  | 'entry/doubtful'
  | 'entry/id-kept'
  | 'entry/version-missing'
  | 'entry/kept'
  // what a run would do to what is published
  | 'guard/too-many-changes'
  | 'guard/ledger-missing'
  // runs at the same time
  | 'lock/held'
  | 'lock/lost'
  | 'lock/cannot-take'
  // the ledger
  | 'ledger/unreadable'
  | 'ledger/damaged'
  | 'ledger/torn'
  | 'ledger/ahead-of-clock'
  | 'ledger/cannot-write'
  | 'ledger/version-missing'
  // what only saves time
  | 'cache/damaged'
  | 'cache/cannot-write'
  // configuration
  | 'config/not-found'
  | 'config/several'
  | 'config/in-articles'
  | 'config/unreadable'
  | 'config/too-large'
  | 'config/script'
  | 'config/syntax'
  | 'config/unknown-key'
  | 'config/bad-value'
  | 'config/no-base-url'
  // feeds of other programs
  | 'adopt/not-a-feed'
  | 'adopt/bad-encoding'
  | 'adopt/no-id'
  | 'adopt/bad-date'
  | 'adopt/no-article'
  | 'adopt/ambiguous'
  | 'adopt/other-id'
  | 'adopt/same-id'
  // clippings
  | 'import/not-plain-text'
  // serving
  | 'serve/cannot-listen'
  | 'serve/nothing-published'
  // pages for people
  | 'page/taken'
  | 'page/not-written'
  | 'page/no-markdown'
  | 'page/theme'
  // the run
  | 'build/no-articles-folder'
  | 'build/no-articles'
  | 'build/over-budget'
  | 'output/not-a-folder'
  | 'output/not-ours'
  | 'output/overlaps-articles'
  | 'output/articles-vanished'
  | 'output/cannot-write'
  | 'output/defect';

/** Whether anything was left out because of these. */
export function hasErrors(diagnostics: Iterable<Diagnostic>): boolean {
  for (const diagnostic of diagnostics) if (diagnostic.severity === 'error') return true;
  return false;
}

/** The line and column (1-indexed) of an offset, with the line's text; for texts in which any line break counts. */
export function placeAt(text: string, offset: number, length?: number): Place {
  const before = text.slice(0, offset);
  const line = before.split(/\r\n|\n|\r/).length;
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const end = text.slice(start).search(/[\r\n]/);
  const whole = end < 0 ? text.slice(start) : text.slice(start, start + end);
  return { line, column: offset - start + 1, ...(length === undefined ? {} : { length }), text: whole };
}
