import { type Civil, isCalendarDay, utcInstant } from '../text/civil.ts';
import { dayMs, hourMs, type Instant, minuteMs } from '../text/instant.ts';
import { instantIn, isTimeZone, startOfDay } from '../text/zone.ts';

export type DateReading = ReadDate | DateProblem;

export interface ReadDate {
  readonly instant: Instant;
  /**
   * `local` where no zone was given, so that the instant follows from ours; `day` where no time of day was given: the
   * instant is then the first of that day in the zone.
   */
  readonly precision: 'instant' | 'local' | 'day';
}

interface DateProblem {
  readonly code: 'front-matter/bad-date' | 'front-matter/ambiguous-date';
  readonly message: string;
  readonly hint: string;
}

/** Longer ones than any date is written. Keeps the patterns below from working on megabytes. */
const maxLength = 100;

const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?(?:\s*(?<half>[ap])\.?m\.?)?`;
/** Offsets, names of zones, and what JavaScript, Go and RFC 9557 write after an offset. */
const zoned = String.raw`(?:\s*(?<zone>z|ut|utc|gmt|[ecmp][sd]t|(?:utc|gmt)?[+-](?:\d{2}:?\d{2}|\d{1,2}(?::\d{2})?)|[a-z_]+(?:\/[a-z_+-]+)+)(?:\s*\([^()]*\)|\s*\[[^\[\]]*\]|\sutc|\s[+-]\d{2})?)?`;
/** `2024-05-15T00:42:49 (UTC -05:00)`, as the clipper MarkDownload writes it. */
const markDownloadOffset = /\s\(UTC ([+-]\d{2}:\d{2})\)$/;
const weekday = String.raw`(?:\p{L}{2,10}[,.]?\s+)?`;
const english = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const named = String.raw`(?<name>\p{L}{3,10})\.?`;
const year = String.raw`(?<year>\d{4}|\d{2})`;
const form = (source: string) => new RegExp(`^${source}$`, 'iu');

/** ISO 8601 and RFC 3339 5.6 with what generators and Org make of them; CJK; ISO basic. */
const yearFirst = [
  form(
    String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?:,?\s+${english})?(?:(?:t|[\s,]+)\s*${clock}${zoned})?`,
  ),
  form(
    String.raw`(?<year>\d{4})\s*[年년]\s*(?<month>\d{1,2})\s*[月월]\s*(?<day>\d{1,2})\s*[日일号](?:\s*[(（]?\p{L}{1,3}[)）]?)?(?:\s*${clock}${zoned})?`,
  ),
  form(
    String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:t(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?${zoned})?`,
  ),
];

/** RFC 5322 3.3 and the way people write in European languages; American; git. */
const withName = [
  form(
    String.raw`${weekday}(?<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?:\s+|-)(?:de\s+)?${named}(?:,?\s+|-)(?:de\s+)?${year}(?:,?\s+(?:at\s+)?${clock}${zoned})?`,
  ),
  form(
    String.raw`${weekday}${named}\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+${year}(?:,?\s+(?:at\s+)?${clock}${zoned})?`,
  ),
  form(String.raw`${weekday}${named}\s+(?<day>\d{1,2})\s+${clock}\s+(?<year>\d{4})${zoned}`),
];

const numeric = form(
  String.raw`(?<one>\d{1,2})(?<mark>[-/.])(?<other>\d{1,2})\k<mark>${year}(?:,?\s+${clock}${zoned})?`,
);

/** RFC 5322 4.3, obs-zone: the only names of zones that mean one offset each. */
const namedOffsets: Record<string, number> = { edt: -4, est: -5, cdt: -5, cst: -6, mdt: -6, mst: -7, pdt: -7, pst: -8 };

/**
 * English (also short), German, French, Spanish, Portuguese, Italian, Dutch and Russian, without accents; none means
 * two months.
 */
const monthNames = new Map(
  [
    'jan january januar janner janvier enero janeiro gennaio januari января',
    'feb february februar fevrier febrero fevereiro febbraio februari февраля',
    'mar march marz mars marzo marco maart марта',
    'apr april avril abril aprile апреля',
    'may mai mayo maio maggio mei мая',
    'jun june juni juin junio junho giugno июня',
    'jul july juli juillet julio julho luglio июля',
    'aug august aout agosto augustus августа',
    'sep sept september septembre septiembre setembro settembre сентября',
    'oct october oktober octobre octubre outubro ottobre октября',
    'nov november novembre noviembre novembro ноября',
    'dec december dezember decembre diciembre dezembro dicembre декабря',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

/**
 * Reads a date as articles write it, never guessing. `zone` is the IANA zone of dates that name none.
 *
 * - RFC 3339 5.6 in full, `-00:00` included (UTC, the local time unknown). A leap second is the next second's instant,
 *   since instants have no room for it, and is taken only where one can be: at the end of a UTC day.
 * - Fractions of any length; instants keep milliseconds and drop the rest.
 * - Eight digits are the basic form of ISO 8601. Other bare numbers are refused: nothing says which unit they count.
 * - A weekday is not checked against the day.
 */
export function readDate(written: string, zone: string): DateReading {
  const text = written.trim().replace(markDownloadOffset, '$1');
  if (text.length > maxLength) return bad('a date is not that long', `"${text.slice(0, 20)}…"`);
  for (const pattern of yearFirst) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return reading(text, groups, Number(groups.month), Number(groups.day), zone);
  }
  for (const pattern of withName) {
    const groups = pattern.exec(text)?.groups;
    const month = groups && monthNames.get(plainLetters(groups.name as string));
    if (month) return reading(text, groups, month, Number(groups.day), zone);
  }
  const groups = numeric.exec(text)?.groups;
  if (groups) return readNumeric(text, groups, Number(groups.one), Number(groups.other), zone);
  if (/^\d{9,}$/.test(text)) return bad('is a bare number, and nothing says what it counts', `"${text}"`);
  if (/^(?:\d{4}|\d{4}-\d{2}|\p{L}+ \d{4})$/u.test(text)) return bad('names no day', `"${text}"`);
  return bad('is not a date', `"${text}"`);
}

/** Which of the two numbers is the month, if only one of them can be. */
function readNumeric(text: string, groups: Groups, first: number, second: number, zone: string): DateReading {
  const year = groups.year as string;
  const readings = [
    { month: first, day: second },
    { month: second, day: first },
  ].filter(({ month, day }) => isCalendarDay(Number(year), month, day));
  const [likely, rival] = readings;
  if (likely && rival && first !== second && year.length === 4) {
    const [a, b] = readings.map(({ month, day }) => isoDay(Number(year), month, day));
    return {
      code: 'front-matter/ambiguous-date',
      message: `"${text}" can be ${a} or ${b}`,
      hint: `write ${a} or ${b}`,
    };
  }
  const { month, day } = likely ?? { month: first, day: second };
  return reading(text, groups, month, day, zone);
}

type Groups = Record<string, string | undefined>;

function reading(text: string, groups: Groups, month: number, day: number, zone: string): DateReading {
  const year = Number(groups.year);
  if (groups.year?.length === 2) {
    return {
      code: 'front-matter/ambiguous-date',
      message: `"${text}" has a year of two digits`,
      hint: isoHint,
    };
  }
  if (!isCalendarDay(year, month, day)) return bad('is not a calendar day', `"${text}"`);
  if (groups.hour === undefined) return within({ instant: startOfDay(zone, year, month, day), precision: 'day' }, text);

  const hour = hourOf(Number(groups.hour), groups.half?.toLowerCase());
  const minute = Number(groups.minute);
  const second = Number(groups.second ?? 0);
  if (hour === undefined || minute > 59 || second > 60) return bad('is not a time of day', `"${text}"`);
  const millisecond = Number((groups.fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const instant = instantOf({ year, month, day, hour, minute, second, millisecond }, groups.zone, zone);
  if (instant === undefined) return bad(`names no time zone with "${groups.zone}"`, `"${text}"`);
  if (second === 60 && (instant - millisecond) % dayMs !== 0) {
    return bad('has a leap second where there can be none', `"${text}"`);
  }
  return within({ instant, precision: groups.zone === undefined ? 'local' : 'instant' }, text);
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

function instantOf(civil: Civil, stated: string | undefined, zone: string): Instant | undefined {
  if (stated === undefined) return instantIn(zone, civil);
  const name = stated.toLowerCase();
  const named = namedOffsets[name];
  if (named !== undefined) return utcInstant(civil) - named * hourMs;
  const [, sign, hours, minutes] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(name) ?? [];
  if (name.includes('/')) return isTimeZone(stated) ? instantIn(stated, civil) : undefined;
  if (!sign) return utcInstant(civil);
  if (Number(hours) > 23 || Number(minutes ?? 0) > 59) return undefined;
  const ahead = (Number(hours) * 60 + Number(minutes ?? 0)) * minuteMs;
  return utcInstant(civil) - (sign === '-' ? -ahead : ahead);
}

/** Feeds write dates in UTC with four digits of year (RFC 3339 5.6, RFC 5322 3.3), so offsets may not lead out of them. */
function within(date: ReadDate, text: string): DateReading {
  const year = new Date(date.instant).getUTCFullYear();
  return year >= 1 && year <= 9999 ? date : bad('is outside the years 0001 to 9999', `"${text}"`);
}

const isoHint = 'write it as 2024-03-05 or 2024-03-05T10:00:00+01:00';

function bad(what: string, quoted: string): DateProblem {
  return { code: 'front-matter/bad-date', message: `${quoted} ${what}`, hint: isoHint };
}

function isoDay(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), ...[month, day].map((n) => String(n).padStart(2, '0'))].join('-');
}

function plainLetters(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
