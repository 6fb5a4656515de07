import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Overrides } from '../../src/config/overrides.ts';
import type { Diagnostic } from '../../src/diagnostic.ts';

/** A folder with these files, removed when the test is over; its path is free of symbolic links. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hayloft-config-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** What is made of one configuration file in a folder of its own. */
export async function load(content: string | Uint8Array, name = 'hayloft.config.yaml', overrides: Overrides = {}) {
  return loadConfig(folderWith({ [name]: content }), overrides);
}

/** The configuration of a text that must be right. */
export async function configOf(content: string, overrides: Overrides = {}): Promise<Config> {
  const { config, diagnostics } = await load(content, 'hayloft.config.yaml', overrides);
  if (config === undefined) throw new Error(brief(diagnostics).join('\n'));
  return config;
}

/** `3:7 config/bad-value message (hint)`, warnings left out. */
export function brief(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, place, hint }) => {
      const where = place === undefined ? '' : `${place.line}:${place.column} `;
      return `${where}${code} ${message}${hint === undefined ? '' : ` (${hint})`}`;
    });
}

/** The errors of a text that must be wrong. */
export async function errorsOf(content: string | Uint8Array, name?: string, overrides?: Overrides): Promise<string[]> {
  const { config, diagnostics } = await load(content, name, overrides);
  if (config !== undefined) throw new Error('it was accepted');
  return brief(diagnostics);
}
