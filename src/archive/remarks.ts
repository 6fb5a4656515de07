import type { ArticleFacts } from '../article/article.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { rfc3339 } from '../text/instant.ts';
import type { KnownEntry } from './ledger/ledger.ts';
import type { Doubt } from './recognition/recognise.ts';

/** What the archive has to say to its keeper about single articles. */

export function doubtful({ candidate, known, closeness }: Doubt): Diagnostic {
  const how = closeness === undefined ? 'has the title' : `shares ${Math.round(closeness * 100)} % of the words`;
  return {
    severity: 'warning',
    code: 'entry/doubtful',
    file: candidate.article.file,
    message: `${how} of ${known.path}, which is gone, and is published as another article`,
    hint: `if it is the same, add "id: ${known.id}" to its front matter`,
  };
}

export function aliasOnly({ file, id }: ArticleFacts, published: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'entry/id-kept',
    file,
    message: `states the id "${id}", but is published under ${published}, which it keeps`,
    hint: 'an id that changes is a new article to every subscriber; delete the line, or leave it: it does no harm',
  };
}

/** Of one that would come back while the newer one cannot be read. */
export function olderClipping({ file, originalUrl }: ArticleFacts, { path }: KnownEntry): Diagnostic {
  return {
    severity: 'warning',
    code: 'entry/same-source',
    file,
    message: `${path}, which cannot be read, is a newer clipping of ${originalUrl} and stands in its place`,
    hint: 'mend the newer clipping or delete it',
  };
}

export function idTaken({ file, id }: ArticleFacts): Diagnostic {
  return {
    severity: 'error',
    code: 'entry/same-id',
    file,
    message: `states the id "${id}", which belongs to another entry`,
    hint: 'give it an id of its own, or none',
  };
}

export function yetToCome({ file, published }: ArticleFacts): Diagnostic {
  const message = `held back: it is dated ${rfc3339(published)}, which is yet to come`;
  return { severity: 'note', code: 'held/future', message, file };
}
