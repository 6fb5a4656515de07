import type { Config } from '../config/config.ts';
import type { SiteFacts } from './views.ts';
import { wordsFor } from './words/words-for.ts';

/** What every page says of the site: nothing but what is configured. */
export function siteFacts(config: Config, stylesheet: string): SiteFacts {
  const { title, description, baseUrl, language, timezone, authors } = config;
  return {
    title,
    ...(description !== undefined && { description }),
    baseUrl,
    ...(language !== undefined && { language }),
    timezone,
    authors,
    words: wordsFor(language),
    stylesheet,
    sections: [
      'archive' as const,
      ...(config.groups.sources ? ['sources' as const] : []),
      ...(config.groups.tags ? ['tags' as const] : []),
      ...(config.pages !== false && config.pages.search ? ['search' as const] : []),
    ],
  };
}
