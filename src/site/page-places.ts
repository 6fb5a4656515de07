import type { Diagnostic } from '../diagnostic.ts';
import { pagePath, pathKeyOf } from './address/page-path.ts';

/** Something that has a page of its own. */
export interface Paged {
  /** In the order of first publication. */
  readonly place: number;
  /** Absolute. */
  readonly page: string;
  /** As messages name it; absent where it was taken back. */
  readonly file?: string;
}

export interface PagePlaces {
  /** By place, where the page is written under the output folder. */
  readonly paths: ReadonlyMap<number, string>;
  /** Places of which the page lies where another lies. */
  readonly without: readonly number[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Which of those whose pages have one address gets it: what is published before what was taken back, then what was
 * published first.
 *
 * @param published In the order of first publication, as are the others.
 */
export function claimPages(published: Iterable<Paged>, withdrawn: Iterable<Paged>, baseUrl: string): PagePlaces {
  const paths = new Map<number, string>();
  const owners = new Map<string, Paged>();
  const without: number[] = [];
  const diagnostics: Diagnostic[] = [];
  const claim = (paged: Paged) => {
    const path = pagePath(paged.page, baseUrl);
    if (path === undefined) return paged.page.startsWith(baseUrl) ? unwritable(paged) : [];
    const key = pathKeyOf(path);
    const owner = owners.get(key);
    if (owner) {
      without.push(paged.place);
      return taken(paged, path, owner);
    }
    owners.set(key, paged);
    paths.set(paged.place, path);
    return [];
  };
  for (const paged of published) diagnostics.push(...claim(paged));
  for (const paged of withdrawn) claim(paged);
  return { paths, without, diagnostics };
}

function unwritable({ page, file = '' }: Paged): Diagnostic[] {
  return [
    {
      severity: 'warning',
      code: 'page/not-written',
      file,
      message: `has no page: nothing can be written at ${page}`,
      hint: 'give it a permalink of plain names, outside of the folders that feeds and lists of pages lie in',
    },
  ];
}

function taken({ file = '' }: Paged, path: string, owner: Paged): Diagnostic[] {
  return [
    {
      severity: 'warning',
      code: 'page/taken',
      file,
      message: `has no page: at ${path} lies that of ${owner.file ?? 'an entry that was taken back'}`,
      hint: 'give one of them another permalink, or set "link.page" to a template that tells them apart',
    },
  ];
}
