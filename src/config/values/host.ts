import { type Reading, shown } from './reading.ts';

/** A host name as `siteOf` gives it of an address: ASCII (IDNA), lower case, without `www.`. */
export function readHost(text: string): Reading<string> {
  const name = text.trim();
  const url =
    /^[^\s/\\?#:@[\]*]+$/.test(name) && URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`) : undefined;
  if (url !== undefined) return { value: url.hostname.replace(/^www\.|\.$/g, '') };
  const meant = URL.canParse(name) ? new URL(name).hostname : name.replace(/^\*\./, '');
  return {
    problem: `${shown(text)} is not a host name`,
    hint:
      meant !== '' && meant !== name
        ? `did you mean "${meant}"? Subdomains are included`
        : 'write it without scheme, port and path, as in example.org; subdomains are included',
  };
}
