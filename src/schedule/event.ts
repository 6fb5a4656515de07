import type { Diagnostic } from '../diagnostic.ts';
import type { Instant } from '../text/instant.ts';
import type { Reason } from './agenda.ts';
import type { HubTold } from './hubs/tell-hubs.ts';
import type { Told } from './notify.ts';
import type { RunEnd } from './run/start-run.ts';
import type { LastRun } from './status.ts';

/** What happens in the life of a job, for its log. */
export type JobEvent =
  | { readonly is: 'run-begun'; readonly reason: Reason }
  /** With what it found wrong that the run before had not. */
  | {
      readonly is: 'run-ended';
      readonly run: LastRun;
      readonly end: RunEnd;
      readonly milliseconds: number;
      readonly news: readonly Diagnostic[];
      /** In a row, that of this run included. */
      readonly failures: number;
      readonly nextSlot?: Instant;
      readonly nextTry?: Instant;
    }
  /** Slots came while a run was under way. */
  | { readonly is: 'slots-skipped'; readonly count: number }
  /** Slots went by while the machine slept, and one run makes up for them. */
  | { readonly is: 'slots-missed'; readonly count: number }
  | { readonly is: 'hub-told'; readonly told: HubTold }
  /** Somebody was told how a run went. */
  | { readonly is: 'notified'; readonly told: Told }
  /** Not all folders are watched; the schedule finds what changes in them. */
  | { readonly is: 'not-watched'; readonly why: string }
  /** A file of the state folder that can be done without for now; named as messages name files. */
  | { readonly is: 'not-written'; readonly file: string; readonly why: string }
  | { readonly is: 'defect'; readonly error: unknown };
