/**
 * Loaded into a process (`node --import`), kills it at its nth operation that changes the disk, as `kill -9` would:
 * HAYLOFT_KILL_AT=n, from 1. A write is cut in half first. Without n, it counts the operations and writes their number
 * into the file HAYLOFT_OPERATIONS.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const killAt = Number(process.env.HAYLOFT_KILL_AT ?? 0);
const { writeSync, writevSync, writeFileSync } = fs;
let operations = 0;

/** @param {() => void} [half] What is done of the operation before the end. */
function next(half) {
  operations += 1;
  if (operations !== killAt) return;
  half?.();
  process.kill(process.pid, 'SIGKILL');
}

if (isMainThread) {
  for (const name of ['renameSync', 'fsyncSync', 'unlinkSync', 'rmdirSync', 'rmSync', 'ftruncateSync', 'mkdirSync']) {
    const original = fs[name];
    fs[name] = (...args) => {
      next();
      return original(...args);
    };
  }
  fs.writeSync = (descriptor, bytes, from = 0, ...rest) => {
    const length = bytes.length - from;
    next(() => writeSync(descriptor, bytes, from, Math.floor(length / 2)));
    return writeSync(descriptor, bytes, from, ...rest);
  };
  fs.writevSync = (descriptor, chunks) => {
    next(() => writevSync(descriptor, chunks.slice(0, Math.floor(chunks.length / 2))));
    return writevSync(descriptor, chunks);
  };
  syncBuiltinESMExports();
  const { HAYLOFT_OPERATIONS: file } = process.env;
  if (file) process.on('exit', () => writeFileSync(file, String(operations)));
}
