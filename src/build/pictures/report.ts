import type { WantedPicture } from '../../article/content/remote-pictures.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { rfc3339 } from '../../text/instant.ts';
import { unwritable } from '../system-error.ts';
import type { Failures } from './failures.ts';

/** What is said of an article's pictures that could not be had: once a reason, with the first of them. */
export function missingPictures(file: string, wanted: readonly WantedPicture[], failures: Failures): Diagnostic[] {
  const alike = new Map<string, WantedPicture[]>();
  for (const picture of wanted) {
    const reason = failures.get(picture.address)?.reason;
    if (reason === undefined) continue;
    const others = alike.get(reason);
    if (others) others.push(picture);
    else alike.set(reason, [picture]);
  }
  return [...alike].map(([reason, [first, ...others]]): Diagnostic => {
    const { address, line } = first as WantedPicture;
    const more = others.length > 0 ? `, and ${others.length} more likewise` : '';
    const retryAt = rfc3339(failures.get(address)?.retryAt ?? 0);
    return {
      severity: 'warning',
      code: 'picture/missing',
      message: `no copy of ${shown(address)}: it ${reason}${more}`,
      file,
      ...(line !== undefined && { place: { line, column: 1 } }),
      hint: `feeds show its own address; it is tried again from ${retryAt} on; if its site is gone, put the picture beside the article`,
    };
  });
}

export function postponedPictures(count: number): Diagnostic {
  return {
    severity: 'note',
    code: 'picture/postponed',
    message: `pictures left to the next run, since the time for fetching was over: ${count}`,
  };
}

/** @param lines At least one, 1-indexed. */
export function damagedIndex(shownIndex: string, lines: readonly number[]): Diagnostic {
  const others = lines.length > 1 ? `, and ${lines.length - 1} more lines,` : '';
  return {
    severity: 'warning',
    code: 'picture/damaged-index',
    file: shownIndex,
    place: { line: lines[0] as number, column: 1 },
    message: `this line${others} tells of no picture and was passed over`,
    hint: 'restore the file from a backup, or delete the line: its picture is fetched again if it can still be had',
  };
}

export function unreadableStore(shownIndex: string, error: NodeJS.ErrnoException): Diagnostic {
  return {
    severity: 'error',
    code: 'picture/store-unreadable',
    file: shownIndex,
    message: `cannot be read (${error.code}); what was published before stands`,
    hint: 'give the user that runs this leave to read it, or mount the disk it lies on',
  };
}

export function fullStore(shownFolder: string, error: NodeJS.ErrnoException): Diagnostic {
  return {
    severity: 'warning',
    code: 'picture/cannot-store',
    file: shownFolder,
    message: `cannot be written to (${unwritable(error)}); pictures that are not there yet were not fetched`,
    hint: 'mend that and build again',
  };
}

function shown(address: string): string {
  return address.length > 200 ? `${address.slice(0, 200)}…` : address;
}
