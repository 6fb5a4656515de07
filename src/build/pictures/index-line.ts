import { type Instant, rfc3339 } from '../../text/instant.ts';

/** One picture in the store. */
export interface StoredPicture {
  /** SHA-256, hex, of its bytes: its name in the store. */
  readonly sha256: string;
  /** Media type, by its content. */
  readonly type: string;
}

/** That a picture was had from an address. */
export interface Acquisition extends StoredPicture {
  /** Absolute http(s) URL without a fragment. */
  readonly address: string;
  readonly at: Instant;
}

/** A line of the index, its line feed included. */
export function lineOf({ address, at, sha256, type }: Acquisition): string {
  return `${JSON.stringify({ address, at: rfc3339(at), sha256, type })}\n`;
}

/** What a line of the index tells of; undefined where that is nothing. */
export function acquisitionIn(line: string): Acquisition | undefined {
  let told: unknown;
  try {
    told = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof told !== 'object' || told === null) return undefined;
  const { address, at, sha256, type } = told as Record<string, unknown>;
  const instant = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (typeof address !== 'string' || Number.isNaN(instant) || typeof type !== 'string') return undefined;
  if (typeof sha256 !== 'string' || !/^[\da-f]{64}$/.test(sha256)) return undefined;
  return { address, at: instant, sha256, type };
}
