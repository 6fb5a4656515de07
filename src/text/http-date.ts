import { isCalendarDay } from './civil.ts';
import type { Instant } from './instant.ts';

/** RFC 9110 5.6.7, IMF-fixdate; HTTP knows no fractions of a second: `Sun, 06 Nov 1994 08:49:37 GMT`. */
export function httpDate(instant: Instant): string {
  return new Date(instant).toUTCString();
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const month = `(?<month>${months.join('|')})`;
const time = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';
const forms = [
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\\d{2}) ${month} (?<year>\\d{4}) ${time} GMT$`),
  // RFC 850
  new RegExp(`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d{2})-${month}-(?<shortYear>\\d{2}) ${time} GMT$`),
  // asctime() of ANSI C
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`),
];

/**
 * What an HTTP-date means, in any of the three forms of RFC 9110 5.6.7; undefined where it is none. The name of the day
 * is not held against the date.
 *
 * @param now A year of two digits that seems to lie more than 50 years ahead is one of the past.
 */
export function readHttpDate(text: string, now: Instant): Instant | undefined {
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (!groups) continue;
    const monthIndex = months.indexOf(groups.month as string);
    const [day, hour, minute, second] = [groups.day, groups.hour, groups.minute, groups.second].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    const year =
      groups.year === undefined ? wholeYear(Number(groups.shortYear), monthIndex, day, now) : Number(groups.year);
    // 60 is a leap second.
    if (!isCalendarDay(year, monthIndex + 1, day) || hour > 23 || minute > 59 || second > 60) return undefined;
    return Date.UTC(year, monthIndex, day, hour, minute, second);
  }
  return undefined;
}

function wholeYear(ofTwoDigits: number, monthIndex: number, day: number, now: Instant): number {
  const limit = new Date(now);
  const thisYear = limit.getUTCFullYear();
  const year = thisYear - (thisYear % 100) + ofTwoDigits;
  return Date.UTC(year, monthIndex, day) > limit.setUTCFullYear(thisYear + 50) ? year - 100 : year;
}
