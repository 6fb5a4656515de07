import type { Progress } from '../../build/options.ts';
import type { Config } from '../../config/config.ts';
import type { RunReport } from './report.ts';

/** What the process of a run is told. */
export type ToRun =
  | {
      readonly begin: {
        readonly config: Config;
        /** Absolute path of the folder from which messages name files. */
        readonly from: string;
        /** Whether somebody watches how far it is. */
        readonly progress: boolean;
      };
    }
  /** To end, unless it is publishing at this moment. */
  | 'abandon';

/** What it tells. */
export type FromRun = { readonly progress: Progress } | { readonly report: RunReport } | { readonly defect: string };
