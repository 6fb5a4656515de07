import picomatch from 'picomatch';
import { type Reading, shown } from './reading.ts';

/** A glob of picomatch, relative to its articles folder. */
export function readGlob(text: string): Reading<string> {
  if (text.trim() === '') return { problem: 'the pattern is empty', hint: 'as in "**/*.md"' };
  if (/^!?(?:\/|[A-Za-z]:)|(?:^|\/)\.\.(?:\/|$)/.test(text)) {
    return {
      problem: `${shown(text)} leaves the folder`,
      hint: 'write it relative to the folder, as in "2026/**/*.md"',
    };
  }
  try {
    picomatch.makeRe(text, { strictBrackets: true });
    return { value: text };
  } catch (error) {
    return { problem: `${shown(text)} is not a pattern: ${(error as Error).message}`, hint: 'as in "**/*.md"' };
  }
}
