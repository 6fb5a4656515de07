import { defineMappingTag, defineScalarTag, load, nullCoreTag, Schema, seqTag, strTag } from 'js-yaml';
import { Mapping, type Value } from './value.ts';

/**
 * js-yaml refuses a repeated key; generators take the last value, and so do articles that were written for them.
 * {@link Mapping} notes the repetition.
 */
const mappingTag = defineMappingTag<Mapping>('tag:yaml.org,2002:map', {
  create: () => new Mapping(),
  has: () => false,
  addPair: (mapping, key, value) => {
    if (typeof key === 'object' && key !== null) return 'a key is a list or a mapping';
    mapping.set(String(key), value as Value);
    return '';
  },
  keys: (mapping) => mapping.keys(),
  get: (mapping, key) => mapping.get(String(key)),
  identify: () => false,
});

/** `!!int 5`, `!!timestamp 2024-03-05`: the text that they stand before. */
const writtenOut = ['bool', 'int', 'float', 'timestamp'].map((name) =>
  defineScalarTag(`tag:yaml.org,2002:${name}`, { resolve: (source) => source, identify: () => false }),
);

/**
 * YAML's failsafe schema and null. Plain scalars stay as written: YAML 1.1 reads `1_000`, `12:30:45`, `0777` and
 * `2024-02-30` as other numbers and another day.
 */
const schema = new Schema([strTag, seqTag, mappingTag, nullCoreTag, ...writtenOut]);

/** One document of YAML 1.2; throws js-yaml's exceptions. Other tags than those of the core schema are an error. */
export function parseYaml(text: string): unknown {
  return load(text, { schema });
}
