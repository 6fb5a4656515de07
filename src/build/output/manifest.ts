import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnit } from '../../text/order.ts';
import type { OutputManifest } from './plan-writes.ts';

/** Lists what is ours in the output folder, so that nothing else is ever overwritten or removed. */
export const manifestName = '.hayloft.json';

/** What earlier runs wrote here by their own account; nothing where the list is missing or spoiled. */
export function readManifest(output: string): OutputManifest {
  const path = join(output, manifestName);
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return new Map();
  try {
    const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: Record<string, string> };
    return new Map(Object.entries(files).filter(([path]) => isInside(path)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return new Map();
    throw error;
  }
}

export function manifestText(manifest: OutputManifest): string {
  const files = Object.fromEntries([...manifest].sort(([a], [b]) => byCodeUnit(a, b)));
  return `${JSON.stringify({ about: 'what Hayloft wrote here', version: 1, files }, null, 1)}\n`;
}

/** A manifest that was edited by hand must not make anything outside the folder ours. */
function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split('/').some((part) => part === '..' || part.startsWith('.'));
}
