/**
 * Collections of articles that nobody wrote, of the size and make of those that people keep: front matter in several
 * spellings, prose with links, lists, code, tables, quotations, raw HTML in one of five, other scripts now and then.
 *
 * An article follows from the seed and its number alone, so that any of them can be made again, or one more.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { chance } from '../test/e2e/changing-folder.ts';

export type ArticleSize = 'usual' | 'small';

export interface CorpusOptions {
  /** Articles it begins with; those with higher numbers can be added to it. */
  readonly count: number;
  readonly seed: number;
  /** 4.9 KB in the mean, or 1 KB. */
  readonly size: ArticleSize;
}

export interface GeneratedArticle {
  /** Below the folder of articles, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The articles are numbered in the order of their dates. */
export class Corpus {
  readonly #options: CorpusOptions;
  readonly #words: readonly string[];

  constructor(options: CorpusOptions) {
    this.#options = options;
    this.#words = vocabulary(new Draw(options.seed, 'words'));
  }

  article(number: number): GeneratedArticle {
    const draw = new Draw(this.#options.seed, number);
    const at = this.#instantOf(number);
    const prose = new Prose(draw, this.#words, () => this.#linkFrom(number, draw));
    const text = `---\n${frontMatter(prose, draw, at)}---\n\n${body(prose, draw, this.#options.size)}`;
    return { path: this.pathOf(number), text };
  }

  pathOf(number: number): string {
    const draw = new Draw(this.#options.seed, `name ${number}`);
    const month = new Date(this.#instantOf(number)).toISOString().slice(0, 7).replace('-', '/');
    return `${month}/${draw.one(this.#words)}-${draw.one(this.#words)}-${number}.md`;
  }

  /** Articles from one number to before another, into a folder. */
  write(folder: string, from = 0, to = this.#options.count): void {
    for (let number = from; number < to; number++) {
      const { path, text } = this.article(number);
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  /** Ten years, evenly; what is added later comes ten minutes after each other, so that it is not dated in the future. */
  #instantOf(number: number): number {
    const { count } = this.#options;
    const span = lastDay - firstDay;
    if (number >= count) return lastDay + (number - count) * 600_000;
    return firstDay + Math.floor(((number + 0.5) / count) * (span / 1000)) * 1000;
  }

  /** To one that is older, relative to the one that links to it. */
  #linkFrom(number: number, draw: Draw): string {
    if (number === 0) return '#';
    return posix.relative(dirname(this.pathOf(number)), this.pathOf(draw.below(number)));
  }
}

const firstDay = Date.UTC(2016, 0, 1);
const lastDay = Date.UTC(2026, 0, 1);

/** Draws by chance, always the same ones for the same seed and purpose. */
class Draw {
  readonly #next: () => number;

  constructor(seed: number, purpose: string | number) {
    let mixed = seed;
    for (const character of `${purpose}`) mixed = Math.imul(mixed ^ (character.codePointAt(0) as number), 0x01000193);
    this.#next = chance(mixed);
    // Sequences of seeds that are alike begin alike.
    for (let i = 0; i < 4; i++) this.#next();
  }

  /** From 0 to 1. */
  share(): number {
    return this.#next();
  }

  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  is(probability: number): boolean {
    return this.#next() < probability;
  }

  one<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** The first ones far more often than the last. */
  common<Item>(items: readonly Item[]): Item {
    return items[Math.floor(items.length ** this.#next()) - 1] as Item;
  }
}

const functionWords =
  'the of and to in a is that for it was on with as be by at from this which or an are not have but had they one all'.split(
    ' ',
  );

const syllables = {
  first: 'b br c d f fl g gr h l m n p pl r s st t tr v w'.split(' '),
  middle: 'a e i o u ai ea ou ie au'.split(' '),
  last: 'n r s t l m nd rk st ck ng th'.split(' '),
};

/** Words of one language that does not exist, and those that hold its sentences together. */
function vocabulary(draw: Draw): string[] {
  const syllable = () => draw.one(syllables.first) + draw.one(syllables.middle) + draw.one(syllables.last);
  const word = () => Array.from({ length: draw.between(1, 3) }, syllable).join('');
  return Array.from(new Set(Array.from({ length: 3000 }, word)));
}

const foreignSentences = [
  '港に霧が立ちこめ、船は錨を下ろして夜明けを待っている。',
  '港口起了大雾，船只抛锚等候天亮。',
  'السفينة تنتظر في المرسى حتى ينقشع الضباب عن الميناء.',
  'Корабль ждёт на якоре, пока туман не поднимется над гаванью.',
  '항구에 안개가 끼어 배는 닻을 내리고 기다린다.',
  'הספינה עוגנת וממתינה עד שהערפל יתפזר.',
  'Das Schiff wartet vor Anker, während über großen Wellen Lichter ziehen.',
];

class Prose {
  readonly #draw: Draw;
  readonly #words: readonly string[];
  readonly #link: () => string;

  constructor(draw: Draw, words: readonly string[], link: () => string) {
    this.#draw = draw;
    this.#words = words;
    this.#link = link;
  }

  word(): string {
    return this.#draw.is(0.4) ? this.#draw.common(functionWords) : this.#draw.one(this.#words);
  }

  words(least: number, most: number): string {
    return Array.from({ length: this.#draw.between(least, most) }, () => this.word()).join(' ');
  }

  phrase(least: number, most: number): string {
    const words = this.words(least, most);
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  sentence(): string {
    const parts = Array.from({ length: this.#draw.between(2, 4) }, () => this.#part());
    const text = parts.join(this.#draw.is(0.6) ? ', ' : ' ');
    return text.charAt(0).toUpperCase() + text.slice(1) + this.#draw.common(['.', '?', '!']);
  }

  paragraph(): string {
    const sentences = Array.from({ length: this.#draw.between(2, 6) }, () => this.sentence());
    if (this.#draw.is(0.05)) sentences.push(this.#draw.one(foreignSentences));
    return sentences.join(this.#draw.is(0.1) ? '\n' : ' ');
  }

  address(): string {
    const host = `${this.#draw.one(this.#words)}.example.${this.#draw.one(['com', 'org', 'net'])}`;
    const query = this.#draw.is(0.3) ? `?id=${this.#draw.below(100_000)}&ref=${this.#draw.one(this.#words)}` : '';
    return `https://${host}/${this.#draw.one(this.#words)}/${this.#draw.one(this.#words)}${query}`;
  }

  #part(): string {
    const words = this.words(2, 6);
    const kind = this.#draw.share();
    if (kind < 0.08) return `${words} [${this.words(1, 3)}](${this.address()})`;
    if (kind < 0.12) return `${words} [${this.words(1, 3)}](${this.#link()})`;
    if (kind < 0.18) return `${words} **${this.words(1, 3)}**`;
    if (kind < 0.24) return `*${this.words(1, 3)}* ${words}`;
    if (kind < 0.28) return `${words} \`${this.word()}(${this.word()})\``;
    if (kind < 0.3) return `${words} "${this.word()}" & 1 < 2`;
    if (kind < 0.31) return `${words} <${this.address()}>`;
    return words;
  }
}

const sources = Array.from(
  { length: 50 },
  (_, i) => `The ${['Daily', 'Weekly', 'Evening', 'Sunday', 'New'][i % 5]} ${i + 1}`,
);
const tags = Array.from({ length: 100 }, (_, i) => (i % 4 === 3 ? `topic no. ${i}` : `topic-${i}`));
const authors = Array.from({ length: 40 }, (_, i) => `${['Ana', 'Zoë', "Sean O'Neil", '李'][i % 4]} ${i}`);

function frontMatter(prose: Prose, draw: Draw, at: number): string {
  const lines = [
    `title: ${titleOf(prose, draw)}`,
    `date: ${dateText(draw, at)}`,
    `source: ${draw.is(0.5) ? draw.common(sources) : JSON.stringify(draw.common(sources))}`,
  ];
  if (draw.is(0.7)) lines.push(`author: ${JSON.stringify(draw.one(authors))}`);
  if (draw.is(0.25)) lines.push(`updated: ${instantText(at + draw.between(24, 96) * 3_600_000)}`);
  const own = Array.from(new Set(Array.from({ length: draw.between(1, 5) }, () => draw.common(tags))));
  if (draw.is(0.5)) lines.push(`tags: [${own.join(', ')}]`);
  else lines.push('tags:', ...own.map((tag) => `  - ${tag}`));
  if (draw.is(0.3)) lines.push(`description: ${JSON.stringify(`${prose.phrase(8, 16)}.`)}`);
  else if (draw.is(0.15)) lines.push('description: >-', `  ${prose.phrase(6, 10)}`, `  ${prose.words(4, 8)}.`);
  return `${lines.join('\n')}\n`;
}

function titleOf(prose: Prose, draw: Draw): string {
  const plain = prose.phrase(3, 8);
  const kind = draw.share();
  if (kind < 0.6) return plain;
  if (kind < 0.7) return `"${plain}: ${prose.words(2, 4)}"`;
  if (kind < 0.8) return `'It''s <${plain}> & #${draw.below(100)}'`;
  if (kind < 0.9) return `📚 ${plain}, 100 %`;
  return JSON.stringify(draw.one(foreignSentences));
}

const instantText = (at: number) => new Date(at).toISOString().replace('.000', '');

function dateText(draw: Draw, at: number): string {
  const text = instantText(at);
  const [day, time] = [text.slice(0, 10), text.slice(11, 19)];
  const kind = draw.share();
  if (kind < 0.2) return day;
  if (kind < 0.35) return `${day} ${time} +00:00`;
  if (kind < 0.5) return `"${text}"`;
  if (kind < 0.6) return `${day} ${time}`;
  return text;
}

/** Bytes of a body, for a place between the shortest and the longest; many are short, few are long. */
function wantedBytes(place: number, size: ArticleSize): number {
  return size === 'small' ? 150 + 650 * place : 700 + 6700 * place + 2900 * place ** 8;
}

function body(prose: Prose, draw: Draw, size: ArticleSize): string {
  const wanted = wantedBytes(draw.share(), size);
  const blocks = [prose.paragraph()];
  if (draw.is(0.2)) blocks.push(rawHtml(prose, draw));
  const notes: string[] = [];
  for (let bytes = Buffer.byteLength(blocks.join('\n\n')); bytes < wanted; ) {
    const block = blockOf(prose, draw, notes);
    blocks.push(block);
    bytes += Buffer.byteLength(block) + 2;
  }
  return `${[...blocks, ...notes].join('\n\n')}\n`;
}

/** @param notes Texts of footnotes so far; one may be added. */
function blockOf(prose: Prose, draw: Draw, notes: string[]): string {
  const kind = draw.share();
  if (kind < 0.58) return prose.paragraph();
  if (kind < 0.62) {
    notes.push(`[^${notes.length + 1}]: ${prose.sentence()}`);
    return `${prose.paragraph()}[^${notes.length}]`;
  }
  if (kind < 0.74) return `${'#'.repeat(draw.between(2, 4))} ${prose.phrase(2, 6)}`;
  if (kind < 0.83) return list(prose, draw);
  if (kind < 0.88) return code(prose, draw);
  if (kind < 0.93) return `> ${prose.paragraph().replaceAll('\n', '\n> ')}`;
  if (kind < 0.96) return `![${prose.words(2, 4)}](${prose.address()}.webp "${prose.words(1, 3)}")`;
  if (kind < 0.99) return table(prose, draw);
  return '---';
}

function list(prose: Prose, draw: Draw): string {
  const isOrdered = draw.is(0.3);
  const items = Array.from({ length: draw.between(2, 7) }, (_, i) => {
    const text = draw.is(0.5) ? prose.sentence() : prose.words(2, 6);
    const below = draw.is(0.1) ? `\n${isOrdered ? '   ' : '  '}- ${prose.words(2, 5)}` : '';
    return `${isOrdered ? `${i + 1}.` : '-'} ${text}${below}`;
  });
  return items.join('\n');
}

function code(prose: Prose, draw: Draw): string {
  const lines = Array.from({ length: draw.between(3, 10) }, () =>
    draw.is(0.5)
      ? `const ${prose.word()} = ${prose.word()}("${prose.word()}", ${draw.below(100)});`
      : `  if (a < ${draw.below(100)} && !b) return <${prose.word()} class="x"/>;`,
  );
  return `\`\`\`${draw.one(['ts', 'sh', 'python', ''])}\n${lines.join('\n')}\n\`\`\``;
}

function table(prose: Prose, draw: Draw): string {
  const columns = draw.between(2, 4);
  const row = (cell: () => string) => `| ${Array.from({ length: columns }, cell).join(' | ')} |`;
  const rows = Array.from({ length: draw.between(2, 6) }, () => row(() => prose.words(1, 3)));
  return [row(() => prose.word()), row(() => draw.one(['---', ':--', '--:'])), ...rows].join('\n');
}

function rawHtml(prose: Prose, draw: Draw): string {
  const kind = draw.below(4);
  if (kind === 0) return `<details><summary>${prose.phrase(2, 4)}</summary>\n\n${prose.paragraph()}\n\n</details>`;
  if (kind === 1) {
    const picture = `<img src="${prose.address().replaceAll('&', '&amp;')}" alt="${prose.words(1, 3)}" width="640">`;
    return `<figure>${picture}<figcaption>${prose.phrase(3, 8)}</figcaption></figure>`;
  }
  if (kind === 2) return `<!-- ${prose.words(3, 6)} -->\n<hr class="thin">`;
  return `<div class="note" style="color: red" onclick="x()"><p>${prose.words(6, 20)} <b>${prose.word()}</b><br>${prose.words(3, 9)}</div>`;
}
