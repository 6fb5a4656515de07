import { type Reading, shown } from './reading.ts';

/** A path of a folder as written; what it is relative to is the caller's business. */
export function readFolder(text: string): Reading<string> {
  if (text.trim() === '') return { problem: 'the path is empty', hint: 'write "." for this very folder' };
  if (text.includes('\0')) return { problem: `${shown(text)} holds a NUL`, hint: 'remove it' };
  if (/^~(?:[/\\]|$)/.test(text)) {
    return {
      problem: `${shown(text)} would be a folder named ~`,
      hint: 'only shells read ~ as a home folder: write the path whole',
    };
  }
  return { value: text };
}
