import type { Outcome } from '../../archive/adoption/adopt.ts';
import type { OldItem } from '../../archive/adoption/old-item.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { oneLine } from '../../text/characters.ts';

/** What there is to say of an item that was not taken over. */
export function missed(outcome: Outcome): Diagnostic[] {
  const warning = { severity: 'warning', file: outcome.item.feed } as const;
  const name = nameOf(outcome.item);
  switch (outcome.is) {
    case 'adopted':
    case 'known':
      return [];
    case 'unmatched':
      return [
        {
          ...warning,
          code: 'adopt/no-article',
          message: `no article is ${name}`,
          hint: 'if there is one, give it the id of the item: `id:` in its front matter',
        },
      ];
    case 'ambiguous':
      return [
        {
          ...warning,
          code: 'adopt/ambiguous',
          message: doubtAbout(
            name,
            outcome.articles.map(({ file }) => file),
          ),
          hint: 'give the right article the id of the right item: `id:` in its front matter',
        },
      ];
    case 'published':
      return [
        {
          ...warning,
          code: 'adopt/other-id',
          message: `${outcome.article.file} is ${name}, but already published as ${outcome.known.id}, which stays`,
          hint: 'nothing: subscribers know it by that id; feeds are adopted before the first build',
        },
      ];
    case 'taken':
      return [
        {
          ...warning,
          code: 'adopt/other-id',
          message: `${name} is the same article as ${nameOf(outcome.by)} in ${outcome.by.feed}, whose id it takes`,
          hint: 'name the feed first that more people subscribe to: an article has one id',
        },
      ];
    case 'repeated':
      return [
        {
          ...warning,
          severity: isCopy(outcome.item, outcome.by) ? 'note' : 'warning',
          code: 'adopt/same-id',
          message: `${name} has the id of ${nameOf(outcome.by)} in ${outcome.by.feed}, which stands in its place`,
        },
      ];
  }
}

/** The same item, as in two formats or in pages that overlap. */
function isCopy(item: OldItem, by: OldItem): boolean {
  return item.title === by.title || item.addresses[0] === by.addresses[0];
}

function doubtAbout(name: string, files: readonly string[]): string {
  const [file, ...others] = files;
  if (others.length === 0) return `nothing tells whether ${file} is ${name} or another item`;
  return `nothing tells which article is ${name}: ${some(files)}`;
}

/** How an item is called: by its title, where it has one, and its id. */
function nameOf({ title, id }: OldItem): string {
  const words = oneLine(title ?? '');
  return words === '' ? `the item ${id}` : `${JSON.stringify(words)} (${id})`;
}

const mostNamed = 5;

function some(files: readonly string[]): string {
  const more = files.length - mostNamed;
  return more > 0 ? `${files.slice(0, mostNamed).join(', ')} or ${more} more` : files.join(' or ');
}
