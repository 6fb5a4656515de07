import { dirname } from 'node:path';
import type { Disk } from './folders.ts';

/** Where a run takes place. */
export interface Surroundings extends Disk {
  /** Absolute. */
  readonly cwd: string;
  /** Absolute path of the configuration file. */
  readonly file?: string | undefined;
}

/** The folder to which paths of the configuration are relative. */
export function baseOf({ cwd, file }: Surroundings): string {
  return file === undefined ? cwd : dirname(file);
}
