import { defaults } from './defaults.ts';

/** What `hayloft init` knows of the site. */
export interface StarterFacts {
  /** Written once, so that ids last whatever becomes of the base URL. */
  readonly siteId: string;
  /** Absent where it is not known yet: then it stands there as a comment, and builds warn. */
  readonly baseUrl?: string | undefined;
  /** Of the machine on which it is written, which is most likely what dates without a zone mean. */
  readonly timezone?: string | undefined;
  /** Where the JSON Schema lies: an address, or a path relative to the file. */
  readonly schema?: string | undefined;
}

/**
 * The text of a first `hayloft.config.yaml`: every key with what it does and its default, or an example where there is
 * none. Keys are commented out by `#` alone and explained behind `# `: taking away the former leaves a valid file.
 */
export function starterConfig({ siteId, baseUrl, timezone, schema = installedSchema }: StarterFacts): string {
  const { feed, folder, guard, history, limits, link, pages, server } = defaults;
  return `# yaml-language-server: $schema=${schema}

# The configuration of Hayloft. Keys behind a # show their default, or an example: take the # away to use them.

# The lasting name in which the ids of entries are made. Never change it: every entry would come back as unread.
siteId: ${JSON.stringify(siteId)}

# Where the output folder is served.
${baseUrl === undefined ? `#baseUrl: ${defaults.baseUrl}` : `baseUrl: ${JSON.stringify(baseUrl)}`}

# Of the main feed. Without a title, the host of the base URL is used.
#title: Press archive
#description: What I have read and kept

# The language (BCP 47) of the feeds and of articles that name none, the author of articles that name none, and the
# time zone (IANA) of dates that name none.
#language: en
#author: { name: A. Reader, url: https://example.org/about }
${timezone === undefined ? `#timezone: ${defaults.timezone}` : `timezone: ${timezone}`}

# The folders of articles, relative to this file. Put new ones behind the others: ids depend on which is the first.
# Files with front matter that name no source, language or tags take those of their folder.
#articles:
#  - ${defaults.articles}
#  - path: clippings
#    include: ${list(folder.include)}
#    exclude: ["private/**"]
#    source: Observador
#    tags: [clipped]
#    language: pt
#    # What feeds show: full or summary.
#    content: ${folder.content}
#    # Articles without any date: leave-out, or first-seen for the moment at which they were first met.
#    undated: ${folder.undated}
#    # Keep entries whose files are gone; fetch remote pictures once and publish them from here.
#    keep: ${folder.keep}
#    pictures: ${folder.pictures}
#    # Ask search engines not to list the pages: of clippings that are shown in full, where nothing is said.
#    noindex: true

# The folder that is written.
#output: ${defaults.output}

# The folder of what must last: the ledger, by which every entry is known again, versions and pictures. Commit it or
# back it up.
#state: ${defaults.state}

# Where links lead: clippings to their source or to their page here; pages are addressed by this template, made of
# {path}, {name}, {year}, {month} and {day}, relative to the base URL or absolute.
#link:
#  clippings: ${link.clippings}
#  page: "${link.page}"

# How much a feed shows: its newest entries and its size in bytes, whichever is reached first; all for no limit.
#feed:
#  entries: ${feed.entries}
#  bytes: ${feed.bytes}
#  formats: [${feed.formats.join(', ')}]

# The feeds of each source and of each tag: as above where nothing else is said; false for none.
#groups:
#  sources: { entries: ${feed.entries} }
#  tags: false

# Pages for people beside the feeds; false for none. A theme of your own is a folder with style.css, theme.js or both.
#pages:
#  theme: theme
#  noindex: ${pages.noindex}
#  search: ${pages.search}
#  # Put the Markdown of an article beside its page.
#  markdown: ${pages.markdown}

# Pages of history behind the feeds: how many entries a full one holds, and whether tags have them, too. false for none.
#history: { entries: ${history.entries}, tags: ${history.tags} }

# Keep every version of an entry; say in Atom which entries were withdrawn, of which validators warn.
#versions: ${defaults.versions}
#tombstones: ${defaults.tombstones}

# A run is refused that would change the ids of, bring back to the top, or drop more entries than both of these allow.
#guard: { entries: ${guard.entries}, percent: ${guard.percent} }

# When "hayloft start" collects: minute, hour, day of the month, month and day of the week, in the time zone above;
# false for when something changes or is due alone. It can also watch the folders for changes.
#schedule: "${defaults.schedule}"
#watch: ${defaults.watch}

# The WebSub hub by which subscribers learn of changes at once.
#hub: https://pubsubhubbub.appspot.com/

# Whom "hayloft start" tells how runs went: an address to fetch after each good one, and an address to post to, or a
# command, after a failed one.
#notify:
#  success: https://hc-ping.com/9e0b3a52-0000-0000-0000-000000000000
#  failure: [mail, -s, Hayloft, me@example.org]

# Seconds that a run may take, and that what is under way may still take when told to end.
#limits: { run: ${limits.run}, stop: ${limits.stop} }

# Where "hayloft start" and "hayloft serve" listen: host and port, or a Unix socket; a proxy in front whose word for the
# addresses of clients counts; how much one address may ask for; former addresses and what they had.
#server:
#  host: ${server.host}
#  port: ${server.port}
#  socket: /run/hayloft/http.sock
#  proxy: { addresses: [local], field: x-forwarded-for }
#  limit: { perSecond: ${server.limit.perSecond}, burst: ${server.limit.burst} }
#  metrics: ${server.metrics}
#  aliases:
#    feed/: rss.xml
#    "?feed=atom": { to: atom.xml, by: content }

# Feeds of your own; an entry is in when it meets every condition.
#feeds:
#  space:
#    title: Space
#    description: Everything about space that is not made up
#    tags: { any: [space, orbit], none: [fiction] }
#    sources: [observador]
#    authors: [A. Reader]
#    from: 2026-01-01
#    until: 2026-12-31

# Sources that articles name in different ways: by key, by name, or by an address at one of their hosts.
#sources:
#  observador:
#    name: Observador
#    url: https://observador.pt/
#    feed: https://observador.pt/feed/
#    hosts: [observador.pt]
`;
}

/** Where it lies when the package is installed beside the file. */
const installedSchema = './node_modules/hayloft/schema/config.schema.json';

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}
