import { open, rm } from 'node:fs/promises';

/** Creates a file that did not exist; what cannot be written whole (a full disk) does not stay. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
