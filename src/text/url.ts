/**
 * Characters that a browser lets stand in paths, queries and fragments and RFC 3986 does not; validators and some
 * readers refuse the address for one of them.
 */
const stray = /["<>[\\\]^`{|}]|%(?![\da-f]{2})/gi;

/**
 * The address as WHATWG URL writes it, with what RFC 3986 does not allow percent-encoded, or undefined unless it is an
 * absolute http(s) URL with a host. User names and passwords are refused: a feed is no place for them.
 */
export function httpUrl(value: string, base?: string): string | undefined {
  const url = parsed(value, isAbsolute.test(value) ? undefined : base);
  return url && withoutUser.test(url.href) ? strict(url) : undefined;
}

/** Of these a base says nothing, and would be parsed for nothing. */
const isAbsolute = /^https?:\/\//i;

/** As they are serialised: each has a host and a path. */
const withoutUser = /^https?:\/\/[^/@]+\//;

/** Once: `URL.canParse` before would parse everything twice. */
function parsed(value: string, base?: string): URL | undefined {
  try {
    return new URL(value, base);
  } catch {
    return undefined;
  }
}

/** The address of a path below an http(s) URL that ends in `/`. It is never taken for another scheme or host. */
export function urlBelow(base: string, path: string): string {
  return strict(new URL(`./${path.replace(/^\/+/, '')}`, base));
}

function strict({ origin, href }: URL): string {
  if (href.search(stray) < 0) return href;
  return origin + href.slice(origin.length).replace(stray, encodeURIComponent);
}

/** The host name without `www.`, lower case; what people mean by "the site". */
export function siteOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./, '');
}
