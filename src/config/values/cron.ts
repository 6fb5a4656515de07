import cron from 'node-cron';
import { dayMs, hourMs, type Instant, minuteMs } from '../../text/instant.ts';
import { type Reading, shown } from './reading.ts';

/**
 * When to do something again and again, in the notation of crontab(5): what a clock shows then, whatever its zone.
 *
 * node-cron reads it; its timers are not used (src/schedule/beat.ts). Its surprises, each pinned by a test:
 * - In a zone, `getNextRun` and its timers lose the repeated hour of autumn to every pattern, and the day of the gap in
 *   spring to one that falls into it. Here it reads patterns in UTC alone, and src/schedule/slots.ts knows the zone.
 * - Day of month and day of week must both match, where crontab(5) takes either.
 * - A step that is longer than its field, of 90 minutes say, is taken for the field's first value.
 * - What is asked for its days stays in a list of all tasks until it is destroyed.
 */
export interface CronPattern {
  /**
   * Whether it names no times of day but distances between them: its hours, minutes or seconds begin with `*`. An hour
   * that comes twice then counts twice.
   */
  readonly isInterval: boolean;
  /**
   * The next time after this one that a clock shows, both as milliseconds of a UTC clock that shows the same. None
   * where there is none in 30 years.
   */
  readonly after: (local: number) => number | undefined;
}

/** Between 29 February that is a Monday and the next one lie up to 40 years; nobody means that. */
const mostDays = 366 * 30;

const names: Record<string, string> = {
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  dayOfMonth: 'day of the month',
  month: 'month',
  dayOfWeek: 'day of the week',
};

/** Of the fields from the right, with seconds at the front where there are six. */
const sizes = [7, 12, 31, 24, 60, 60];

export function readCron(text: string): Reading<CronPattern> {
  const { valid, errors } = cron.validateDetailed(text);
  const [error] = errors;
  if (!valid)
    return { problem: `${shown(text)} is no schedule${error ? `: ${reasonOf(error)}` : ''}`, hint: hintFor(text) };
  const fields = text.trim().split(/\s+/);
  const long = fields.toReversed().find((field, i) => Number(/\/(\d+)$/.exec(field)?.[1] ?? 0) > (sizes[i] as number));
  if (long !== undefined) {
    return {
      problem: `${shown(text)} is no schedule: ${shown(long)} takes longer steps than its field has values`,
      hint,
    };
  }
  const pattern = patternOf(text, fields);
  if (pattern.after(0) !== undefined) return { value: pattern };
  return { problem: `${shown(text)} never comes`, hint: 'day of the month and day of the week must both match' };
}

const hint = 'write minute, hour, day of the month, month and day of the week, as in "*/15 * * * *" or "0 6 * * *"';

function hintFor(text: string): string {
  const step = /(?:^|\s)(\d+)\/(\d+)(?=\s|$)/.exec(text);
  return step ? `did you mean "${text.replace(`${step[1]}/${step[2]}`, `${step[1]}-59/${step[2]}`)}"?` : hint;
}

function reasonOf({ field, value, message }: { field: string; value?: string; message: string }): string {
  const name = names[field];
  if (name === undefined) return message;
  return /impossible/.test(message) ? 'there is no such day' : `${shown(value ?? '')} is no ${name}`;
}

function patternOf(text: string, fields: readonly string[]): CronPattern {
  const { second, minute, hour } = cron.parse(text);
  const times = { seconds: ascending(second), minutes: ascending(minute), hours: ascending(hour) };
  const task = cron.createTask(text, () => {}, { timezone: 'UTC' });
  void task.destroy();
  const first =
    (times.hours[0] as number) * hourMs + (times.minutes[0] as number) * minuteMs + (times.seconds[0] as number) * 1000;
  const isOn = (day: Instant) => task.match(new Date(day + first));
  return {
    isInterval: times.hours.length === 24 || fields.slice(0, -3).some((field) => field.startsWith('*')),
    after(local) {
      const today = Math.floor(local / dayMs) * dayMs;
      const left = isOn(today) ? firstTime(times, Math.floor((local - today) / 1000) + 1) : undefined;
      if (left !== undefined) return today + left * 1000;
      for (let day = today + dayMs; day < today + mostDays * dayMs; day += dayMs) if (isOn(day)) return day + first;
      return undefined;
    },
  };
}

interface Times {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
}

/** The first second of a day, counted from its beginning, that is one of these and not before that one. */
function firstTime({ seconds, minutes, hours }: Times, from: number): number | undefined {
  for (const hour of hours) {
    if (hour * 3600 + 3599 < from) continue;
    for (const minute of minutes) {
      if (hour * 3600 + minute * 60 + 59 < from) continue;
      const second = seconds.find((each) => hour * 3600 + minute * 60 + each >= from);
      if (second !== undefined) return hour * 3600 + minute * 60 + second;
    }
  }
  return undefined;
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
