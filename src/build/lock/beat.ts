import { openSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** The thread that shows that the owner of a lock is alive, also while its main thread is busy for minutes. */

const { path, everyMs } = workerData as { readonly path: string; readonly everyMs: number };

/** Open from the beginning: whatever takes the place of the file, its time is not touched. */
const descriptor = openSync(path, 'r+');

const timer = setInterval(() => {
  try {
    // What stands there already. The time of the file is then set by its file system, whose clock all owners share.
    writeSync(descriptor, '{', 0);
  } catch {
    clearInterval(timer);
  }
}, everyMs);
