const formats = new Map<string, Intl.NumberFormat>();

/** A whole number, its digits grouped as the language does. */
export function figure(count: number, language: string): string {
  return formatOf(language, '', { maximumFractionDigits: 0 }).format(count);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes in the largest unit (SI) of which there is at least one: `1.4 MB`. */
export function size(bytes: number, language: string): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const unit = units[power] as (typeof units)[number];
  return formatOf(language, unit, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / 1000 ** power);
}

/** They are slow to make. */
function formatOf(language: string, key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${language} ${key}`;
  let format = formats.get(name);
  if (!format) {
    format = new Intl.NumberFormat(language, { numberingSystem: 'latn', ...options });
    formats.set(name, format);
  }
  return format;
}
