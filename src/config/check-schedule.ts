import type { Problem } from './problem.ts';
import type { ConfigFile } from './schema.ts';

/** What is wrong with the schedule, if there is one: only then what reads it is loaded. */
export async function scheduleProblems({ schedule }: Pick<ConfigFile, 'schedule'>): Promise<Problem[]> {
  if (typeof schedule !== 'string') return [];
  const { readCron } = await import('./values/cron.ts');
  const reading = readCron(schedule);
  if ('value' in reading) return [];
  const { problem, hint } = reading;
  return [
    {
      severity: 'error',
      code: 'config/bad-value',
      message: `schedule: ${problem}`,
      hint,
      at: ['schedule'],
      on: 'value',
    },
  ];
}
