import { apache } from './apache.ts';
import { caddy } from './caddy.ts';
import { netlify } from './netlify.ts';
import { nginx } from './nginx.ts';
import type { StaticSite } from './static-site.ts';

/** Configurations of other servers, by their names, that make them serve an output folder much as ours does. */
export const snippets: Readonly<Record<string, (site: StaticSite) => string>> = { nginx, caddy, netlify, apache };
