import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, rfc3339 } from '../../text/instant.ts';
import { writeDurably } from '../state/durable-file.ts';

/** What could not be had, by address. */
export type Failures = ReadonlyMap<string, FailedAttempts>;

export interface FailedAttempts {
  /** Of the last, in words that follow "it". */
  readonly reason: string;
  /** How many failed in a row; none where its host could not be asked before its turn came. */
  readonly count: number;
  readonly retryAt: Instant;
}

/** Beside the store, in what is disposable: without it pictures are only asked for earlier. */
function failuresPath(state: string): string {
  return join(state, 'cache', 'picture-failures.json');
}

/** Empty where there is no such file, or one that tells of nothing. */
export function readFailures(state: string): Failures {
  let told: unknown;
  try {
    told = JSON.parse(readFileSync(failuresPath(state), 'utf8'));
  } catch {
    return new Map();
  }
  const failures = new Map<string, FailedAttempts>();
  for (const [address, value] of Object.entries(told ?? {})) {
    const { reason, count, retry } = (value ?? {}) as Record<string, unknown>;
    const retryAt = Date.parse(String(retry));
    if (typeof reason !== 'string' || typeof count !== 'number' || Number.isNaN(retryAt)) continue;
    failures.set(address, { reason, count, retryAt });
  }
  return failures;
}

/** @throws SystemError */
export function writeFailures(state: string, failures: Failures): void {
  const told = [...failures].map(([address, { reason, count, retryAt }]) => {
    return [address, { reason, count, retry: rfc3339(retryAt) }];
  });
  writeDurably(failuresPath(state), `${JSON.stringify(Object.fromEntries(told), null, 1)}\n`);
}
