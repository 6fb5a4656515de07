import { expect, it } from 'vitest';
import { type BuildResult, refusal } from '../../src/build/result.ts';
import { exitCodeOf } from '../../src/cli/exit-code.ts';
import type { Diagnostic, DiagnosticCode, Severity } from '../../src/diagnostic.ts';

const diagnostic = (severity: Severity, code: DiagnosticCode): Diagnostic => ({ severity, code, message: '' });

function run(outcome: BuildResult['outcome'], diagnostics: readonly Diagnostic[], strict = false) {
  return exitCodeOf({ ...refusal(diagnostics), outcome }, diagnostics, strict);
}

it('is 0 where all went in, whatever was mended or held', () => {
  expect(run('published', [diagnostic('note', 'content/removed'), diagnostic('note', 'held/draft')])).toBe(0);
});

it('is 1 for an error, and for a warning when strict', () => {
  expect(run('published', [diagnostic('error', 'front-matter/bad-date')])).toBe(1);
  expect(run('compared', [diagnostic('warning', 'file/not-utf8')])).toBe(0);
  expect(run('compared', [diagnostic('warning', 'file/not-utf8')], true)).toBe(1);
});

it('is 2 where there is no folder of articles, 3 where a guard of the output said no', () => {
  expect(run('refused', [diagnostic('error', 'build/no-articles-folder')])).toBe(2);
  expect(run('refused', [diagnostic('error', 'output/not-ours'), diagnostic('error', 'file/binary')])).toBe(3);
});
