import type { Config } from '../../config/config.ts';
import { isTopic, topicOf } from '../../feed/web-sub.ts';

/** What hubs have been told: by hub, then by topic, the SHA-256 of what it was then. */
export type Announced = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A change that a hub does not know of. */
export interface Announcement {
  readonly hub: string;
  readonly topic: string;
  readonly digest: string;
}

/**
 * What hubs have to be told: of each document that is polled whose bytes are not those they were told of last. That
 * follows from what is published and what was told, so nothing is lost when a process ends in between.
 *
 * @param published Documents of the output folder by path, their SHA-256.
 */
export function pendingOf(
  published: ReadonlyMap<string, string>,
  announced: Announced,
  config: Pick<Config, 'baseUrl' | 'hubs'>,
): Announcement[] {
  const topics = [...published]
    .filter(([path]) => isTopic(path))
    .map(([path, digest]) => [topicOf(path, config), digest] as const);
  return config.hubs.flatMap((hub) =>
    topics
      .filter(([topic, digest]) => announced.get(hub)?.get(topic) !== digest)
      .map(([topic, digest]) => ({ hub, topic, digest })),
  );
}

export function withAnnounced(announced: Announced, { hub, topic, digest }: Announcement): Announced {
  return new Map(announced).set(hub, new Map(announced.get(hub)).set(topic, digest));
}

/** Nothing was told where a text says nothing of the kind: a hub that is told twice finds nothing new. */
export function announcedIn(text: string): Announced {
  try {
    const { hubs } = JSON.parse(text) as { hubs: Record<string, Record<string, string>> };
    return new Map(Object.entries(hubs).map(([hub, topics]) => [hub, new Map(Object.entries(topics))]));
  } catch {
    return new Map();
  }
}

export function announcedText(announced: Announced): string {
  const hubs = Object.fromEntries([...announced].map(([hub, topics]) => [hub, Object.fromEntries(topics)]));
  return `${JSON.stringify({ version: 1, hubs }, null, 1)}\n`;
}
