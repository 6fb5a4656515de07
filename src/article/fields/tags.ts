import { oneLine } from '../../text/characters.ts';
import { Mapping, type Value } from '../front-matter/value.ts';
import { fieldKey, vocabulary } from '../vocabulary.ts';
import { type Field, type FieldReader, isEmpty, members, textOf } from './field-reader.ts';

/** A longer one is a sentence that got into the wrong field, and no name of a feed. */
const maxTagLength = 100;

/** Each tag is a feed in every format, each with the whole article in it: ten thousand would fill a disk. */
const maxTags = 100;

/**
 * What an article is about: all that its fields of tags, categories and taxonomies say, and `keywords` where there
 * are none. `further` are the folder's own. No two differ in case alone; the first spelling stands.
 */
export function readTags(reader: FieldReader, further: readonly string[]): string[] {
  const fields = reader.all(vocabulary.tags);
  const stated = fields.length > 0 ? fields : reader.all(vocabulary.keywords);
  const tags = new Map<string, string>();
  for (const written of [...stated.flatMap((field) => tagsOf(reader, field)), ...further]) {
    const tag = tagName(written);
    const key = tag.toLowerCase();
    if (tag !== '' && !tags.has(key)) tags.set(key, tag);
  }
  const [field] = stated;
  if (field && tags.size > maxTags) {
    const message = `of its ${tags.size} tags the first ${maxTags} count`;
    reader.report('warning', 'front-matter/bad-value', field, message, 'keep those that a reader would look for');
  }
  return [...tags.values()].slice(0, maxTags);
}

function tagsOf(reader: FieldReader, field: Field): string[] {
  return collect(reader, field, field.value).filter((tag) => {
    if (tag.length <= maxTagLength) return true;
    reader.report('warning', 'front-matter/bad-value', field, `a tag of ${tag.length} characters was left out`);
    return false;
  });
}

/** Hexo nests its categories, and YAML reads `- [[tag]]` so. */
function collect(reader: FieldReader, field: Field, value: Value): string[] {
  if (value === null) return [];
  if (typeof value === 'string') return value === field.value ? splitTags(value, field.name) : [value];
  if (value instanceof Mapping) {
    const label = members(value, field)('label', 'name', 'title', 'slug');
    const text = label && textOf(label.value);
    if (text === undefined && !isEmpty(value)) {
      reader.report('warning', 'front-matter/bad-value', field, `"${field.name}" holds a mapping without a name`);
    }
    return text === undefined ? [] : [text];
  }
  return value.flatMap((item) => collect(reader, field, item));
}

/**
 * One text with several tags: at commas and semicolons of any script; else at spaces, if each word is a `#tag` or the
 * field's name is a plural, as Jekyll has it. A `category` is one.
 */
function splitTags(text: string, name: string): string[] {
  const plain = text.trim().replace(/^\[(?!\[)(.*)\](?<!\]\])$/s, '$1');
  if (/[,;\n，、；]/.test(plain))
    return plain.split(/[,;\n，、；]/).map((tag) => tag.replace(/^\s*(["'])(.*)\1\s*$/, '$2'));
  if (/^\[\[.*\]\]$/.test(plain)) return plain.split(/(?<=\]\])\s+/);
  return /^#\S/.test(plain) || fieldKey(name).endsWith('s') ? plain.split(/\s+/) : [plain];
}

/** Without `#` and the brackets of a wikilink, composed (NFC) and on one line. `c#` keeps its own. */
function tagName(written: string): string {
  const line = oneLine(written.normalize('NFC'));
  const wiki = /^\[\[([^\]|]*)(?:\|([^\]]*))?\]\]$/.exec(line);
  return oneLine((wiki ? (wiki[2] ?? (wiki[1] as string)) : line).replace(/^#+(?=.)/, '').replace(/^#+$/, ''));
}
