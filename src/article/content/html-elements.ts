/** The elements of HTML, by what becomes of them in an entry. */

/**
 * What may be in one: what the W3C feed validator takes for safe (its `acceptable_elements`), less what makes no sense
 * in a reader: controls, maps, templates.
 */
export const ALLOWED_TAGS: readonly string[] = [
  ...['a', 'abbr', 'address', 'article', 'aside', 'audio', 'b', 'bdi', 'blockquote', 'br', 'caption', 'cite', 'code'],
  ...['col', 'colgroup', 'data', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure'],
  ...['footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main'],
  ...['mark', 'menu', 'nav', 'ol', 'p', 'picture', 'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section', 'small'],
  ...[
    'source',
    'span',
    'strong',
    'sub',
    'summary',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'time',
    'tr',
  ],
  ...['track', 'u', 'ul', 'var', 'video', 'wbr'],
];

/** Elements that HTML has given up (16.2) for others. */
export const RENAMED: Readonly<Record<string, string>> = {
  acronym: 'abbr',
  big: 'strong',
  center: 'div',
  dir: 'ul',
  listing: 'pre',
  strike: 'del',
  tt: 'code',
};

/** Dropped with what is in them: programs, drawings, choices, and what belongs to a page rather than to an article. */
export const DROPPED_TAGS: readonly string[] = [
  ...['script', 'style', 'template', 'textarea', 'select', 'option', 'optgroup', 'datalist', 'xmp'],
  ...['svg', 'canvas', 'title', 'head', 'frameset', 'noframes', 'noembed', 'plaintext', 'applet', 'map'],
  // MathML says a formula a second time in these, for machines.
  ...['annotation', 'annotation-xml'],
];

/** Shown as links to what they would show. */
export const EMBED_TAGS: readonly string[] = ['iframe', 'embed', 'object', 'frame'];

/**
 * Their tags go and their content stays, which loses nothing that would be worth a remark. What `noscript` holds is
 * meant for readers like ours, who run no scripts: often it is the picture of a chart.
 */
const UNREMARKABLE_TAGS = [
  'noscript',
  ...['html', 'body', 'font', 'nobr', 'rb', 'rtc', 'rbc', 'bdo', 'basefont', 'base', 'param', 'meta', 'link', 'label'],
  ...['math', 'semantics', 'mrow', 'mi', 'mo', 'mn', 'ms', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot', 'mstyle'],
  ...['msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover', 'mmultiscripts', 'mprescripts', 'mtable', 'mtr'],
  ...['mtd', 'mpadded', 'mphantom', 'menclose', 'merror', 'mfenced', 'maction'],
];

/** Controls and the like: their tags go, their content stays. */
const UNWRAPPED_TAGS = [
  ...['form', 'input', 'button', 'fieldset', 'legend', 'meter', 'progress', 'output', 'dialog', 'slot', 'search'],
  ...['marquee', 'blink', 'area', 'keygen', 'isindex', 'command', 'image', 'portal', 'bgsound', 'layer'],
];

const allowed = new Set(ALLOWED_TAGS);
const dropped = new Set(DROPPED_TAGS);
const embeds = new Set(EMBED_TAGS);
const unremarkable = new Set([...UNREMARKABLE_TAGS, ...Object.keys(RENAMED), ...EMBED_TAGS]);
const known = new Set([...ALLOWED_TAGS, ...DROPPED_TAGS, ...unremarkable, ...UNWRAPPED_TAGS]);

export const isAllowed = (tag: string): boolean => allowed.has(tag);
export const isDropped = (tag: string): boolean => dropped.has(tag);
export const isEmbed = (tag: string): boolean => embeds.has(tag);
export const isUnremarkable = (tag: string): boolean => unremarkable.has(tag);

/** Whether HTML or MathML has, or had, an element of that name, in lower case. */
export const isElement = (tag: string): boolean => known.has(tag);
