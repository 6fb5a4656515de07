import type { FeedFormat } from '../config/config.ts';
import { atom } from './atom.ts';
import type { FeedRenderer } from './document.ts';
import { json } from './json.ts';
import { rss } from './rss.ts';

export const renderers: Record<FeedFormat, FeedRenderer> = { rss, atom, json };
