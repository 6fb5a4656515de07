import { parse, TomlDate, type TomlTable } from 'smol-toml';

/**
 * TOML 1.0; throws smol-toml's exceptions.
 *
 * smol-toml takes 2015-02-31 for the third of March without a word, so dates are given back as they are written
 * wherever a line of their own says them.
 */
export function parseToml(text: string): TomlTable {
  const table = parse(text, { integersAsBigInt: 'asNeeded' });
  restoreDates(table, text);
  return table;
}

function restoreDates(table: TomlTable, text: string): void {
  for (const [key, value] of Object.entries(table)) {
    if (value instanceof TomlDate) {
      const written = writtenDate(text, key);
      if (written !== undefined) Object.defineProperty(table, key, { value: written, enumerable: true });
    } else if (typeof value === 'object' && !Array.isArray(value)) {
      restoreDates(value as TomlTable, text);
    }
  }
}

function writtenDate(text: string, key: string): string | undefined {
  const name = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const line = new RegExp(`^[ \\t]*(?:[\\w-]+[ \\t]*\\.[ \\t]*)*["']?${name}["']?[ \\t]*=[ \\t]*(\\d[^#\\n]*)`, 'm');
  return line.exec(text)?.[1]?.trim();
}
