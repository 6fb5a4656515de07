import { vocabulary } from '../vocabulary.ts';
import { type FieldReader, flagOf, textOf } from './field-reader.ts';

/** Of WordPress, Pelican, Ghost and editors' own habits; any other status is no wish to keep an article back. */
const heldStatuses = /^(?:draft|private|hidden|pending|unpublished|unlisted|trash|skip|auto-draft|not published)$/i;

/**
 * Why an article's author keeps it back, in words, if so. A flag that says neither yes nor no is an error: it may have
 * been meant to keep the article back.
 */
export function heldBy(reader: FieldReader, path: string): string | undefined {
  if (path.split('/').includes('_drafts')) return 'it is in a folder "_drafts"';
  for (const field of reader.all(vocabulary.draft)) {
    const flag = flagOf(field.value);
    if (flag === true) return `front matter says "${field.name}: ${textOf(field.value)}"`;
    if (flag === undefined) unclear(reader, field);
  }
  for (const field of reader.all(vocabulary.publish)) {
    const flag = flagOf(field.value);
    if (flag === false) return `front matter says "${field.name}: ${textOf(field.value)}"`;
    if (flag === undefined && field.name.toLowerCase() === 'publish') unclear(reader, field);
  }
  for (const field of reader.all(vocabulary.status)) {
    const status = textOf(field.value);
    if (status !== undefined && heldStatuses.test(status)) return `front matter says "${field.name}: ${status}"`;
  }
  return undefined;
}

function unclear(reader: FieldReader, field: Parameters<FieldReader['report']>[2]): void {
  reader.report(
    'error',
    'front-matter/bad-value',
    field,
    `"${field.name}" says neither yes nor no`,
    'write true or false',
  );
}
