import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/**
 * The bytes of a regular file, or why there are none, in words that follow its name.
 *
 * What was a file when the folder was walked may be something else by now: opening must neither wait for the other end
 * of a FIFO nor follow a link out of the folder.
 */
export function readRegularFile(path: string, maxBytes: number): Buffer | { readonly refused: string } {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return { refused: `cannot be read (${(error as NodeJS.ErrnoException).code})` };
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { refused: 'is not a regular file' };
    return stats.size > maxBytes ? { refused: `is larger than ${maxBytes} bytes` } : readFileSync(descriptor);
  } catch (error) {
    return { refused: `cannot be read (${(error as NodeJS.ErrnoException).code})` };
  } finally {
    closeSync(descriptor);
  }
}
