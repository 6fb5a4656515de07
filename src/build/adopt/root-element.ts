const before = [/\s+/y, /<\?[\s\S]*?\?>/y, /<!--[\s\S]*?-->/y, /<!doctype\b[^[>]*(?:\[[^\]]*\]\s*)?>/iy];
const opening = /<(?:[\w.-]+:)?([\w.-]+)/y;

/** The name of an XML document's root element, without its prefix, in lower case; undefined where there is none. */
export function rootOf(document: string): string | undefined {
  let at = document.startsWith('\ufeff') ? 1 : 0;
  for (let found = true; found; ) {
    found = before.some((pattern) => {
      pattern.lastIndex = at;
      const isThere = pattern.test(document);
      if (isThere) at = pattern.lastIndex;
      return isThere;
    });
  }
  opening.lastIndex = at;
  return opening.exec(document)?.[1]?.toLowerCase();
}
