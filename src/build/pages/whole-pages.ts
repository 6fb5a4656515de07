import type { Entry } from '../../archive/entry.ts';
import { withdrawnAs } from '../../archive/history.ts';
import type { KnownEntry, Ledger } from '../../archive/ledger/ledger.ts';
import type { Config } from '../../config/config.ts';
import type { ComposedDocuments } from '../../feed/compose.ts';
import { bySource, byTag, type FeedPlan, type Group } from '../../feed/plan.ts';
import type { CountedName } from '../../site/feed-page.ts';
import { claimPages, type PagePlaces } from '../../site/page-places.ts';
import type { RenderedRows } from '../entries/rendered-rows.ts';
import type { PagedArchive } from './page-documents.ts';
import { pageKey, pageOf } from './page-key.ts';

/** Where the pages of all entries lie that there ever were. */
export function claimedPages(entries: readonly Entry[], ledger: Ledger, config: Config): PagePlaces {
  const published = new Map(entries.map((entry) => [entry.id, entry]));
  function* ofPublished() {
    for (const { id, order: place } of ledger.entries.values()) {
      const entry = published.get(id);
      if (entry) yield { place, page: entry.page, file: entry.file };
    }
  }
  function* ofWithdrawn() {
    for (const known of ledger.entries.values()) {
      const withdrawn = withdrawnAs(known, config);
      if (withdrawn && !published.has(known.id)) yield { place: known.order, page: withdrawn.page };
    }
  }
  return claimPages(ofPublished(), ofWithdrawn(), config.baseUrl);
}

/** By place, {@link pageKey} of all entries that there ever were; none where there are no pages. */
export function pageKeysOf(entries: readonly Entry[], ledger: Ledger, config: Config): ReadonlyMap<number, number> {
  if (config.pages === false) return new Map();
  const published = new Map(entries.map((entry) => [entry.id, entry]));
  return new Map(
    Array.from(ledger.entries.values(), (known) => [
      known.order,
      pageKey(pageOf(known, published.get(known.id), config), config),
    ]),
  );
}

/** What the pages of a whole run are made of. */
interface WholeArchive {
  readonly paths: PagePlaces['paths'];
  /** In feed order. */
  readonly entries: readonly Entry[];
  readonly ledger: Ledger;
  readonly composed: readonly (ComposedDocuments & { readonly plan: FeedPlan })[];
  readonly rendered: RenderedRows;
  readonly read: PagedArchive['read'];
}

/** The archive of a whole run, as far as pages are made of it. */
export function pagedArchive({ paths, entries, ledger, composed, rendered, read }: WholeArchive): PagedArchive {
  const placeOf = ({ id }: Entry) => (ledger.entries.get(id) as KnownEntry).order;
  const published = new Map(entries.map((entry) => [placeOf(entry), entry]));
  return {
    size: ledger.entries.size,
    feeds: composed.map(({ feed }) => feed),
    made: composed.map(({ feed, shown, plan }) => ({
      ...{ feed, shown, placeOf },
      members: {
        instants: Float64Array.from(plan.entries, (entry) => entry.published),
        places: Uint32Array.from(plan.entries, placeOf),
      },
    })),
    sources: namesOf(bySource(entries)),
    tags: namesOf(byTag(entries)),
    pathAt: (place) => paths.get(place),
    entryAt: (place) => published.get(place),
    chunkAt: (place, form) => rendered.get(place, form),
    read,
  };
}

function namesOf(groups: ReadonlyMap<string, Group>): CountedName[] {
  return Array.from(groups, ([slug, { name, entries }]) => ({ slug, name, count: entries.length }));
}
