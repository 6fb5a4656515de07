import type { Config } from '../config/config.ts';

/** What the archive has to know of the site. */
export type Site = Pick<Config, 'siteId' | 'baseUrl' | 'timezone' | 'link' | 'sources'>;
