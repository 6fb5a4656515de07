import type { Instant } from '../text/instant.ts';
import type { Person } from '../text/person.ts';

/** A checked configuration: every value present, every path absolute. */
export interface Config {
  /** Absolute path of the file it came from; absent where there was none. */
  readonly file?: string;
  readonly title: string;
  readonly description?: string;
  /** Absolute http(s) URL that ends in `/`: where the output folder is served. */
  readonly baseUrl: string;
  /** RFC 4151 tagging entity, `authority,date`: the name in which ids are minted. */
  readonly siteId: string;
  /** BCP 47; absent where nobody said, which documents write as `und`. */
  readonly language?: string;
  readonly authors: readonly Person[];
  /** IANA name: of dates that name no zone. */
  readonly timezone: string;
  readonly articles: readonly ArticleFolder[];
  /** Absolute path. */
  readonly output: string;
  /** Absolute path of the folder of what must last: the ledger, versions, pictures. */
  readonly state: string;
  /** Archive documents behind the feeds (RFC 5005 section 4); false for none. */
  readonly history: HistoryPolicy | false;
  /** Whether each version of an entry is kept, or only the last that was published. */
  readonly versions: boolean;
  /** Whether Atom documents hold `at:deleted-entry` (RFC 6721) for what was withdrawn. */
  readonly tombstones: boolean;
  /** How many known entries a run may change, resurface or drop before it is refused. */
  readonly guard: Guard;
  /** Where the link of an entry leads. */
  readonly link: LinkPolicy;
  /** Limits of the main feed, and of the others where they say nothing else. */
  readonly feed: FeedShape;
  readonly groups: { readonly sources: FeedShape | false; readonly tags: FeedShape | false };
  /** Pages for people beside the feeds; false for none. */
  readonly pages: PagesConfig | false;
  /** When the job collects: a pattern of {@link readCron}, in the time zone; false: by changes and due dates alone. */
  readonly schedule: string | false;
  /** Whether a change in the folders of articles starts a run. */
  readonly watch: boolean;
  /** Of WebSub: absolute http(s) addresses. */
  readonly hubs: readonly string[];
  readonly notify: Notify;
  readonly limits: Limits;
  readonly server: ServerConfig;
  readonly feeds: readonly NamedFeed[];
  readonly sources: readonly DeclaredSource[];
}

export interface HistoryPolicy {
  /** Entries of a full archive document. */
  readonly entries: number;
  /** Whether the feeds of tags have history, too. */
  readonly tags: boolean;
}

export interface PagesConfig {
  /** Absolute path of a folder with theme.js and style.css, either of them; absent for the theme that comes with Hayloft. */
  readonly theme?: string;
  /** Whether every page asks search engines not to list it. */
  readonly noindex: boolean;
  /** Whether there is a page to search, and its index. */
  readonly search: boolean;
  /** Whether the Markdown of an article lies beside its page. */
  readonly markdown: boolean;
}

/** Whom the job tells how runs went. */
export interface Notify {
  /** Absolute http(s) address, fetched after each good run. */
  readonly success?: string;
  /** After a failed one: an address to post to, or a program and its arguments. */
  readonly failure?: string | readonly string[];
}

/** In seconds. */
export interface Limits {
  /** A run that takes longer is given up. */
  readonly run: number;
  /** What is under way when the job is told to end has so long. */
  readonly stop: number;
}

/** Where and how what was published is served. */
export interface ServerConfig {
  /** A name or an address; `::` is every address of the machine. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Absolute path of a Unix socket, which takes the place of both. */
  readonly socket?: string;
  /** In front of the server: whose word for a client's address counts. */
  readonly proxy?: ReverseProxy;
  /** False: nobody is asked to slow down. */
  readonly limit: RateLimit | false;
  /** Whether there is `/metrics`. */
  readonly metrics: boolean;
  /** Former addresses: paths without first and last `/`, decoded, perhaps with a query behind `?`. */
  readonly aliases: ReadonlyMap<string, Alias>;
}

export interface ReverseProxy {
  /** Addresses and networks in CIDR notation; `local` is this machine, by loopback or a Unix socket. */
  readonly addresses: readonly string[];
  /** The request field in which it writes the client's address. */
  readonly field: 'x-forwarded-for' | 'forwarded';
}

/** How much one address may ask for. */
export interface RateLimit {
  /** Requests a second, on the long run. */
  readonly perSecond: number;
  /** Requests at once, after a pause. */
  readonly burst: number;
}

export interface Alias {
  /** Path under the output folder, or an absolute address. */
  readonly to: string;
  /** Whether the address leads on, or has the content itself. */
  readonly by: 'redirect' | 'content';
}

/** A run is refused when it would do more than both limits allow. */
export interface Guard {
  readonly entries: number;
  /** Of the entries that are published. */
  readonly percent: number;
}

export interface ArticleFolder {
  /** Absolute path. */
  readonly folder: string;
  /** As the user wrote it, for messages. */
  readonly shown: string;
  /** Put before the paths of its articles; empty for the first folder, so that adding a second one moves nothing. */
  readonly prefix: string;
  /** Globs, relative to the folder. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly source?: string;
  readonly tags: readonly string[];
  readonly language?: string;
  readonly content: 'full' | 'summary';
  /** What becomes of an article without any date. `first-seen`: it takes the moment of the run that met it first. */
  readonly undated: 'leave-out' | 'first-seen';
  /** Whether an entry stays published when its file is gone. */
  readonly keep: boolean;
  /** Whether remote pictures are fetched once and published from here. */
  readonly pictures: boolean;
  /** Whether the pages of its articles ask search engines not to list them; absent where each article decides. */
  readonly noindex?: boolean;
}

export interface LinkPolicy {
  /** `source`: a clipping with a source URL links to the original; `page`: to its page here. */
  readonly clippings: 'source' | 'page';
  /**
   * Address of an article's page, relative to the base URL or absolute. `{path}` is the article's path without its
   * extension, `{name}` the last part of it, `{year}`, `{month}`, `{day}` its published day in the configured zone.
   */
  readonly page: string;
}

export type FeedFormat = 'rss' | 'atom' | 'json';

export interface FeedShape {
  /** At most so many entries; Infinity for `all`. */
  readonly entries: number;
  /** At most so many bytes a document; Infinity for `all`. */
  readonly bytes: number;
  readonly formats: readonly FeedFormat[];
}

/** A feed asked for by name: the entries that meet every condition given. */
export interface NamedFeed extends FeedShape {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: {
    readonly all?: readonly string[];
    readonly any?: readonly string[];
    readonly none?: readonly string[];
  };
  /** Keys of declared sources, or names. */
  readonly sources?: readonly string[];
  readonly authors?: readonly string[];
  /** Published at or after. */
  readonly from?: Instant;
  /** Published before. */
  readonly until?: Instant;
}

export interface DeclaredSource {
  readonly key: string;
  readonly name: string;
  readonly url?: string;
  readonly feed?: string;
  /** Host names, lower case, without `www.`; subdomains are included. */
  readonly hosts: readonly string[];
}
