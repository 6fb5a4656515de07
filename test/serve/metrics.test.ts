import { afterEach, describe, expect, it } from 'vitest';
import { metricsText } from '../../src/serve/metrics.ts';
import type { JobState } from '../../src/serve/state.ts';
import { feedOf, Served } from './output.ts';
import { ask } from './raw.ts';

const counts = { byStatus: new Map(), sent: 0, saved: { 'not-modified': 0, coding: 0, delta: 0 } };
const gauges = { connections: 1, documents: 2, resident: 3 };
const job: JobState = {
  runs: { published: 4, refused: 1, failed: 0, skipped: 2 },
  seconds: { sum: 7.5, last: 1.5 },
  lastGood: 1_700_000_000_000,
  goodUntil: undefined,
  nextSlot: undefined,
  entries: 12,
  diagnostics: new Map([['front-matter/bad-date', 3]]),
};

/** Sample lines by the metric that was announced above them; throws where a line is none of the text format 0.0.4. */
function samplesIn(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const block of text.split(/^(?=# HELP )/m)) {
    const [, name = '', type] = /^# HELP (\w+) \S.*\n# TYPE \1 (counter|gauge)\n/.exec(block) ?? [];
    const samples = block.split('\n').slice(2, -1);
    for (const sample of samples)
      expect(sample).toMatch(new RegExp(`^${name}(\\{\\w+="[^"\\n]*"\\})? \\d+(\\.\\d+)?$`));
    expect([name, name.endsWith('_total')]).toEqual([expect.stringMatching(/^[a-z]/), type === 'counter']);
    expect([block, found.has(name), samples.length > 0]).toEqual([block, false, true]);
    found.set(name, samples);
  }
  return found;
}

describe('the metrics', () => {
  it('are of the text format of Prometheus, whatever is known', () => {
    const bare = samplesIn(metricsText(counts, { startedAt: 1000 }, gauges));
    expect(bare.get('process_start_time_seconds')).toEqual(['process_start_time_seconds 1']);
    expect(bare.has('hayloft_responses_total')).toBe(false);

    const all = samplesIn(metricsText(counts, { startedAt: 1000, job }, gauges));
    expect(all.get('hayloft_runs_total')).toEqual([
      'hayloft_runs_total{outcome="published"} 4',
      'hayloft_runs_total{outcome="refused"} 1',
      'hayloft_runs_total{outcome="failed"} 0',
      'hayloft_runs_total{outcome="skipped"} 2',
    ]);
    expect(all.get('hayloft_run_seconds_total')).toEqual(['hayloft_run_seconds_total 7.5']);
    expect(all.get('hayloft_last_good_run_timestamp_seconds')).toEqual([
      'hayloft_last_good_run_timestamp_seconds 1700000000',
    ]);
    expect(all.has('hayloft_next_run_timestamp_seconds')).toBe(false);
    expect(all.get('hayloft_diagnostics')).toEqual(['hayloft_diagnostics{code="front-matter/bad-date"} 3']);
  });
});

describe('what they count of a server', () => {
  let served: Served;
  afterEach(() => served.stop());

  it('is every response, its bytes, and the bytes that were not sent', async () => {
    served = await Served.of(feedOf(10));
    const get = (...fields: string[]) =>
      ask(served, `GET /atom.xml HTTP/1.1\r\nHost: a\r\n${fields.map((each) => `${each}\r\n`).join('')}\r\n`);
    const whole = await get();
    const coded = await get('Accept-Encoding: gzip');
    await get(`If-None-Match: ${whole.fields.etag}`);
    await ask(served, 'HEAD /atom.xml HTTP/1.1\r\nHost: a\r\n\r\n');
    const { body } = await ask(served, 'GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n');
    const [length, shorter] = [whole.body.length, coded.body.length];
    const samples = [...samplesIn(body.toString()).values()].flat();
    expect(samples).toEqual(
      expect.arrayContaining([
        'hayloft_responses_total{status="200"} 3',
        'hayloft_responses_total{status="304"} 1',
        'hayloft_not_modified_ratio 0.25',
        `hayloft_sent_bytes_total ${length + shorter}`,
        `hayloft_saved_bytes_total{by="not-modified"} ${length}`,
        `hayloft_saved_bytes_total{by="coding"} ${length - shorter}`,
        'hayloft_documents 3',
      ]),
    );
  });
});
