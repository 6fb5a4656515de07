import { isUtf8 } from 'node:buffer';
import type { LedgerEvent } from './event.ts';
import { type Ledger, replay } from './ledger.ts';
import { type Fault, headerLine, isCutShort, lineOf, readLine, restoreHint } from './line.ts';

/** A line that is not what was written, or says what the lines before it do not allow. Lines count from 1. */
export interface Damage extends Pick<Fault, 'problem' | 'hint'> {
  readonly line: number;
}

/**
 * What an interrupted write left at the end of a ledger: bytes of no whole line. Nothing depends on them, since what
 * does is published after the lines are on the disk.
 */
export interface Torn {
  /** Where it begins. */
  readonly from: number;
  /** Where it ends: the length of the file. */
  readonly to: number;
}

export interface LedgerText {
  /** In the order of their lines. */
  readonly events: readonly LedgerEvent[];
  readonly ledger: Ledger;
  /** In the order of lines; where there is any, `ledger` is not to be relied on. */
  readonly damage: readonly Damage[];
  readonly torn?: Torn;
  /** Lines that say something, headers and what is torn among them. */
  readonly lines: number;
}

/** The bytes of events, a line each. All of them may be longer than a string can be. @throws Error see {@link readableLine}. */
export function linesOf(events: readonly LedgerEvent[]): Buffer {
  const chunks: Buffer[] = [];
  for (let i = 0; i < events.length; i += chunkSize) {
    const lines = events.slice(i, i + chunkSize).map(readableLine);
    chunks.push(Buffer.from(`${lines.join('\n')}\n`));
  }
  return Buffer.concat(chunks);
}

/** A line that could not be read again would stop every later run: rather this one, before anything is written. */
function readableLine(event: LedgerEvent): string {
  const line = lineOf(event);
  const said = readLine(line);
  if (said !== 'header' && 'problem' in said) throw new Error(`this event ${said.problem}: ${line}`);
  return line;
}

/** Lines that are put together at once. */
const chunkSize = 1000;

/** The bytes of a whole ledger. */
export function ledgerBytes(events: readonly LedgerEvent[]): Buffer {
  return Buffer.concat([Buffer.from(`${headerLine}\n`), linesOf(events)]);
}

/**
 * Reads a ledger, line by line: a text of all of it may be longer than a string can be.
 *
 * CR LF and a byte order mark, which a checkout or an editor on Windows leaves, and blank lines are no damage.
 */
export function readLedgerText(bytes: Uint8Array): LedgerText {
  const reader = new Reader(bytes);
  reader.read();
  const { events, damage, torn, lines } = reader;
  const { ledger, contradictions } = replay(events);
  if (contradictions.length > 0) {
    const places = new Map(events.map((event, i) => [event, reader.places[i] as number]));
    for (const { event, problem } of contradictions) {
      damage.push({ line: places.get(event) ?? 0, problem, hint: contradictionHint });
    }
    damage.sort((a, b) => a.line - b.line);
  }
  return { events, ledger, damage, lines, ...(torn && { torn }) };
}

const contradictionHint = `${restoreHint}: lines are missing`;

const lineFeed = 0x0a;
const byteOrderMark = Buffer.from('\uFEFF');

class Reader {
  readonly events: LedgerEvent[] = [];
  /** The line of each event. */
  readonly places: number[] = [];
  readonly damage: Damage[] = [];
  torn: Torn | undefined;
  lines = 0;
  readonly #bytes: Buffer;
  #line = 0;
  #isBegun = false;
  #isOver = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): void {
    const bytes = this.#bytes;
    let start = bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
    for (let end = bytes.indexOf(lineFeed, start); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      this.#take(start, end);
      if (this.#isOver) return;
      start = end + 1;
    }
    this.#takeTail(start);
    if (!this.#isBegun) this.#fault({ problem: noHeader, hint: noHeaderHint }, 1);
  }

  #take(start: number, end: number): void {
    this.#line += 1;
    const line = this.#text(start, end);
    if (line === '') return;
    this.lines += 1;
    const said = readLine(line);
    if (!this.#isBegun) this.#begin(said);
    if (line.includes('\uFFFD') && !isUtf8(this.#bytes.subarray(start, end))) {
      this.#fault({ problem: 'is not UTF-8', hint: restoreHint });
    } else if (said !== 'header') {
      if ('problem' in said) this.#fault(said);
      else {
        this.events.push(said);
        this.places.push(this.#line);
      }
    }
  }

  /** What stands first is the header, or a fault that says why it is none. */
  #begin(first: ReturnType<typeof readLine>): void {
    this.#isBegun = true;
    if (first !== 'header' && !('problem' in first)) this.#fault({ problem: noHeader, hint: noHeaderHint });
  }

  /** The last line may lack its line feed, or its end; and a file system may have put NUL bytes where data was to be. */
  #takeTail(start: number): void {
    const to = this.#bytes.length;
    let end = to;
    while (end > start && this.#bytes[end - 1] === 0) end -= 1;
    const isTorn = this.#isBegun && (end === start || isCutShort(this.#text(start, end)));
    if (isTorn && to > start) {
      this.lines += 1;
      this.torn = { from: start, to };
    } else if (end > start) {
      this.#take(start, end);
      if (end < to) this.torn = { from: end, to };
    }
  }

  #text(start: number, end: number): string {
    const text = this.#bytes.toString('utf8', start, end);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  #fault({ problem, hint, isNewer }: Fault, line = this.#line): void {
    this.damage.push({ line, problem, hint });
    this.#isOver = isNewer === true;
  }
}

const noHeader = `is not ${headerLine}: what the ledger began with is lost`;
const noHeaderHint = `${restoreHint}; if nothing was published yet, delete the file`;
