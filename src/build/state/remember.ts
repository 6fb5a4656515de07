import type { LedgerEvent } from '../../archive/ledger/event.ts';
import type { Ledger } from '../../archive/ledger/ledger.ts';
import type { Identified } from '../../archive/record.ts';
import type { Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Reading } from '../articles/read-articles.ts';
import type { ScannedFile } from '../articles/scan.ts';
import { isSystemError } from '../system-error.ts';
import type { Workforce } from '../workforce.ts';
import { keepAttachments } from './attachments.ts';
import { appendEvents, cannotRecord, type LedgerFile } from './ledger-file.ts';
import { dropVersions, versionsToKeep } from './versions.ts';

/** What a run has to put into the state folder before anything that depends on it is published. */
export interface Memory {
  readonly config: Config;
  /** The state folder as messages name it. */
  readonly shown: string;
  readonly before: LedgerFile;
  readonly after: Ledger;
  readonly events: readonly LedgerEvent[];
}

/**
 * Keeps the bytes of what is published and what goes with it, then records the events; or says why that is not
 * possible, and then nothing is to be published.
 */
export async function remember(
  memory: Memory,
  { scans }: Reading,
  identified: readonly Identified[],
  workforce: Pick<Workforce, 'keep'>,
): Promise<Diagnostic[]> {
  const { config, before, after, events } = memory;
  const files = new Map(scans.flatMap((scan) => scan.files.map((file) => [file.shown, file])));
  try {
    keepAttachments(config, identified);
    const published = identified.map(({ article: { file, fileHash } }) => {
      const { absolute, bytes } = files.get(file) as ScannedFile;
      return { absolute, bytes, hash: fileHash };
    });
    await workforce.keep(versionsToKeep(config.state, published));
    appendEvents(config.state, events, before.torn);
    dropVersions(config.state, superseded(memory), after, config.versions);
    return [];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [cannotRecord(config.state, memory.shown, error)];
  }
}

/** Bytes that said the same as those that took their place; with versions off, all but the current ones. */
function superseded({ config, before, events }: Memory): string[] {
  return events.flatMap((event) => {
    const isSilent = event.event === 'edited' && 'file' in event;
    if (!isSilent && (config.versions || event.event !== 'revised')) return [];
    const known = before.ledger.entries.get(event.id);
    return known ? [known.file] : [];
  });
}
