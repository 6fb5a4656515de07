/** Elements that end where the next one begins, or have no end: any number of them are not nested. */
const ENDLESS =
  /^(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|track|wbr)$/i;
/** So many elements deep; libxml2 stops at 256, browsers at 512. */
const BOTTOM = 2000;

/**
 * Whether so many elements are open at once that no person wrote them. htmlparser2 takes a time for each tag that grows
 * with the number of those open: a megabyte of `<div>` takes it a quarter of a minute.
 */
export function isBottomless(rawHtml: readonly { readonly html: string }[]): boolean {
  let depth = 0;
  for (const { html } of rawHtml) {
    for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z][\w-]*)/gi)) {
      if (slash) depth = Math.max(0, depth - 1);
      else if (!ENDLESS.test(tag)) depth++;
      if (depth > BOTTOM) return true;
    }
  }
  return false;
}
