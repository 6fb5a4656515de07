import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { program, type Workplace } from './hayloft.ts';

/** One line of the log of a job. */
export type Line = { readonly event: string; readonly level: string; readonly msg: string } & Record<string, unknown>;

/** `hayloft start` as a process, with what it logs. */
export class StartedJob {
  readonly child: ChildProcess;
  readonly lines: Line[] = [];
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stderr = '';
  readonly #waiting = new Set<() => void>();
  #isOver = false;

  constructor(place: Workplace, args: readonly string[] = [], env: object = {}) {
    this.child = spawn(process.execPath, [program, 'start', '--port', '0', ...args], {
      cwd: place.folder,
      env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    createInterface({ input: this.child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      this.lines.push(JSON.parse(line));
      this.#wake();
    });
    this.ended = new Promise((done) => {
      this.child.on('close', (code, signal) => {
        this.#isOver = true;
        this.#wake();
        done({ code, signal });
      });
    });
  }

  /** The first line of this event, from the given one on, that meets the condition. */
  async line(event: string, isMeant: (line: Line) => boolean = () => true, from = 0): Promise<Line> {
    for (;;) {
      const found = this.lines.slice(from).find((line) => line.event === event && isMeant(line));
      if (found) return found;
      if (this.#isOver) throw new Error(`it ended without ${event}\n${this.stderr}${this.#logged()}`);
      await new Promise<void>((wake) => this.#waiting.add(wake));
    }
  }

  /** The end of a run after so many lines. */
  run(from = 0, isMeant: (line: Line) => boolean = () => true): Promise<Line> {
    return this.line('run-ended', isMeant, from);
  }

  /** Where it serves, with a final slash. */
  async address(): Promise<string> {
    return (await this.line('listening')).address as string;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    this.child.kill(signal);
    return this.ended;
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  #logged(): string {
    return this.lines.map((line) => JSON.stringify(line)).join('\n');
  }
}
