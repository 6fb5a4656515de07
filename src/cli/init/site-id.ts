/**
 * A lasting name for a new site (RFC 4151 2.1, `authority,date`): the host it is served at and the year; a site that has
 * no address yet gets a random name under `.invalid`, which is nobody's and never will be (RFC 2606 2), so that no two
 * sites can mint the same id. It is written into the configuration once and has to stay.
 *
 * @param random Hexadecimal digits.
 */
export function newSiteId(baseUrl: string | undefined, year: string, random: string): string {
  const host = baseUrl === undefined ? '' : new URL(baseUrl).hostname;
  const isName =
    !/^[\d.]+$/.test(host) && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/.test(host);
  return `${isName ? host : `hayloft-${random}.invalid`},${year}`;
}
