import type { MediaFile } from '../../article/article.ts';
import type { Words } from '../words/words.ts';

/** What the content of an article is made ready for. */
export interface PageSurroundings {
  /** Absolute, ends in `/`. */
  readonly baseUrl: string;
  /** Prefix of addresses that are relative to the output folder. */
  readonly root: string;
  /** What stands before `#` in links within the article, the entry's link; absent: only its footnotes are led to. */
  readonly anchor?: string;
  readonly words: Pick<Words, 'language' | 'picture' | 'video' | 'audio' | 'table' | 'details'>;
  /** BCP 47: of the article; absent where it is that of the words, or nobody knows. */
  readonly language?: string;
  /** Files that are published with the article: how large its pictures are, so that nothing moves when they come. */
  readonly media?: readonly Pick<MediaFile, 'to' | 'size'>[];
}
