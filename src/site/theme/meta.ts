import { type Instant, rfc3339 } from '../../text/instant.ts';
import type { Person } from '../../text/person.ts';
import { type Html, html, type Value } from '../html.ts';
import type { SiteFacts } from '../views.ts';
import { anchor } from './anchor.ts';

/** A calendar day in words. */
export function day(instant: Instant, { words, timezone }: SiteFacts): Html {
  return html`<time datetime="${rfc3339(instant)}">${words.day(instant, timezone)}</time>`;
}

/** Who wrote it, each linked to where they say they are found; undefined where nobody is named. */
export function byline(authors: readonly Person[], { words }: SiteFacts): Html | undefined {
  if (authors.length === 0) return undefined;
  const names = authors.map(({ name, url = '' }) => anchor(url, html`<bdi>${name}</bdi>`));
  // A colon of full width has its space in it.
  const space = words.by.endsWith('：') ? '' : ' ';
  return html`${words.by}${space}${separated(names, ', ')}`;
}

/**
 * One line of facts about an entry. It is in the language of the page within an entry that may run the other way;
 * the stylesheet keeps it on the side of the entry's words.
 */
export function metaLine(facts: readonly Value[], { words }: SiteFacts): Html {
  return html`<p class="meta" dir="${words.direction}">${separated(facts.filter(Boolean), ' · ')}</p>`;
}

export function separated(values: readonly Value[], separator: Value): Value[] {
  return values.flatMap((value, i) => (i === 0 ? [value] : [separator, value]));
}
