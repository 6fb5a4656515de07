import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a file in its place whole, and on the disk: after a crash, of the power as well, there is what was there before
 * or all of the bytes. Rejects with an error of the system.
 *
 * Two that write the same file at once must write the same bytes.
 */
export async function writeDurably(path: string, bytes: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  const firstMade = await mkdir(folder, { recursive: true });
  const part = `${path}.part`;
  try {
    await writeAndSync(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(folder);
  // A folder is on the disk once the one that names it is.
  if (firstMade !== undefined) {
    for (let made = folder; made.startsWith(firstMade); made = dirname(made)) await syncFolder(dirname(made));
  }
}

async function writeAndSync(path: string, bytes: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows knows no handles of folders, and writes the names of files by itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
