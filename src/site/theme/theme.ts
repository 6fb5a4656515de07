import type { Theme } from '../views.ts';
import { article } from './article.ts';
import { calendar } from './calendar.ts';
import { card } from './card.ts';
import { feed } from './feed.ts';
import { layout } from './layout.ts';
import { names } from './names.ts';
import { searchPage } from './search-page.ts';
import { articleHead } from './structured.ts';
import { withdrawn } from './withdrawn.ts';

/** The theme that comes with Hayloft. */
export const theme: Theme = {
  layout,
  article,
  articleHead,
  withdrawn,
  card,
  feed,
  calendar,
  names,
  search: searchPage,
};
