/**
 * A `tag:` URI (RFC 4151 2.1): `tag:` taggingEntity `:` specific.
 *
 * @param entity `authority,date`, such as `example.org,2026`; checked where the configuration is read.
 * @param specific What is named; anything outside RFC 3986's unreserved characters and `/` is percent-encoded, since
 * ids are compared byte for byte and some readers normalise what is not.
 */
export function tagUri(entity: string, specific: string): string {
  return `tag:${entity}:${specific.split('/').map(encode).join('/')}`;
}

/** RFC 3986 2.3 leaves `!*'()` out of the unreserved characters; encodeURIComponent keeps them. */
function encode(part: string): string {
  return encodeURIComponent(part).replace(/[!*'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Whether a text can be an Atom id as it stands: an absolute IRI (RFC 4287 4.2.6, RFC 3987 2.2) without white space
 * or the characters that no IRI may hold, and with a host where its scheme has one.
 */
export function isIri(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`\u0000-\u0020\u007F-\u009F]+$/iu.test(text)) return false;
  if (/%(?![0-9a-f]{2})/i.test(text)) return false;
  return !/^https?:/i.test(text) || /^https?:\/\/[^/?#@:]+/i.test(text);
}
