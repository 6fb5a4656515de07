import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The compiled program: `npm test` compiles first. */
export const program = resolve(import.meta.dirname, '../../dist/cli.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A working directory of its own, with files, in which the real program is run. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'hayloft-e2e-'));

  /** @param files Text by path. */
  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string | Uint8Array): void {
    const absolute = join(this.folder, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
  }

  delete(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  /** Runs `hayloft …` in the folder, in an environment in which nothing but the arguments decides. */
  hayloft(
    args: readonly string[],
    {
      stdin = '',
      env = {},
      cwd = this.folder,
      cli = program,
    }: { stdin?: string; env?: object; cwd?: string; cli?: string } = {},
  ): Promise<Ended> {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
    });
    child.stdin.on('error', () => {}).end(stdin);
    return ended(child);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, ...text }));
  });
}
