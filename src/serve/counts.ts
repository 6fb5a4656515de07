import type { Response, Saving } from './response.ts';

/** What was answered since the start. */
export interface Counts {
  readonly byStatus: ReadonlyMap<number, number>;
  /** Bytes of contents. */
  readonly sent: number;
  readonly saved: Readonly<Record<Saving, number>>;
}

export class Counter implements Counts {
  readonly byStatus = new Map<number, number>();
  readonly saved: Record<Saving, number> = { 'not-modified': 0, coding: 0, delta: 0 };
  sent = 0;

  count({ status, body, saved }: Response, method: string): void {
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    if (method === 'HEAD') return;
    for (const part of body) this.sent += 'document' in part ? part.last - part.first + 1 : part.length;
    if (saved) this.saved[saved.by] += saved.bytes;
  }
}

/** The share of requests for something that is there which were answered without its content; NaN before the first. */
export function notModifiedShare({ byStatus }: Counts): number {
  const [unchanged = 0, ...others] = [304, 200, 206, 226].map((status) => byStatus.get(status) ?? 0);
  return unchanged / others.reduce((sum, count) => sum + count, unchanged);
}
