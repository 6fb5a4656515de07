import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../build/output/manifest.ts';
import type { Config } from '../../config/config.ts';
import { send } from '../outgoing.ts';
import { replaceFile } from '../replace-file.ts';
import {
  type Announced,
  type Announcement,
  announcedIn,
  announcedText,
  pendingOf,
  withAnnounced,
} from './announcements.ts';

/** In the state folder; without it hubs are told of everything once more. */
export const announcedName = 'announced.json';

export interface HubTold extends Announcement {
  /** In words that follow the hub; absent where it took the news. */
  readonly failed?: string;
}

/**
 * Tells each hub of the changes that it does not know of, one after the other, and writes down what it took. A hub that
 * does not answer is not asked for the rest.
 *
 * @returns Whether all was told.
 */
export async function tellHubs(
  config: Pick<Config, 'baseUrl' | 'hubs' | 'output' | 'state'>,
  onTold: (told: HubTold) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = join(config.state, announcedName);
  let announced = readAnnounced(path);
  const pending = pendingOf(readManifest(config.output), announced, config);
  const tell = async (hub: string): Promise<boolean> => {
    let isDone = true;
    for (const announcement of pending.filter((each) => each.hub === hub)) {
      const failure = await ping(announcement, signal);
      if (signal?.aborted) return false;
      onTold({ ...announcement, ...(failure && { failed: failure.why }) });
      if (!failure) announced = withAnnounced(announced, announcement);
      else isDone = false;
      if (failure && !isOfTopic(failure.status)) break;
    }
    return isDone;
  };
  const done = await Promise.all(config.hubs.map(tell));
  if (pending.length > 0) replaceFile(path, announcedText(announced));
  return done.every(Boolean);
}

/**
 * The W3C Recommendation leaves to publisher and hub how the one tells the other (section 6). Hubs take what
 * PubSubHubbub 0.3 7.1 asks for, `hub.url`; some want the name that the Recommendation has for it.
 */
function ping({ hub, topic }: Announcement, signal: AbortSignal | undefined) {
  const text = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic }).toString();
  return send({ url: hub, content: { type: 'application/x-www-form-urlencoded', text } }, signal);
}

/** A hub that refuses one topic may take the next; one that asks for patience (429), or has trouble, will not. */
function isOfTopic(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 429;
}

function readAnnounced(path: string): Announced {
  try {
    return announcedIn(readFileSync(path, 'utf8'));
  } catch {
    return new Map();
  }
}
