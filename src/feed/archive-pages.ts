import type { Slot, Withdrawn } from '../archive/entry.ts';
import type { Config, FeedFormat } from '../config/config.ts';
import type { ComposedFeed } from './compose.ts';
import type { Addresses, Document, Place } from './document.ts';
import { addressesIn, factsOf, latest, pathIn } from './facts.ts';
import type { Fragments } from './fragments.ts';
import { type ArchivePage, keepsHistory, pagesOf, type Slots } from './history.ts';
import { renderers } from './renderers.ts';

/**
 * The archive documents behind a feed (RFC 5005 section 4), one at a time; none where it is complete.
 *
 * Entries stand in full, in the order of their slots. The bytes of a full page follow from its slots and the
 * configuration alone.
 *
 * @param slots Of the feed, in the order of first publication.
 * @param isWanted Which of them are to be made.
 */
export function* archivePages(
  { plan, urls: current, complete }: Pick<ComposedFeed, 'plan' | 'urls' | 'complete'>,
  slots: Slots,
  config: Config,
  fragments: Fragments,
  isWanted: (page: ArchivePage) => boolean = () => true,
): Generator<Document> {
  if (complete || !config.history || !keepsHistory(plan, config)) return;
  const pages = pagesOf(plan, slots, config.history.entries);
  const addressesOf = (page: ArchivePage | undefined) =>
    page && addressesIn(page.folder, plan.shape.formats, config.baseUrl);
  for (const [i, page] of pages.entries()) {
    if (!isWanted(page)) continue;
    const inside = slots.slice(page.from, page.to);
    const [previous, urls, next] = [pages[i - 1], page, pages[i + 1]].map(addressesOf);
    for (const format of plan.shape.formats) {
      // JSON Feed has links to older documents only, and none leads to what comes after the newest entry.
      if (format === 'json' && inside.length === 0) continue;
      const place = { is: 'archive', previous, next, current } as const;
      yield documentOf(page.folder, inside, format, { plan, place, urls: urls as Addresses, config, fragments });
    }
  }
}

interface Surroundings {
  readonly plan: ComposedFeed['plan'];
  readonly place: Place;
  readonly urls: Addresses;
  readonly config: Config;
  readonly fragments: Fragments;
}

function documentOf(folder: string, slots: readonly Slot[], format: FeedFormat, around: Surroundings): Document {
  const { plan, place, urls, config, fragments } = around;
  const renderer = renderers[format];
  const between = Buffer.from(renderer.between);
  const entries = slots.flatMap((slot) => (slot.is === 'entry' ? [slot.entry] : []));
  const withdrawn = withdrawnIn(slots);
  const updated = latest([...entries.map((entry) => entry.updated), ...withdrawn.map(({ at }) => at)]);
  const { head, tail } = renderer.envelope({ ...factsOf(plan, config), urls, place, updated });
  const { tombstone } = renderer;
  const tombstones = config.tombstones && tombstone ? withdrawn.map((each) => tombstone(each, config.siteId)) : [];
  return {
    path: pathIn(folder, renderer.fileName),
    chunks: [
      Buffer.from(head),
      ...tombstones.map((each) => Buffer.from(each)),
      ...entries.flatMap((entry, i) => [...(i > 0 ? [between] : []), fragments.of(format, entry, 'full')]),
      Buffer.from(tail),
    ],
  };
}

function withdrawnIn(slots: readonly Slot[]): Withdrawn[] {
  return slots.flatMap((slot) => (slot.is === 'withdrawn' ? [slot.withdrawn] : []));
}
