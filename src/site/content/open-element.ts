/** An element that has begun. */
export interface OpenElement {
  /** Its name in the article; empty where it is added. */
  readonly source: string;
  /** As which it is written; empty where its tags are left out. */
  tag: string;
  /** Of the start tag among the pieces of the output. */
  readonly at: number;
  /** `inline`: phrasing content in which a block makes a block of it. */
  model: 'flow' | 'phrasing' | 'inline' | 'transparent';
  /** Innermost around it whose tags are written, of one whose tags are not. */
  readonly container?: OpenElement;
  /** Whether blocks may stand here. */
  readonly allowsFlow: boolean;
  readonly within: Within;
  /** Whether there is anything in it to see, or to lead to. */
  filled: boolean;
  /** What its kind has to remember. */
  readonly link?: LinkMemory;
  readonly list?: ListMemory;
  readonly terms?: TermsMemory;
  readonly table?: TableMemory;
  readonly row?: RowMemory;
  readonly details?: DetailsMemory;
  readonly figure?: FigureMemory;
  /** Of a group of rows, where in the table it belongs. */
  readonly movesTo?: 'head' | 'foot';
  readonly ruby?: RubyMemory;
  /** `<h3>` as the author wrote it. */
  readonly level?: number;
}

/** Of which kinds an element of the same or an outer level is open, so far as it forbids something. */
export interface Within {
  readonly link: boolean;
  /** `dt` and `th`, which hold no headings. */
  readonly label: boolean;
  readonly pre: boolean;
  readonly caption: boolean;
  readonly table: boolean;
}

interface LinkMemory {
  readonly address: string;
  /** Kind of what stood in it and is not loaded. */
  media?: 'picture' | 'audio' | 'video';
}

interface ListMemory {
  /** Of the end tag of the last item. */
  itemEnd?: number;
}

interface TermsMemory {
  readonly parts: { readonly tag: string; readonly from: number; readonly to: number }[];
}

interface TableMemory {
  readonly captions: string[];
  /** Markup of the groups at the ends; empty while they are open. */
  head?: string;
  foot?: string;
}

export interface RowMemory {
  readonly cells: { readonly tag: string; readonly at: number }[];
}

interface DetailsMemory {
  summary?: string;
}

interface FigureMemory {
  caption?: { readonly from: number; readonly to: number; readonly isFirst: boolean };
}

interface RubyMemory {
  hasReading: boolean;
  /** Of the tags of its `rp`. */
  readonly parentheses: number[];
}
