import type { Instant } from '../text/instant.ts';
import { type Counts, notModifiedShare } from './counts.ts';
import { runOutcomes, type ServerState } from './state.ts';

export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number | undefined;
}

/** What of this moment is neither counted nor kept in the state. */
export interface Gauges {
  readonly connections: number;
  readonly documents: number;
  /** Bytes of memory that the process has. */
  readonly resident: number;
}

/** The metrics in Prometheus's text format; instants in seconds, as it wants them. What is not known is left out. */
export function metricsText(counts: Counts, state: ServerState, gauges: Gauges): string {
  const { job } = state;
  return [
    metric('hayloft_responses_total', 'counter', 'Responses by status.', [
      ...[...counts.byStatus]
        .sort(([a], [b]) => a - b)
        .map(([status, value]) => ({ labels: { status: String(status) }, value })),
    ]),
    metric('hayloft_not_modified_ratio', 'gauge', 'Share of requests answered with 304 instead of a content.', [
      { value: Number.isNaN(notModifiedShare(counts)) ? undefined : notModifiedShare(counts) },
    ]),
    metric('hayloft_sent_bytes_total', 'counter', 'Bytes of contents that were sent.', [{ value: counts.sent }]),
    metric(
      'hayloft_saved_bytes_total',
      'counter',
      'Bytes of contents that were not sent, and why not.',
      Object.entries(counts.saved).map(([by, value]) => ({ labels: { by }, value })),
    ),
    metric('hayloft_connections', 'gauge', 'Open connections.', [{ value: gauges.connections }]),
    metric('hayloft_documents', 'gauge', 'Documents that are served.', [{ value: gauges.documents }]),
    metric('process_resident_memory_bytes', 'gauge', 'Memory of the process.', [{ value: gauges.resident }]),
    metric('process_start_time_seconds', 'gauge', 'When the process started.', [{ value: seconds(state.startedAt) }]),
    ...(job
      ? [
          metric(
            'hayloft_runs_total',
            'counter',
            'Runs by outcome.',
            runOutcomes.map((outcome) => ({ labels: { outcome }, value: job.runs[outcome] })),
          ),
          metric('hayloft_run_seconds_total', 'counter', 'Time spent in runs.', [{ value: job.seconds.sum }]),
          metric('hayloft_last_run_seconds', 'gauge', 'How long the last run took.', [{ value: job.seconds.last }]),
          metric('hayloft_last_good_run_timestamp_seconds', 'gauge', 'When the last good run ended.', [
            { value: seconds(job.lastGood) },
          ]),
          metric('hayloft_next_run_timestamp_seconds', 'gauge', 'When the next run is due.', [
            { value: seconds(job.nextSlot) },
          ]),
          metric('hayloft_entries', 'gauge', 'Published entries.', [{ value: job.entries }]),
          metric(
            'hayloft_diagnostics',
            'gauge',
            'Diagnostics of the last run by code.',
            [...job.diagnostics].map(([code, value]) => ({ labels: { code }, value })),
          ),
        ]
      : []),
  ].join('');
}

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
  const lines = samples.flatMap(({ labels, value }) =>
    value === undefined ? [] : [`${name}${labelsText(labels ?? {})} ${value}\n`],
  );
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function seconds(instant: Instant | undefined): number | undefined {
  return instant === undefined ? undefined : instant / 1000;
}
