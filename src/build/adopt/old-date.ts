import { readDate } from '../../article/dates.ts';
import type { Instant } from '../../text/instant.ts';

/** RFC 822 5.1 has years of two digits, which RFC 5322 4.3 reads as 1950 to 2049. */
const shortYear = /^((?:[a-z]{3,9},?\s+)?\d{1,2}\s+[a-z]{3,9}\s+)(\d{2})(?=\s)/i;

/** A date as feeds write it (RFC 822, RFC 3339, W3C-DTF), or undefined where it is none. */
export function readOldDate(written: string, zone: string): Instant | undefined {
  const text = written.replace(shortYear, (_, before: string, year: string) => {
    return `${before}${Number(year) < 50 ? '20' : '19'}${year}`;
  });
  const date = readDate(text, zone);
  return 'instant' in date ? date.instant : undefined;
}
