import { dotted, type KeyPath, type Problem } from './problem.ts';

/** Bytes of a configuration file. */
export const maxBytes = 64 * 1024;
/** Values with aliases written out, so that a file of the size above cannot stand for billions of them. */
const maxValues = 20_000;
const maxDepth = 32;
/** Keys that mean something to JavaScript itself; schemas skip them, and nothing may be ignored in silence. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** What makes a parsed configuration too large to look at, or holds keys that no schema would see. */
export function limitProblems(value: unknown): Problem[] {
  const problems: Problem[] = [];
  let values = 0;
  const visit = (node: unknown, path: KeyPath): boolean => {
    values += 1;
    if (values > maxValues || path.length > maxDepth) return false;
    if (typeof node !== 'object' || node === null) return true;
    if (Array.isArray(node)) return node.every((item, i) => visit(item, [...path, i]));
    return Object.entries(node).every(([key, item]) => {
      if (reserved.has(key)) {
        const message = `${dotted([...path, key])}: ${JSON.stringify(key)} is no name that can be used here`;
        problems.push({ severity: 'error', code: 'config/unknown-key', message, at: [...path, key], on: 'key' });
      }
      return visit(item, [...path, key]);
    });
  };
  if (visit(value, [])) return problems;
  const message = `the configuration holds more than ${maxValues} values, or is nested deeper than ${maxDepth} levels`;
  return [
    { severity: 'error', code: 'config/too-large', message, at: [], hint: 'aliases count as often as they are used' },
  ];
}
