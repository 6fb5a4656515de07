/** Where a text stops being JSON, or says one key twice. `offset` and `length` count UTF-16 code units. */
export interface JsonFault {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

const blank = /[ \t\n\r]*/y;
const scalar =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const wrong = /[^\s,:[\]{}"]+|"[^"\n]*"?|./sy;

type State = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end';
const wanted: Record<State, string> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or "}"',
  colon: '":"',
  'comma or end': '"," or the end of what is open',
};

/**
 * The first fault of a JSON text (RFC 8259), or undefined. `JSON.parse` does not always say where it stopped, and what
 * it says changes with the version of Node; of two equal keys it takes the last without a word.
 */
export function jsonFault(text: string): JsonFault | undefined {
  /** Keys so far of each object that is open; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  let awaited: State = 'value';
  let at = 0;

  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  const fault = (): JsonFault => {
    const found = take(wrong);
    if (found === '') return { message: `the file ends where ${wanted[awaited]} should stand`, offset: at, length: 1 };
    return { message: `expected ${wanted[awaited]}, not ${JSON.stringify(found)}`, offset: at, length: found.length };
  };

  for (
    at += take(blank).length;
    at < text.length || awaited !== 'comma or end' || open.length > 0;
    at += take(blank).length
  ) {
    const character = text[at];
    const inside = open.at(-1);
    if (awaited === 'colon') {
      if (character !== ':') return fault();
      awaited = 'value';
      at += 1;
    } else if (awaited === 'comma or end') {
      if (open.length > 0 && character === (inside ? '}' : ']')) open.pop();
      else if (open.length > 0 && character === ',') awaited = inside ? 'key' : 'value';
      else return fault();
      at += 1;
    } else if (inside && (awaited === 'key' || awaited === 'key or }')) {
      if (awaited === 'key or }' && character === '}') {
        open.pop();
        awaited = 'comma or end';
        at += 1;
        continue;
      }
      const key = character === '"' ? take(scalar) : '';
      if (key === '') return fault();
      if (inside.has(JSON.parse(key)))
        return { message: `the key ${key} stands here a second time`, offset: at, length: key.length };
      inside.add(JSON.parse(key));
      awaited = 'colon';
      at += key.length;
    } else if (awaited === 'value or ]' && character === ']') {
      open.pop();
      awaited = 'comma or end';
      at += 1;
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined);
      awaited = character === '{' ? 'key or }' : 'value or ]';
      at += 1;
    } else {
      const value = take(scalar);
      if (value === '') return fault();
      awaited = 'comma or end';
      at += value.length;
    }
  }
  return undefined;
}
