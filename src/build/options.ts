import type { Instant } from '../text/instant.ts';
import type { ReadingProgress } from './articles/read-articles.ts';
import type { Network } from './pictures/network.ts';

export interface BuildOptions {
  /** The moment of the run. What depends on it is recorded in the ledger, and not decided again. */
  readonly now: Instant;
  /** False: everything is made and compared, nothing is written. */
  readonly write: boolean;
  /** Whether to publish what the guard would refuse. */
  readonly accept?: boolean;
  /** Whether to read every file again that by its stat is as it was. */
  readonly rehash?: boolean;
  /** Absolute path of the folder from which messages name files and folders. */
  readonly from: string;
  /** Where remote pictures come from, if not from the public internet. */
  readonly network?: Network;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress extends Omit<ReadingProgress, 'stage'> {
  readonly stage: ReadingProgress['stage'] | 'render' | 'compose' | 'publish';
}
