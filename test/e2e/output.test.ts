import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ended, program, Workplace } from './hayloft.ts';

const at = ['--now', '2026-11-24T08:00:00Z', '--base-url', 'https://example.org/'];
const article = (title: string, date = '2026-01-01') => `---\ntitle: ${title}\ndate: ${date}\n---\nWords.\n`;

let place: Workplace;
afterEach(() => place.remove());

describe('with --json', () => {
  it('standard output is events alone, and standard error is empty', async () => {
    place = new Workplace({ 'articles/a.md': article('A'), 'articles/b.md': article('B', '2024-02-31') });
    const { code, stdout, stderr } = await place.hayloft(['build', '--json', ...at]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({
      event: 'diagnostic',
      severity: 'error',
      code: 'front-matter/bad-date',
      file: 'articles/b.md',
      line: 3,
      column: 7,
      length: 10,
    });
    expect(events).toContainEqual({ event: 'document', path: 'rss.xml', bytes: expect.any(Number), change: 'new' });
    expect(events).toContainEqual({
      event: 'feed',
      folder: '',
      title: expect.any(String),
      shows: 1,
      total: 1,
      urls: expect.objectContaining({ rss: 'https://example.org/rss.xml' }),
    });
    expect(events.at(-1)).toMatchObject({
      event: 'done',
      outcome: 'published',
      exit_code: 1,
      files: 2,
      published: 1,
      left_out: 1,
      held: 0,
    });
  });

  it('a wrong configuration is events, too', async () => {
    place = new Workplace({ 'hayloft.config.yaml': 'titel: x\n' });
    const { code, stdout, stderr } = await place.hayloft(['check', '--json']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'diagnostic', code: 'config/unknown-key', line: 1 });
    expect(events.at(-1)).toMatchObject({ event: 'done', outcome: 'refused', exit_code: 2 });
  });
});

describe('for people', () => {
  it('no file name and no value can command the terminal', async () => {
    place = new Workplace({ 'articles/\u001B]0;owned\u0007\u202E.md': article('A', '"\\e[2J"') });
    const { stdout, stderr } = await place.hayloft(['build', ...at]);
    expect(stderr).toContain('\\u001b]0;owned\\u0007\\u202e.md');
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });

  it('there is colour only where it is asked for', async () => {
    place = new Workplace({ 'articles/a.md': article('A', 'x') });
    expect((await place.hayloft(['check', ...at])).stderr).not.toContain('\u001B');
    const coloured = await place.hayloft(['check', ...at], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stderr).toContain('\u001B[31merror\u001B[39m');
  });

  it('a reader that stops reading is no error', async () => {
    place = new Workplace({ 'articles/a.md': article('A') });
    const child = spawn(process.execPath, [program, 'build', '--json', ...at], { cwd: place.folder });
    child.stdout.destroy();
    expect(await ended(child)).toMatchObject({ code: 0, stderr: '' });
  });

  it('a signal ends the program as that signal, without a word', async () => {
    place = new Workplace();
    const child = spawn(process.execPath, [program, 'import', '-'], { cwd: place.folder });
    const end = ended(child);
    await setTimeout(500);
    child.kill('SIGINT');
    expect(await end).toEqual({ code: null, signal: 'SIGINT', stdout: '', stderr: '' });
  });
});
