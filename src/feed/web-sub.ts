import type { Config } from '../config/config.ts';
import { addressOf } from './facts.ts';
import { renderers } from './renderers.ts';

/** WebSub (W3C Recommendation of 2018-01-23): subscribers learn from a hub that a document has changed. */

/** The paths of documents that are polled, their names under the output folder; pages of history are not among them. */
export function isTopic(path: string): boolean {
  const [name, ...folders] = path.split('/').toReversed();
  const isPage = folders[1] === 'archive' && /^\d+$/.test(folders[0] as string);
  return !isPage && Object.values(renderers).some(({ fileName }) => fileName === name);
}

/** The address under which subscribers and hubs know a document. */
export function topicOf(path: string, { baseUrl }: Pick<Config, 'baseUrl'>): string {
  return addressOf(path, baseUrl);
}

/**
 * The value of the Link header of a document that is polled (section 4, which prefers it to what the document says);
 * nothing where there is no hub, or for other documents.
 */
export function linkHeader(path: string, config: Pick<Config, 'baseUrl' | 'hubs'>): string | undefined {
  if (config.hubs.length === 0 || !isTopic(path)) return undefined;
  return [...config.hubs.map((hub) => `<${hub}>; rel="hub"`), `<${topicOf(path, config)}>; rel="self"`].join(', ');
}
