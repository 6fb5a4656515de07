import { collect } from '../../src/archive/collect.ts';
import type { Entry } from '../../src/archive/entry.ts';
import type { LedgerEvent } from '../../src/archive/ledger/event.ts';
import { type Ledger, replay } from '../../src/archive/ledger/ledger.ts';
import { type Finds, type Recording, record } from '../../src/archive/record.ts';
import type { ArticleFacts } from '../../src/article/article.ts';
import type { Config } from '../../src/config/config.ts';
import { configOf } from '../feed/config.ts';

export interface Run extends Recording {
  /** Those whose articles were read; what is kept has none here. */
  readonly entries: Entry[];
}

/** An archive in memory: what the run of a build does to it, without disk and threads. */
export class Archive {
  events: LedgerEvent[] = [];
  now = Date.UTC(2026, 10, 24, 12);
  readonly config: Config;

  constructor(config = configOf()) {
    this.config = config;
  }

  get ledger(): Ledger {
    return replay(this.events).ledger;
  }

  run(articles: readonly ArticleFacts[], finds: Partial<Finds> = {}, config = this.config): Run {
    this.now += 60_000;
    const before = this.ledger;
    const recording = record(
      { articles, without: new Map(), isUnseen: () => false, isKept: () => false, ...finds },
      before,
      { ...config, now: this.now },
    );
    this.events = [...this.events, ...recording.events];
    const places = new Map([...this.ledger.entries.keys()].map((id, place) => [id, place]));
    const placeOf = ({ id }: { readonly id: string }) => places.get(id) as number;
    const identified = [...recording.identified].sort((a, b) => placeOf(a) - placeOf(b));
    return { ...recording, entries: collect(identified, config) };
  }

  /** By path, the id of each article. */
  ids(articles: readonly ArticleFacts[], finds: Partial<Finds> = {}): Record<string, string> {
    return Object.fromEntries(this.run(articles, finds).identified.map(({ article, id }) => [article.path, id]));
  }
}
