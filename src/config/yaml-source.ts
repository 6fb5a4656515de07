import type { Problem } from './problem.ts';
import type { Source } from './source.ts';

/** How to mend what `yaml` finds, by its error codes (https://eemeli.org/yaml/#errors). */
const hints: Record<string, string> = {
  BAD_ALIAS: 'an alias needs an anchor before it; a text that begins with * goes in quotes',
  BAD_INDENT: 'indent the keys of one mapping, and the items of one list, alike',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a value that contains ": " in quotes',
  DUPLICATE_KEY: 'remove one of the two',
  MISSING_CHAR: 'look for a quote, bracket or brace that is not closed',
  MULTIPLE_DOCS: 'keep one document: remove the line "---"',
  MULTILINE_IMPLICIT_KEY: 'look for a key without a colon behind it',
  TAB_AS_INDENT: 'indent with spaces',
  UNEXPECTED_TOKEN: 'put the value in quotes',
};

const tagHint = 'a text that begins with ! goes in quotes';

/** In plain words where those of `yaml` are for programmers. */
const messages: Record<string, string> = {
  BLOCK_AS_IMPLICIT_KEY: 'there are two keys where one can be',
  DUPLICATE_KEY: 'this key stands here a second time',
  MULTIPLE_DOCS: 'the file holds several documents',
};

/** A configuration in YAML 1.2, core schema: dates stay texts, `yes` is no truth value. An empty file says nothing. */
export async function readYaml(text: string): Promise<Source> {
  const { CORE_SCHEMA, loadAll } = await import('js-yaml');
  const locate: Source['locate'] = async (path, on) => (await placesIn(text)).find(path, on);
  try {
    const documents = loadAll(text, { schema: CORE_SCHEMA });
    if (documents.length < 2) return { value: documents[0] ?? {}, problems: [], locate };
  } catch (error) {
    return { value: undefined, problems: await faultsOf(text, error), locate };
  }
  return { value: undefined, problems: await faultsOf(text, { reason: 'the file holds several documents' }), locate };
}

async function placesIn(text: string) {
  const { YamlPlaces } = await import('./yaml-places.ts');
  return new YamlPlaces(text);
}

/** All that `yaml` has to say, else what js-yaml says; one fault a line, since one slip often counts as several. */
async function faultsOf(text: string, error: unknown): Promise<Problem[]> {
  const tooDeep = /^nesting exceeded/.test((error as { reason?: string }).reason ?? '');
  const faults = tooDeep ? [] : await faultsBy(text);
  const firsts = faults.filter(({ place }, i) => faults.findIndex((other) => other.place.line === place.line) === i);
  if (firsts.length === 0) return [ofJsYaml(text, error)];
  return firsts.map(({ code, message, place }) => ({
    severity: 'error',
    code: 'config/syntax',
    message: `not YAML: ${messages[code] ?? message}`,
    at: [],
    hint: hints[code],
    place,
  }));
}

/** Nothing where the text is nested so deeply that the parser runs out of stack: js-yaml has said so by then. */
async function faultsBy(text: string) {
  try {
    return (await placesIn(text)).faults;
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function ofJsYaml(text: string, error: unknown): Problem {
  const { reason = String(error), mark } = error as { reason?: string; mark?: { line: number; column: number } };
  const hint = / alias /.test(reason) ? hints.BAD_ALIAS : / tag /.test(reason) ? tagHint : undefined;
  const problem: Problem = { severity: 'error', code: 'config/syntax', message: `not YAML: ${reason}`, hint, at: [] };
  if (mark === undefined) return problem;
  const line = text.split(/\r\n|\n|\r/)[mark.line];
  const place = { line: mark.line + 1, column: mark.column + 1 };
  return { ...problem, place: line === undefined ? place : { ...place, text: line } };
}
