import { isDeviceName } from '../../text/slug.ts';
import { type Reading, shown } from './reading.ts';

/** With four bytes a letter, still far from the 255 bytes that file systems allow a name. */
const longest = 60;

/** The name of a feed is a folder and a part of its address: letters of any script, digits, single hyphens. */
export function readFeedName(text: string): Reading<string> {
  const name = text.normalize('NFC');
  const hint = 'use letters of any script, digits and single hyphens, as in space-news';
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:-[\p{L}\p{M}\p{N}]+)*$/u.test(name)) {
    return { problem: `${shown(text)} cannot be the name of a feed, which is part of its address`, hint };
  }
  if (name.length > longest) return { problem: `${shown(text)} is longer than ${longest} characters`, hint };
  if (isDeviceName(name)) {
    return { problem: `${shown(text)} cannot be a folder on Windows`, hint: `call it "${name}-feed", say` };
  }
  return { value: name };
}
