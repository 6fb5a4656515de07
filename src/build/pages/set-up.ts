import type { Config } from '../../config/config.ts';
import type { Making } from '../../site/feed-page.ts';
import { themeKey } from '../cache/theme-key.ts';

/** What the pages of a run are made with. */
export interface PagesSetUp {
  readonly making: Making;
  readonly hasSearch: boolean;
  readonly hasMarkdown: boolean;
  /** Stands for what the pages of entries depend on beside the entries. */
  readonly key: string;
  /** {@link themeKey}, as it was before the theme was read: one that is edited meanwhile is another to the next run. */
  readonly theme: string;
}

/** Undefined where there are none. @throws ThemeError */
export async function setUpPages(config: Config): Promise<PagesSetUp | undefined> {
  const { pages } = config;
  if (pages === false) return undefined;
  const theme = themeKey(pages.theme);
  // Templates, words and what reads content are loaded where there are pages.
  const { makingFor, pagesKey } = await import('./page-making.ts');
  return {
    making: await makingFor(config, pages),
    hasSearch: pages.search,
    hasMarkdown: pages.markdown,
    key: pagesKey(config, theme),
    theme,
  };
}
