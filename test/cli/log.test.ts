import { describe, expect, it } from 'vitest';
import { jsonLog, textLog } from '../../src/cli/log.ts';
import type { LogEntry } from '../../src/cli/log-entry.ts';
import { styleFor } from '../../src/cli/print/style.ts';

const entry: LogEntry = {
  level: 'warn',
  text: 'two slots\nand more',
  event: { event: 'slots-skipped', slots: 2, nothing: undefined, odd: '\uD800\u0085' },
};

describe('the log for programs', () => {
  it('is one line of JSON an event, with level and time, the event and its fields, and its first line for people', () => {
    const written: string[] = [];
    jsonLog({ write: (text: string) => Boolean(written.push(text)) }).write(entry);
    expect(written).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
    expect(JSON.parse(written[0] as string)).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      pid: process.pid,
      event: 'slots-skipped',
      slots: 2,
      odd: '\uFFFD\u0085',
      msg: 'two slots',
    });
  });
});

describe('the log for people', () => {
  const log = (written: string[]) =>
    textLog(
      { write: (text: string) => Boolean(written.push(text)) },
      { style: styleFor(false), columns: 80, before: () => {} },
    );

  it('is the time of day and what happened, with what belongs to it below', () => {
    const written: string[] = [];
    log(written).write(entry);
    expect(written.join('')).toMatch(/^\d\d:\d\d:\d\d {2}two slots\n {10}and more\n$/);
  });

  it('says of a moment the time, and the day where that is another', () => {
    const { when } = log([]).reader;
    const today = new Date();
    today.setHours(8, 15, 0, 0);
    expect(when(today.getTime())).toBe('08:15');
    expect(when(today.getTime() + 1000)).toBe('08:15:01');
    expect(when(Date.UTC(2020, 0, 15, 12))).toMatch(/^\d\d:\d\d on \w{3} Jan 15 2020$/);
  });
});
