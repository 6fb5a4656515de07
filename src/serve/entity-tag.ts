/** RFC 9110 8.8.3, without the quotes. */
interface EntityTag {
  readonly weak: boolean;
  readonly opaque: string;
}

/** What a precondition lists: `*` stands for whatever there is. */
export type EntityTagList = '*' | readonly EntityTag[];

const entityTag = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/y;
const betweenTags = /[ \t,]*/y;

/**
 * `If-Match` and `If-None-Match` (RFC 9110 13.1.1, 13.1.2). Of a list that is not well-formed, what comes before the
 * fault counts: no tag of ours is missed for the sake of another's mistake, and none is made up.
 */
export function readEntityTags(text: string): EntityTagList {
  if (text.trim() === '*') return '*';
  const tags: EntityTag[] = [];
  for (let at = endOf(betweenTags, text, 0); at < text.length; at = endOf(betweenTags, text, at)) {
    entityTag.lastIndex = at;
    const match = entityTag.exec(text);
    if (match === null) break;
    tags.push({ weak: match[1] !== undefined, opaque: match[2] as string });
    at += match[0].length;
  }
  return tags;
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  pattern.exec(text);
  return pattern.lastIndex;
}

/** RFC 9110 8.8.3.2, weak comparison: for `If-None-Match`. */
export function matchesWeakly(list: EntityTagList, opaque: string): boolean {
  return list === '*' || list.some((tag) => tag.opaque === opaque);
}

/** RFC 9110 8.8.3.2, strong comparison: for `If-Match`. */
export function matchesStrongly(list: EntityTagList, opaque: string): boolean {
  return list === '*' || list.some((tag) => !tag.weak && tag.opaque === opaque);
}
