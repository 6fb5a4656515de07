import type { FeedFormat } from '../../config/config.ts';

/** What is kept of an entry: its bytes in a format, its item in the archive index, and what is known of it. */
export type Form = FeedFormat | 'index' | 'row';

export const forms: readonly Form[] = ['rss', 'atom', 'json', 'index', 'row'];
