/** A disk whose files never seem to change, as some network disks: every stat has one time, whatever was written since. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const time = 1_600_000_000_000;
for (const name of ['statSync', 'lstatSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    const stats = original(...args);
    if (stats?.isFile()) Object.assign(stats, { mtimeMs: time, ctimeMs: time, ino: 1 });
    return stats;
  };
}
syncBuiltinESMExports();
