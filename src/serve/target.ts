import { isIPv6 } from 'node:net';

/** What a request is about, by its target (RFC 9112 3.2). */
export type Target =
  /** `OPTIONS *`: the server as a whole. */
  | { readonly is: 'server' }
  | {
      readonly is: 'path';
      /** Decoded, without the first `/`; `undefined` where it holds what no path of ours does, an encoded `/` say. */
      readonly path: string | undefined;
      /** As written, without its `?`; empty where there is none. */
      readonly query: string;
    }
  /** A path with characters that should have been percent-encoded, and the target as it should be. */
  | { readonly is: 'unencoded'; readonly path: string; readonly target: string }
  | { readonly is: 'wrong' };

const wrong: Target = { is: 'wrong' };

/**
 * Reads origin-form, absolute-form (which a server must take, whatever its host) and asterisk-form.
 *
 * @param written As node gives it: a character a byte.
 */
export function readTarget(method: string, written: string): Target {
  if (written === '*') return method === 'OPTIONS' ? { is: 'server' } : wrong;
  const origin = written.startsWith('/') ? written : originOf(written);
  if (origin === undefined || /[\x00-\x20\x7f#]/.test(origin)) return wrong;
  if (/[\x80-\xff]/.test(origin)) return unencoded(origin);
  const [path, query] = divided(origin);
  const decoded = decode(path);
  return decoded === undefined ? wrong : { is: 'path', path: decoded.path, query };
}

/** The authority of an absolute-form has no say here; one that is empty is wrong. */
function originOf(written: string): string | undefined {
  const match = /^https?:\/\/(?:[\w.~!$&'()*+,;=%-]+|\[[\da-f:.]+\])(?::\d*)?(?=[/?]|$)/i.exec(written);
  if (match === null) return undefined;
  const rest = written.slice(match[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function divided(origin: string): [path: string, query: string] {
  const mark = origin.indexOf('?');
  return mark < 0 ? [origin, ''] : [origin.slice(0, mark), origin.slice(mark + 1)];
}

/** `path` is undefined for a path that decodes to something else than it says: `a%2Fb` is not `a/b`. */
function decode(path: string): { readonly path: string | undefined } | undefined {
  if (!path.includes('%')) return { path: path.slice(1) };
  if (/%(?![\da-f]{2})/i.test(path)) return undefined;
  if (/%(?:2f|00)/i.test(path)) return { path: undefined };
  try {
    return { path: decodeURIComponent(path).slice(1) };
  } catch {
    // Not UTF-8, as all of our paths are.
    return { path: undefined };
  }
}

/** RFC 9112 3.2: the answer to a target that was not encoded is an error, or the way to the one that is. */
function unencoded(origin: string): Target {
  const bytes = Buffer.from(origin, 'latin1');
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return wrong;
  const target = text.replace(/[^\x00-\x7f]+/g, encodeURIComponent);
  const read = readTarget('GET', target);
  return read.is === 'path' && read.path !== undefined ? { is: 'unencoded', path: read.path, target } : wrong;
}

/** RFC 9112 3.2, RFC 3986 3.2.2: a name or an address, and a port; it may be empty. */
export function isHost(value: string): boolean {
  const address = /^\[([^\]]*)\](?::\d*)?$/.exec(value)?.[1];
  if (address !== undefined) return isIPv6(address);
  return /^(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*(?::\d*)?$/i.test(value);
}
