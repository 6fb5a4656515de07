import type { StateBlock } from './markdown-it.ts';

/** Offset of the first character of a line that is not indentation or a mark of the block around it. */
export function startOf(state: StateBlock, line: number): number {
  return (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
}

/** A line from there to its end. */
export function textOf(state: StateBlock, line: number): string {
  return state.src.slice(startOf(state, line), state.eMarks[line]);
}

/** Whether a line would be indented code (CommonMark 4.4), so that no other block can begin in it. */
export function isIndentedCode(state: StateBlock, line: number): boolean {
  return (state.sCount[line] ?? 0) - state.blkIndent >= 4;
}
