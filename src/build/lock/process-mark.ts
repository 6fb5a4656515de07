import { readFileSync, readlinkSync } from 'node:fs';

/** What tells a process from all others of a machine, before and after a reboot: proc(5) of Linux. */
export interface ProcessMark {
  /** Of this run of the kernel; containers share it with their host. */
  readonly boot: string;
  /** Among which processes its number counts; a container has its own. */
  readonly namespace: string;
  /** In ticks since the boot. A number is given again, but not for the same moment. */
  readonly started: string;
}

/** `hidden`: there is a process of that number, of which no more can be said (mount option hidepid). */
export type Fate = 'alive' | 'gone' | 'hidden';

/** Of this process; nothing where the system is not Linux, or shows no /proc. */
export function ownMark(): ProcessMark | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const namespace = readlinkSync('/proc/self/ns/pid');
    const { started } = statusOf('self');
    return { boot, namespace, started };
  } catch {
    return undefined;
  }
}

/** What became of a process that counts among the same as this one. */
export function fateOf(pid: number, { started }: ProcessMark): Fate {
  try {
    const now = statusOf(pid);
    return now.started === started && !now.isOver ? 'alive' : 'gone';
  } catch {
    return exists(pid) ? 'hidden' : 'gone';
  }
}

/**
 * Fields 3 and 22 of /proc/PID/stat; the name before them, in parentheses, may hold anything. A process that is over
 * keeps its number until its parent has asked for its exit code, which in a container may be never.
 */
function statusOf(pid: number | 'self'): { readonly started: string; readonly isOver: boolean } {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  if (state === undefined || started === undefined) throw new Error(`/proc/${pid}/stat has another form`);
  return { started, isOver: /[ZXx]/.test(state) };
}

/** kill(2): what may not be sent a signal is there all the same. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
