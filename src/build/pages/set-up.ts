import type { Config } from '../../config/config.ts';
import type { Making } from '../../site/feed-page.ts';
import { makingFor, pagesKey } from './page-making.ts';

/** What the pages of a run are made with. */
export interface PagesSetUp {
  readonly making: Making;
  readonly hasSearch: boolean;
  readonly hasMarkdown: boolean;
  /** {@link pagesKey} */
  readonly key: string;
}

/** Undefined where there are none. @throws ThemeError */
export async function setUpPages(config: Config): Promise<PagesSetUp | undefined> {
  const { pages } = config;
  if (pages === false) return undefined;
  return {
    making: await makingFor(config, pages),
    hasSearch: pages.search,
    hasMarkdown: pages.markdown,
    key: pagesKey(config),
  };
}
