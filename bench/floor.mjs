/**
 * The least that a run over unchanged articles does on Node.js: walks their folder, asks for the state of each file and
 * compares it with the one that was packed into a file before. `node floor.mjs FOLDER STATE`, with a third argument to
 * pack instead.
 */
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const [folder, state, isToPack] = process.argv.slice(2);
const paths = [];
const numbers = [];

function walk(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) walk(below);
    else {
      const { size, mtimeMs, ctimeMs, ino } = lstatSync(below);
      paths.push(below);
      numbers.push(size, mtimeMs, ctimeMs, ino);
    }
  }
}

walk(folder);
if (isToPack) {
  const packed = new Uint8Array(Float64Array.from([paths.length, ...numbers]).buffer);
  writeFileSync(state, Buffer.concat([packed, Buffer.from(paths.join('\n'))]));
} else {
  const bytes = readFileSync(state);
  const [count] = new Float64Array(bytes.buffer, bytes.byteOffset, 1);
  const before = new Float64Array(bytes.buffer, bytes.byteOffset + 8, count * 4);
  const places = new Map(
    bytes
      .toString('utf8', 8 + count * 32)
      .split('\n')
      .map((path, place) => [path, place * 4]),
  );
  const changed = paths.filter((path, i) => {
    const place = places.get(path);
    return place === undefined || [0, 1, 2, 3].some((n) => before[place + n] !== numbers[i * 4 + n]);
  });
  process.stdout.write(`${changed.length} of ${paths.length} changed\n`);
}
