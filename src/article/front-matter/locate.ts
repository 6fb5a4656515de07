import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { Place } from '../../diagnostic.ts';
import { literalPattern } from '../../text/escape.ts';
import type { Head } from './split.ts';

/** Loaded when the first place is asked for: most runs have nothing to complain of, and `yaml` is slow to load. */
let yaml: typeof Yaml | undefined;
const require = createRequire(import.meta.url);

/**
 * Where the value at a path of keys stands in the file, or its key where it has no value; the first line of the head
 * if it cannot be told.
 */
export function locate(head: Head, path: readonly (string | number)[]): Place {
  const isYaml = head.language === 'yaml' || head.text.startsWith('{');
  const range = (isYaml ? inYaml(head.text, path) : undefined) ?? inLines(head.text, path);
  return placeIn(head, range?.[0] ?? 0, range && range[1] - range[0]);
}

/** The place of an offset in the head's text. A value of several lines is marked on its first. */
export function placeIn(head: Head, offset: number, length?: number): Place {
  const before = head.text.slice(0, offset).split('\n');
  const column = (before.at(-1) as string).length + 1;
  const text = head.text.split('\n')[before.length - 1] as string;
  const marked = length === undefined ? undefined : Math.max(1, Math.min(length, text.length - column + 1));
  return { line: head.line + before.length - 1, column, ...(marked !== undefined && { length: marked }), text };
}

/** JSON, too, is YAML (YAML 1.2, 1.3). The package goes on after an error, as far as it can. */
function inYaml(text: string, path: readonly (string | number)[]): [number, number] | undefined {
  yaml ??= require('yaml') as typeof Yaml;
  const document = yaml.parseDocument(text, { logLevel: 'silent', uniqueKeys: false, schema: 'failsafe' });
  let node: unknown = document.contents;
  let range: [number, number] | undefined;
  for (const key of path) {
    const pairs: readonly Yaml.Pair[] = yaml.isMap(node) ? node.items : [];
    const pair = pairs.findLast((each) => yaml?.isScalar(each.key) && String(each.key.value) === String(key));
    node = pair ? pair.value : yaml.isSeq(node) ? node.items[Number(key)] : undefined;
    const shown = [node, pair?.key].find((each) => yaml?.isNode(each) && each.range && each.range[1] > each.range[0]);
    if (!yaml.isNode(shown)) break;
    range = [shown.range?.[0] ?? 0, shown.range?.[1] ?? 0];
  }
  return range;
}

/**
 * TOML, Hexo's JSON members, `Key: value` lines, and YAML that had to be mended: the last line that begins with the
 * last key of the path.
 */
function inLines(text: string, path: readonly (string | number)[]): [number, number] | undefined {
  const key = path.findLast((each) => typeof each === 'string') as string | undefined;
  if (key === undefined) return undefined;
  const name = literalPattern(key);
  const line = new RegExp(`^[ \\t]*(?:[\\w-]+\\.)*["']?${name}["']?[ \\t]*[=:][ \\t]*(.*?),?[ \\t]*$`, 'gm');
  const found = [...text.matchAll(line)].at(-1);
  if (!found) return undefined;
  const start = found.index + found[0].indexOf(found[1] as string, found[0].search(/[=:]/));
  return [start, start + (found[1] as string).length];
}
