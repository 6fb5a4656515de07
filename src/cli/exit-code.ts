import type { BuildResult } from '../build/result.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** What the command says to the shell; documented in docs/cli.md. */
export const exit = {
  done: 0,
  /** Done, but an article was left out; or, with `--strict`, something was doubtful. */
  incomplete: 1,
  /** Nothing done: usage, configuration, no articles folder. */
  nothing: 2,
  /** A guard said no: the output is as it was. */
  refused: 3,
  /** A bug of ours (EX_SOFTWARE of sysexits.h). */
  bug: 70,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** A run is refused for what the user asked (2), or by a guard of the output (3). */
export function exitCodeOf(result: BuildResult, diagnostics: readonly Diagnostic[], strict: boolean): ExitCode {
  if (result.outcome === 'refused') return asked(result.diagnostics) ? exit.nothing : exit.refused;
  const counts = diagnostics.some(({ severity }) => severity === 'error' || (strict && severity === 'warning'));
  return counts ? exit.incomplete : exit.done;
}

function asked(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity, code }) => severity === 'error' && /^(config|build)\//.test(code));
}
