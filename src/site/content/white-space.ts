/** What HTML takes for white space (2.4); a no-break space is not. */
export const WHITE_SPACE = /^[ \t\n\f\r]*$/;

/** Anything to see. Headings of documentation hold links around nothing but a zero-width space. */
export const VISIBLE = /[^\s\u00ad\u200b-\u200f\u2060\ufeff]/;
