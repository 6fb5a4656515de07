import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Does work while the disk takes no more than so many bytes, the last of them in a write that was to be longer. */
export function onFullDisk<Result>(room: number, work: () => Result): Result {
  const { writeSync } = fs;
  let left = room;
  const write = (descriptor: number, bytes: Uint8Array, from = 0): number => {
    const length = Math.min(bytes.length - from, left);
    if (length === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' });
    left -= length;
    return writeSync(descriptor, bytes, from, length);
  };
  fs.writeSync = write as typeof writeSync;
  syncBuiltinESMExports();
  try {
    return work();
  } finally {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  }
}
