import { dirname } from 'node:path';

/** Where a run takes place. */
export interface Surroundings {
  /** Absolute. */
  readonly cwd: string;
  /** Absolute path of the configuration file. */
  readonly file?: string | undefined;
  /** A path without its symbolic links, as far as it exists. */
  readonly realPath: (path: string) => string;
}

/** The folder to which paths of the configuration are relative. */
export function baseOf({ cwd, file }: Surroundings): string {
  return file === undefined ? cwd : dirname(file);
}
