import type { PictureSize } from '../../article/article.ts';
import { unescaped } from '../../article/content/html-scanner.ts';
import { escapeMarkup } from '../../text/escape.ts';
import type { LinkTargets } from './link-targets.ts';
import type { PageSurroundings } from './surroundings.ts';

/** Folders in which pages of feeds and of the archive are; of articles the configuration says where. */
const OF_LISTS = /^(?:sources|tags|feeds|archive)\/(?:.*\/)?$/s;
const PICTURE_DATA = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;

/** Addresses as an article holds them, absolute and escaped, as its page has to write them. */
export class SiteAddresses {
  private readonly baseUrl: string;
  private readonly root: string;
  private readonly targets: LinkTargets;
  private readonly sizes: ReadonlyMap<string, PictureSize | undefined>;

  constructor(around: Pick<PageSurroundings, 'baseUrl' | 'root' | 'media'>, targets: LinkTargets) {
    this.baseUrl = around.baseUrl;
    // Without a folder before it, what follows could be taken for a scheme: `javascript:x` below the base URL.
    this.root = around.root === '' ? './' : around.root;
    this.targets = targets;
    this.sizes = new Map(around.media?.map(({ to, size }) => [to, size]));
  }

  /** Relative where it leads into the site or the article, as it is elsewhere. */
  link(address: string): string {
    const id = this.targets.idOf(address);
    if (id !== undefined) return `#${id}`;
    const below = this.below(address);
    if (below === undefined) return withOneFragment(address);
    const fragment = this.targets.fragmentOf(address);
    if (fragment !== undefined) return withOneFragment(fragment);
    const [path = ''] = /^[^?#]*/.exec(below) as RegExpExecArray;
    const file = path === '' || OF_LISTS.test(path) ? `${path}index.html` : path;
    return withOneFragment(escapeMarkup(this.root + file + below.slice(path.length)));
  }

  /** Of a picture, sound or film that a page may load: relative, or in the address itself; else undefined. */
  loadable(address: string): string | undefined {
    if (PICTURE_DATA.test(address)) return address;
    const below = this.below(address);
    return below === undefined ? undefined : escapeMarkup(this.root + below);
  }

  /** Of a picture that is published with the article. */
  sizeOf(address: string): PictureSize | undefined {
    const below = this.below(address);
    return below === undefined ? undefined : this.sizes.get(below);
  }

  private below(address: string): string | undefined {
    const url = unescaped(address);
    return url.startsWith(this.baseUrl) ? url.slice(this.baseUrl.length) : undefined;
  }
}

/** A second `#` is one that RFC 3986 (3.5) wants written as `%23`; `&#39;` is none. */
function withOneFragment(address: string): string {
  let isInFragment = false;
  return address.replace(/(?<!&)#/g, (hash) => {
    if (isInFragment) return '%23';
    isInFragment = true;
    return hash;
  });
}

/** Host of an http(s) address, escaped as that is, without `www.`. */
export function hostOf(address: string): string {
  return /^https?:\/\/(?:www\.)?([^/?#]*)/.exec(address)?.[1] ?? '';
}
