import type { Addresses } from '../addresses.ts';
import type { Report } from '../report.ts';

/** What the rules know of the article they are parsing, and what they find out. */
export interface Scope {
  readonly addresses: Addresses;
  readonly report: Report;
  /** The entry's link, to which fragments are put. */
  readonly anchor: string;
  /** Makes footnote ids unique among entries. */
  readonly idPrefix: string;
  /** Raw HTML met, in order, with its line in the body, 0-indexed. Empty: the output is safe as it is. */
  readonly rawHtml: { readonly line: number; readonly html: string }[];
}

type Env = { readonly scope: Scope };

/** markdown-it hands an environment of the caller's to every rule; ours holds the scope. */
export function envOf(scope: Scope): Env {
  return { scope };
}

export function scopeOf(env: Env | undefined): Scope {
  return env?.scope as Scope;
}
