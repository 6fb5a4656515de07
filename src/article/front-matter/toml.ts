import { parse, TomlDate, type TomlTable, type TomlValue } from 'smol-toml';
import { literalPattern } from '../../text/escape.ts';

/**
 * TOML 1.0, its dates as text; throws smol-toml's exceptions.
 *
 * smol-toml takes 2015-02-31 for the third of March without a word, so dates are given back as they are written
 * wherever a line of their own says them.
 */
export function parseToml(text: string): unknown {
  return withoutDates(parse(text, { integersAsBigInt: 'asNeeded' }), text);
}

function withoutDates(table: TomlTable, text: string): object {
  const entries = Object.entries(table).map(([key, value]) => [
    key,
    value instanceof TomlDate ? (writtenDate(text, key) ?? value.toISOString()) : plain(value, text),
  ]);
  return Object.fromEntries(entries);
}

function plain(value: TomlValue, text: string): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item, text));
  return typeof value === 'object' ? withoutDates(value, text) : value;
}

function writtenDate(text: string, key: string): string | undefined {
  const name = literalPattern(key);
  const line = new RegExp(`^[ \\t]*(?:[\\w-]+[ \\t]*\\.[ \\t]*)*["']?${name}["']?[ \\t]*=[ \\t]*(\\d[^#\\n]*)`, 'm');
  return line.exec(text)?.[1]?.trim();
}
