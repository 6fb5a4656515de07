import { inLanguage } from './in-language.ts';
import type { Wording } from './wording.ts';
import type { Words } from './words.ts';

export const englishWording: Wording = {
  language: 'en',
  direction: 'ltr',

  skipToContent: 'Skip to content',
  archive: 'Archive',
  search: 'Search',
  sources: 'Sources',
  tags: 'Tags',
  feeds: 'Feeds',
  subscribe: 'Subscribe',
  whatAFeedIs:
    'A feed is a list of the newest articles that a feed reader checks for you: paste an address into yours, and new articles come to you.',
  copy: 'Copy',
  copied: 'Copied',
  allFeeds: 'All feeds (OPML)',
  newest: 'Newest articles',
  older: 'Older',
  newer: 'Newer',
  allSources: 'All sources',
  allTags: 'All tags',
  published: 'Published',
  updated: 'Updated',
  source: 'Source',
  original: 'Original',
  by: 'By',
  permalink: 'Permanent link',
  markdown: 'Markdown',
  versions: 'Versions',
  attachments: 'Attachments',
  appearsIn: 'Appears in',
  withdrawnTitle: 'Article withdrawn',
  withdrawn: {
    deleted: 'This article was taken back and is no longer published.',
    draft: 'This article was taken back and is a draft again.',
    future: 'This article was taken back and will be published later.',
  },
  kept: {
    gone: 'The file of this article is gone. This is the version last published.',
    broken: 'The file of this article can no longer be read. This is the version last published.',
  },
  readOriginal: 'Read the original',
  picture: 'Picture',
  video: 'Video',
  audio: 'Audio',
  table: 'Table',
  details: 'Details',
  from: 'From',
  until: 'Until',
  anySource: 'Any source',
  anyTag: 'Any tag',
  noResults: 'No articles match.',
  searchNeedsScript:
    'Search needs JavaScript and a server: it does not work in files opened from a disk. Without them, you can browse the archive.',
  moreResults: 'More results',
  sort: 'Sort by',
  sortByRelevance: 'Relevance',
  sortByDate: 'Date',
  searchFailed: 'The search index could not be loaded.',
  part: 'Part',
  scrollable: 'Scrollable area',
  taskDone: 'Done',
  taskOpen: 'To do',
  articles: { zero: 'No articles', one: '# article', other: '# articles' },
  found: { zero: 'No results', one: '# result', other: '# results' },
};

/** With dates as most of the world writes them. */
export const english: Words = inLanguage(englishWording, 'en-GB');
