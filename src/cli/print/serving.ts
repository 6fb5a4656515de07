import type { Style } from './style.ts';
import { visible } from './visible.ts';
import { count } from './words.ts';

/** What a person is shown first of the main feed. */
const front = ['rss.xml', 'atom.xml', 'feed.json', 'feeds.opml'];

/** Where what is served can be had, for people. */
export function servingText(address: string, output: string, paths: readonly string[], style: Style): string {
  const title = `Serving ${count(paths.length, 'document')} of ${visible(output)} at ${address}`;
  const isSocket = !address.startsWith('http');
  const shown = isSocket ? [] : front.filter((path) => paths.includes(path)).map((path) => `  ${address}${path}`);
  return [style.bold(style.green(title)), ...shown, style.dim('Ctrl-C ends it.')].join('\n');
}
