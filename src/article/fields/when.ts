import { dayMs, type Instant } from '../../text/instant.ts';
import { type ReadDate, readDate } from '../dates.ts';
import { Mapping } from '../front-matter/value.ts';
import { fieldKey, vocabulary } from '../vocabulary.ts';
import { type Field, type FieldReader, flagOf, textOf } from './field-reader.ts';

export interface When {
  readonly published?: ReadDate;
  readonly updated?: Instant;
  readonly clipped?: Instant;
  /** When an update that is yet to come begins to count. */
  readonly dueAt?: Instant;
  /** Where `published` and `updated` come from, in words. */
  readonly origins: { readonly published?: string; readonly updated?: string };
}

/**
 * When an article was published, updated and clipped, each from the first field of its rungs that is not empty, and
 * `published` else from the article's path, else, as in Hugo, from the last change. A date that cannot be read is an error, never passed over; of the clipping
 * time, which only tells two clippings of one original apart, a warning. An update after `now` does not count yet.
 */
export function readWhen(reader: FieldReader, path: string, zone: string, now: Instant): When {
  const published = readPublished(reader, path, zone);
  const { updated, dueAt } = published ? readUpdated(reader, published, zone, now) : {};
  const clipped = readClipped(reader, published, zone);
  return {
    ...(published && { published: { instant: published.instant, precision: published.precision } }),
    ...(updated && { updated: updated.instant }),
    ...(clipped && { clipped: clipped.instant }),
    ...(dueAt !== undefined && { dueAt }),
    origins: { ...(published && { published: published.from }), ...(updated && { updated: updated.from }) },
  };
}

interface DatedFrom extends ReadDate {
  /** Which field or name said it, in words. */
  readonly from: string;
  readonly field?: Field;
}

function readPublished(reader: FieldReader, path: string, zone: string): DatedFrom | undefined {
  const field = dateField(reader, vocabulary.published);
  if (field) return dateOf(reader, field, zone, 'error');
  const changed = dateField(reader, vocabulary.updated);
  return dateFromPaths(reader, path, zone) ?? (changed && dateOf(reader, changed, zone, 'error'));
}

function readUpdated(
  reader: FieldReader,
  published: ReadDate,
  zone: string,
  now: Instant,
): { readonly updated?: DatedFrom; readonly dueAt?: Instant } {
  const field = dateField(reader, vocabulary.updated);
  const updated = field && dateOf(reader, field, zone, 'error');
  if (!field || !updated) return {};
  // A feed takes its own date from its entries, and readers doubt one that is dated tomorrow.
  if (updated.instant > now) {
    const message = `"${field.name}" is yet to come, and does not count before`;
    reader.report('warning', 'front-matter/bad-date', field, message, 'correct it, if it was not meant');
    return { dueAt: updated.instant };
  }
  return { updated: { ...updated, instant: notBefore(reader, field, published, updated) } };
}

function readClipped(reader: FieldReader, published: DatedFrom | undefined, zone: string): DatedFrom | undefined {
  const field = dateField(reader, vocabulary.clipped);
  if (field && field.name === published?.field?.name) return published;
  return field && dateOf(reader, field, zone, 'warning');
}

/** Mappings with dates in them: Docusaurus' `last_update`, and `date` of Material for MkDocs. */
const withDates = new Set(['lastupdate', 'date']);

/** Flags (`published: true`, `saved: yes`) are no dates, whatever their names. */
function dateField(reader: FieldReader, rungs: readonly string[]): Field | undefined {
  return reader.all(rungs).find(({ name, value }) => {
    if (value instanceof Mapping) return !withDates.has(fieldKey(name));
    return flagOf(value) === undefined || /^[01]$/.test(String(value));
  });
}

function dateOf(reader: FieldReader, field: Field, zone: string, severity: 'error' | 'warning'): DatedFrom | undefined {
  const text = textOf(field.value);
  if (text === undefined) {
    return reader.report(
      severity,
      'front-matter/bad-date',
      field,
      `"${field.name}" is a list or a mapping, not a date`,
    );
  }
  const read = readDate(text.replace(/^\[\[(.*)\]\]$/, '$1'), zone);
  return 'instant' in read
    ? { ...read, from: `front matter "${field.name}"`, field }
    : reader.report(severity, read.code, field, read.message, read.hint);
}

/**
 * RFC 4287 has no update before the first publication; where front matter has one, it is taken for the same time. Of
 * two bare days no warning is due: only the times of day that they lack are out of order.
 */
function notBefore(reader: FieldReader, field: Field, published: ReadDate, updated: ReadDate): Instant {
  if (updated.instant >= published.instant) return updated.instant;
  const sameDay = updated.precision === 'day' && published.instant - updated.instant < dayMs;
  if (!sameDay) {
    reader.report(
      'warning',
      'front-matter/updated-before-published',
      field,
      `"${field.name}" lies before the date of publication, which is taken instead`,
      'correct one of the two',
    );
  }
  return published.instant;
}

const dayInPath = /(?:^|\/)(\d{4}(?:[-/]\d{1,2}[-/]|_\d{2}_)\d{1,2})(?=$|[-_. /])/g;

/**
 * Jekyll's `2019-03-04-title.md`, Logseq's `2019_03_04.md`, Docusaurus' `2019-03-04-title/index.md` and `2019/03/04/title.md`, and Zola's
 * `path = "2019/03/04/title"`. Of several days in a path the innermost.
 */
function dateFromPaths(reader: FieldReader, path: string, zone: string): DatedFrom | undefined {
  const stem = path.replace(/\.[^./]*$/, '');
  const inPath = [...stem.matchAll(dayInPath)].at(-1);
  if (inPath) {
    const from = inPath.index + inPath[0].length > stem.lastIndexOf('/') + 1 ? 'file name' : 'folder name';
    const read = readDate(isoDay(inPath), zone);
    if ('instant' in read) return { ...read, from };
    return reader.reportFile(read.code, `the ${from} has a date that is none: ${read.message}`, read.hint);
  }
  const stated = reader.first(vocabulary.path);
  const inField = typeof stated?.value === 'string' ? [...stated.value.matchAll(dayInPath)].at(-1) : undefined;
  if (!stated || !inField) return undefined;
  const read = readDate(isoDay(inField), zone);
  if ('instant' in read) return { ...read, from: `front matter "${stated.name}"` };
  return reader.report('error', read.code, stated, read.message, read.hint);
}

function isoDay([, day = '']: RegExpExecArray): string {
  return day.replace(/[/_]/g, '-');
}
