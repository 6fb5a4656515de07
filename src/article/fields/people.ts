import { oneLine } from '../../text/characters.ts';
import type { Person } from '../../text/person.ts';
import { httpUrl } from '../../text/url.ts';
import { Mapping, type Value } from '../front-matter/value.ts';
import { fieldKey, vocabulary } from '../vocabulary.ts';
import { type Field, type FieldReader, flagOf, itemsOf, members, textOf } from './field-reader.ts';
import { referenceOf } from './reference.ts';

/**
 * Who wrote it. A text in `authors` is split at commas and semicolons, one in `author` only at semicolons: "Josh Aas,
 * Executive Director" is one person. "A and B" stays whole, since it may be one name. Wikilinks and Markdown links are
 * taken apart, mail addresses beside a name are left out; Docusaurus' ids stand for themselves.
 */
export function readAuthors(reader: FieldReader): Person[] {
  const people = new Map<string, Person>();
  for (const field of reader.all(vocabulary.authors)) {
    for (const person of peopleOf(reader, field)) {
      const known = people.get(person.name.toLowerCase());
      if (!known || (!known.url && person.url)) people.set(person.name.toLowerCase(), person);
    }
  }
  return withUrl([...people.values()], reader);
}

/** Docusaurus' `authorURL` beside a single author. */
function withUrl(people: Person[], reader: FieldReader): Person[] {
  const [only] = people;
  const field = reader.first(vocabulary.authorUrl);
  const url = field && httpUrl(textOf(field.value) ?? '');
  return only && !only.url && people.length === 1 && url ? [{ name: only.name, url }] : people;
}

function peopleOf(reader: FieldReader, field: Field): Person[] {
  return itemsOf(field).flatMap((item) => {
    if (flagOf(item.value) === false) return [];
    if (item.value instanceof Mapping) return personOf(reader, item, item.value);
    const text = textOf(item.value);
    if (text === undefined) return nested(reader, item);
    const names = Array.isArray(field.value) ? [text] : splitNames(text, fieldKey(field.name).endsWith('authors'));
    return names.flatMap((name) => person(name) ?? noName(reader, item));
  });
}

/** A list in a list: `- [[A]]`, which YAML reads so, among them. */
function nested(reader: FieldReader, item: Field): Person[] {
  const texts = (item.value as readonly Value[]).flat(2).filter((each) => typeof each === 'string');
  return texts.length > 0 ? texts.flatMap((each) => person(oneLine(each)) ?? []) : noName(reader, item);
}

function personOf(reader: FieldReader, item: Field, mapping: Mapping): Person[] {
  const member = members(mapping, item);
  const named = member('name', 'key', 'id', 'title');
  const name = named && textOf(named.value);
  if (!name) return noName(reader, item);
  const address = member('url', 'link', 'website', 'homepage', 'web', 'uri');
  const url = address && httpUrl(textOf(address.value) ?? '');
  return [url ? { name, url } : { name }];
}

function splitNames(text: string, several: boolean): string[] {
  if (/^(?:\[\[[^\]]*\]\][\s,;]*)+$/.test(text)) return text.match(/\[\[[^\]]*\]\]/g) ?? [];
  return text.split(several ? /[,;；，、]/ : /[;；]/);
}

function noName(reader: FieldReader, item: Field): [] {
  reader.report('warning', 'front-matter/bad-value', item, `"${item.name}" holds no name`);
  return [];
}

/** Nobody of a blank text; undefined where a text names nobody. */
function person(written: string): Person[] | undefined {
  if (written.trim() === '') return [];
  const { name, address } = referenceOf(written.trim());
  const url = address === undefined ? undefined : httpUrl(address);
  const plain = oneLine(withoutMail(name ?? ''));
  if (plain !== '') return [url ? { name: plain, url } : { name: plain }];
  return url ? [{ name: url.replace(/^https?:\/\/(?:www\.)?|\/$/g, ''), url }] : undefined;
}

/** `Name <mail>` and `mail (Name)`: the name. A mail address alone is the only name there is. */
function withoutMail(name: string): string {
  const mail = /[<(]?\b[^\s<>()@]+@[^\s<>()@]+\.[^\s<>()@]+[>)]?/;
  const rest = name.replace(mail, ' ').trim();
  return rest.replace(/^\((.*)\)$/, '$1') || name;
}
