import { typeByName } from '../../text/media-type.ts';
import { httpUrl } from '../../text/url.ts';
import type { Enclosure, MediaFile } from '../article.ts';
import type { LocalFiles } from '../content/local-files.ts';
import type { PictureCopies } from '../content/remote-pictures.ts';
import { Mapping } from '../front-matter/value.ts';
import { vocabulary } from '../vocabulary.ts';
import { type Field, type FieldReader, flagOf, itemsOf, members, textOf } from './field-reader.ts';
import { referenceOf } from './reference.ts';

export interface Attached {
  /** Absolute URL. */
  readonly image?: string;
  readonly enclosures: readonly Enclosure[];
  /** Local files that they are. */
  readonly media: readonly MediaFile[];
}

/** The picture of an article and its enclosures. `base` is what addresses that are no local files are resolved against. */
export function readAttached(
  reader: FieldReader,
  files: LocalFiles,
  base: { url: string; own: boolean },
  pictures: PictureCopies,
): Attached {
  const media: MediaFile[] = [];
  const find = (field: Field, address: string): { url: string; file?: MediaFile } | undefined => {
    const found = locate(reader, field, address, files, base);
    if (found?.file) media.push(found.file);
    return found;
  };

  const picture = reader.all(vocabulary.image).find((field) => flagOf(field.value) === undefined);
  const [shown] = picture ? itemsOf(picture) : [];
  const address = shown && addressOf(shown);
  const found = shown && address !== undefined ? find(shown, address) : undefined;
  const image = found && (found.file ? found.url : pictures.addressOf(found.url));

  const enclosures = new Map<string, Enclosure>();
  for (const field of reader.all(vocabulary.enclosures).flatMap(itemsOf)) {
    const enclosure = flagOf(field.value) === undefined ? enclosureOf(reader, field, find) : undefined;
    if (enclosure && !enclosures.has(enclosure.url)) enclosures.set(enclosure.url, enclosure);
  }
  return { ...(image !== undefined && { image }), enclosures: [...enclosures.values()], media };
}

function enclosureOf(
  reader: FieldReader,
  field: Field,
  find: (field: Field, address: string) => { url: string; file?: MediaFile } | undefined,
): Enclosure | undefined {
  const address = addressOf(field);
  if (address === undefined) {
    return reader.report('warning', 'front-matter/bad-value', field, `"${field.name}" has no address of a file`);
  }
  const found = find(field, address);
  if (!found) return undefined;
  const member = field.value instanceof Mapping ? members(field.value, field) : () => undefined;
  const title = textOf(member('title', 'name', 'label')?.value ?? null);
  const named = title ? { title } : {};
  if (found.file) return { url: found.url, type: found.file.type, length: found.file.length, ...named };

  const stated = textOf(member('type', 'mime', 'mimetype')?.value ?? null);
  const length = Number(textOf(member('length', 'size', 'bytes', 'sizeinbytes')?.value ?? null) ?? Number.NaN);
  const known = Number.isSafeInteger(length) && length > 0;
  if (!known) {
    reader.report(
      'warning',
      'content/enclosure-without-length',
      field,
      `"${field.name}" does not say how many bytes it has`,
      'write url, type and length (in bytes)',
    );
  }
  const type =
    stated && /^[\w.+-]+\/[\w.+-]+$/.test(stated) ? stated.toLowerCase() : typeByName(new URL(found.url).pathname);
  return { url: found.url, type, ...(known && { length }), ...named };
}

function addressOf(field: Field): string | undefined {
  if (field.value instanceof Mapping) {
    const member = members(field.value, field)(
      'url',
      'src',
      'href',
      'path',
      'file',
      'image',
      'relative',
      'feature',
      'mp3',
    );
    return member && addressOf(member);
  }
  const text = textOf(field.value);
  if (text === undefined || text === '') return undefined;
  const embed = /^!?\[\[([^\]|#]*)/.exec(text)?.[1];
  return embed?.trim() ?? referenceOf(text).address ?? text;
}

function locate(
  reader: FieldReader,
  field: Field,
  address: string,
  files: LocalFiles,
  base: { url: string; own: boolean },
): { url: string; file?: MediaFile } | undefined {
  if (/^https?:/i.test(address) || address.startsWith('//')) {
    const url = httpUrl(address, base.url);
    return url === undefined ? badAddress(reader, field) : { url };
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return badAddress(reader, field);
  const found = files.find(address);
  if (found?.kind === 'media') return { url: found.url, file: found.file };
  if (found?.kind === 'refused') {
    return reader.report('warning', 'content/refused-file', field, `"${address}" is not published: ${found.reason}`);
  }
  const url = base.own ? undefined : httpUrl(address, base.url);
  if (url !== undefined) return { url };
  return reader.report('warning', 'content/missing-file', field, `no file "${address}" beside the article`);
}

function badAddress(reader: FieldReader, field: Field): undefined {
  return reader.report(
    'warning',
    'front-matter/bad-url',
    field,
    `"${field.name}" is not the address of a file on the web and was left out`,
    'write an address that begins with https://, or the path of a file beside the article',
  );
}
