import type { Instant } from '../text/instant.ts';
import type { Person } from '../text/person.ts';
import type { Stored } from './stored.ts';

/** One Markdown file and what it says, rendered. Plain data: it crosses threads. */
export interface Article {
  /**
   * Its lasting address in the collection: relative to its articles folder, `/`-separated, NFC, prefixed with the
   * folder's own prefix where there is one. Ids of articles without a source URL are minted from it.
   */
  readonly path: string;
  /** The file as diagnostics name it. */
  readonly file: string;
  /** Plain text on one line; never empty. */
  readonly title: string;
  /** From front-matter `id` or `guid`, as written. */
  readonly id?: string;
  readonly source?: StatedSource;
  /** The address of the original, absolute http(s), where the article is a clipping of one. */
  readonly originalUrl?: string;
  readonly authors: readonly Person[];
  readonly published: Instant;
  /**
   * `local` where no zone was given, so that the zone is ours; `day` where only a calendar day was, so that the time of
   * day is ours, too; `none` where nothing was, and `published` is the moment of the run.
   */
  readonly precision: 'instant' | 'local' | 'day' | 'none';
  /** Last significant change, where the article states one; never before `published`. */
  readonly updated?: Instant;
  /** When it was clipped, where it says so: of two clippings of one original the later is the newer. */
  readonly clipped?: Instant;
  /** As written, trimmed, without `#`, no two alike. */
  readonly tags: readonly string[];
  /** BCP 47. */
  readonly language?: string;
  /** Plain text: the article's own, else the first words of its text. */
  readonly summary: string;
  /** What feeds show of it. */
  readonly show: 'full' | 'summary';
  /** The site path or absolute address that its author gave its page (`permalink`, Hugo's `url`). */
  readonly permalink?: string;
  /** Safe HTML, every URL absolute; may be empty. */
  readonly html: string;
  /** SHA-256, hex, of the words of `html`, white space folded; absent where there are none. */
  readonly textHash?: string;
  /** How close another text is to this one, see text/sketch.ts; absent where there are too few words to tell. */
  readonly sketch?: string;
  /** SHA-256, hex, of the file's bytes. */
  readonly fileHash: string;
  readonly enclosures: readonly Enclosure[];
  /** The picture that stands for the article, absolute URL. */
  readonly image?: string;
  /** Local files that `html`, `image` and `enclosures` refer to, to be copied under their content names. */
  readonly media: readonly MediaFile[];
  /** There where its file may hold what readers are not shown, see file-comments.ts. */
  readonly hasComments?: true;
  /** Where each fact came from, for `hayloft explain`: `{ published: 'file name', title: 'front matter "title"' }`. */
  readonly origins: Readonly<Partial<Record<'title' | 'published' | 'updated' | 'source' | 'id' | 'summary', string>>>;
}

/** What the article itself says of where it comes from; the archive finds the declared source that is meant. */
export interface StatedSource {
  readonly name?: string;
  /** Home page, absolute. */
  readonly url?: string;
  /** The source's feed, absolute. */
  readonly feed?: string;
}

/** RSS `<enclosure>`, Atom `link rel="enclosure"`, JSON Feed `attachments`. */
export interface Enclosure {
  readonly url: string;
  /** Media type; of a local file by its content. */
  readonly type: string;
  /** Bytes; absent where a remote file's length was not stated. */
  readonly length?: number;
  readonly title?: string;
}

/** A file of the user's that is published under a name made from its content. */
export interface MediaFile {
  /** Absolute path of the original, inside the articles folder. */
  readonly from: string;
  /** `media/<hash>.<extension>`, under the output folder. */
  readonly to: string;
  readonly type: string;
  /** Bytes. */
  readonly length: number;
  /** Of a picture, where it is known. */
  readonly size?: PictureSize;
}

/** As it is shown, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What feeds show of an article: most of its bytes, which a run does not need before documents are made. */
export type ArticleContent = Pick<Article, 'html' | 'summary' | 'image' | 'origins'>;

/** What the archive has to know of an article. */
export interface ArticleFacts extends Omit<Article, keyof ArticleContent> {
  /** {@link ArticleContent}, as content-bytes.ts has it. */
  readonly content: Stored;
  /** Whether there is any `html`. */
  readonly hasHtml: boolean;
}
