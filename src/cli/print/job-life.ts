import type { PublishedFeed } from '../../build/result.ts';
import { type Instant, rfc3339 } from '../../text/instant.ts';
import type { LogEntry, LogReader } from '../log-entry.ts';
import { table } from './summary.ts';
import { visible } from './visible.ts';

/** What is said at the beginning and the end of a job. */

export function listening(address: string, output: string): LogEntry {
  return {
    level: 'info',
    text: `serving ${visible(output)} at ${visible(address)}`,
    event: { event: 'listening', address, output },
  };
}

/** After the first good run: where to subscribe, and when the next one is. */
export function ready(
  urls: PublishedFeed['urls'],
  baseUrl: string,
  nextSlot: Instant | undefined,
  { style, when }: LogReader,
): LogEntry {
  const opml = `${baseUrl}feeds.opml`;
  const names = { rss: 'RSS', atom: 'Atom', json: 'JSON' } as const;
  const rows = (['rss', 'atom', 'json'] as const).flatMap((format): [string, string][] => {
    const url = urls[format];
    return url === undefined ? [] : [[names[format], visible(url)]];
  });
  const [first] = rows;
  const next = nextSlot === undefined ? '' : `; the next run is at ${when(nextSlot)}`;
  const all: [string, string] = ['OPML', `${visible(opml)}  (all feeds)`];
  return {
    level: 'info',
    text: [
      `subscribe at ${first?.[1] ?? visible(opml)}${next}`,
      ...table([...rows, all], style),
      style.dim('Ctrl-C ends it.'),
    ].join('\n'),
    event: { event: 'ready', feeds: urls, opml, ...(nextSlot !== undefined && { next_slot: rfc3339(nextSlot) }) },
  };
}

export function stopping(signal: string): LogEntry {
  return {
    level: 'info',
    text: `ending (${signal}): what is under way is finished first; the same again ends at once`,
    event: { event: 'stopping', signal },
  };
}

export function stopped(): LogEntry {
  return { level: 'info', text: 'ended', event: { event: 'stopped' } };
}

export function configured(): LogEntry {
  return { level: 'info', text: 'the configuration was read again', event: { event: 'configured' } };
}

export function notConfigured(): LogEntry {
  const text = 'the configuration is wrong; the one from before stays';
  return { level: 'error', text, event: { event: 'not-configured' } };
}

export function servedHereOnly(address: string): LogEntry {
  return {
    level: 'warn',
    text: `no base URL is given: the feeds point at ${address} and work on this machine only; say where they are served, with --base-url or "baseUrl" in the configuration, before anyone subscribes`,
    event: { event: 'served-here-only', address },
  };
}

export function needsRestart(): LogEntry {
  return {
    level: 'warn',
    text: 'what "server" says of where and how to listen counts from the next start on',
    event: { event: 'needs-restart', key: 'server' },
  };
}
