import type { ArticleFacts } from '../../article/article.ts';
import type { ReadRow } from './read-row.ts';
import type { ScannedFile } from './scan.ts';

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/**
 * Lets rows from other threads share what is equal in them: each arrives as a copy of everything, and over many articles
 * most of that are the same names, tags and empty lists.
 */
export class EqualParts {
  readonly #parts = new Map<string, unknown>();

  /** @param row Of the file; nobody else has it yet, and it is changed. */
  shareIn(row: Mutable<ReadRow>, { path, shown }: ScannedFile): void {
    const { article, grounds } = row;
    row.diagnostics = this.#first(row.diagnostics);
    if (article) {
      this.#shareInArticle(article);
      if (article.path === path) (article as Mutable<ArticleFacts>).path = path;
      if (article.file === shown) (article as Mutable<ArticleFacts>).file = shown;
      if (article.fileHash === row.hash) row.hash = article.fileHash;
    }
    if (grounds) {
      const { row: packed, asked, opened, hasPictures } = grounds;
      // Not spread: a literal that begins with that gets a shape of its own each time (V8 11).
      row.grounds = { row: packed, asked: unboxed(asked), opened: this.#first(opened), hasPictures };
    }
  }

  #shareInArticle(article: Mutable<ArticleFacts>): void {
    if (article.source) article.source = this.#first(article.source);
    if (article.language !== undefined) article.language = this.#first(article.language);
    article.authors = this.#first(article.authors.map((each) => this.#first(each)));
    article.tags = this.#first(article.tags.map((each) => this.#first(each)));
    article.enclosures = this.#first(article.enclosures);
    article.media = this.#first(article.media);
    article.precision = this.#first(article.precision);
    article.show = this.#first(article.show);
  }

  /** The first of its equals. */
  #first<Part>(part: Part): Part {
    const text = JSON.stringify(part);
    // What is long is hardly ever there twice.
    if (text.length > longest) return part;
    const known = this.#parts.get(text);
    if (known !== undefined) return known as Part;
    this.#parts.set(text, part);
    return part;
  }
}

const longest = 200;

/** The same numbers, which lie in the list as they are: in one that came from another thread each is an object. */
function unboxed(numbers: readonly number[]): number[] {
  const list: number[] = [];
  for (const number of numbers) list.push(number);
  // Of the size that it needs.
  return list.slice();
}
