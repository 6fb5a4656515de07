import type { Diagnostic, DiagnosticCode, Severity } from '../../diagnostic.ts';

/** Collects what rendering an article has to say: one diagnostic for things alike, with the place of the first. */
export interface Report {
  /** `line` is 0-indexed within the body, undefined where it is not known; searched for only if it will be told. */
  add(severity: Severity, code: DiagnosticCode, message: string, line?: Line): void;
  diagnostics(): Diagnostic[];
}

export type Line = number | undefined | (() => number | undefined);

/** So many different messages of one code are told; an article with ten thousand dead pictures needs no more. */
const LIMIT = 20;

export function createReport(file: string, bodyLine: number): Report {
  const kinds = new Map<string, Diagnostic & { count: number }>();
  const distinct = new Map<DiagnosticCode, number>();
  return {
    add(severity, code, message, line) {
      const known = kinds.get(`${code}\n${message}`);
      if (known) {
        known.count++;
        return;
      }
      const sofar = (distinct.get(code) ?? 0) + 1;
      distinct.set(code, sofar);
      if (sofar > LIMIT) return;
      const at = typeof line === 'function' ? line() : line;
      const place = at === undefined ? {} : { place: { line: bodyLine + at, column: 1 } };
      kinds.set(`${code}\n${message}`, { severity, code, message, file, ...place, count: 1 });
    },
    diagnostics() {
      const told = [...kinds.values()].map(({ count, message, ...rest }) => ({
        ...rest,
        message: count > 1 ? `${message} (${count} times)` : message,
      }));
      for (const [code, sofar] of distinct) {
        const alike = told.findLast((diagnostic) => diagnostic.code === code);
        if (sofar > LIMIT && alike) {
          told.push({ severity: alike.severity, code, file, message: `${sofar - LIMIT} more of these` });
        }
      }
      return told;
    },
  };
}
