import type { Diagnostic, Severity } from '../../diagnostic.ts';
import { byCodeUnit } from '../../text/order.ts';
import { excerpt } from './excerpt.ts';
import type { Style } from './style.ts';
import { visible, visibleStart } from './visible.ts';

/** A message names the value that is wrong, and a value can be megabytes long. */
const longestMessage = 400;

const inColour: Record<Severity, (style: Style) => (text: string) => string> = {
  error: (style) => style.red,
  warning: (style) => style.yellow,
  note: (style) => style.cyan,
};

/**
 * A diagnostic as people read it: place, severity, code and message on the first line (the form in which editors and
 * terminals find `file:line:column`), then the line with its caret, then the hint.
 */
export function diagnosticText(diagnostic: Diagnostic, style: Style, columns: number): string {
  const { severity, code, message, file, place, hint } = diagnostic;
  const colour = inColour[severity](style);
  const where = [file === undefined ? undefined : visible(file), place?.line, place?.line && place.column];
  const located = where.filter((part) => part !== undefined).join(':');

  const lines = [`${located ? `${style.bold(located)} ` : ''}${colour(severity)} ${style.dim(code)} ${shown(message)}`];
  const around = place && excerpt(place, columns - indent.length);
  if (around) lines.push(`${indent}${around[0]}`, `${indent}${colour(around[1])}`);
  if (hint) lines.push(`${indent}hint: ${shown(hint)}`);
  return lines.join('\n');
}

const indent = '    ';

function shown(text: string): string {
  return visibleStart(text, longestMessage);
}

/** By file, then line and column, those without a file first; equal places stay as they were found. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      byCodeUnit(a.file ?? '', b.file ?? '') ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
