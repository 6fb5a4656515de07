import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Puts a text in the place of a file, whole: who reads it meanwhile reads the one or the other. Several processes may
 * do so at once; the last one stays. Throws an error of the file system.
 */
export function replaceFile(path: string, text: string): void {
  const part = `${path}.${process.pid}.part`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
