import * as v from 'valibot';
import { defaults } from './defaults.ts';
import { readAliasTarget, readFormerPath } from './values/alias.ts';
import { readBaseUrl, readHttpUrl } from './values/base-url.ts';
import { readFeedName } from './values/feed-name.ts';
import { readFolder } from './values/folder.ts';
import { readGlob } from './values/glob.ts';
import { readHost } from './values/host.ts';
import { readLanguage } from './values/language.ts';
import { readMomentForm } from './values/moment.ts';
import { readListeningHost, readNetwork } from './values/network.ts';
import { readPageTemplate } from './values/page-template.ts';
import { type Reading, shown } from './values/reading.ts';
import { readSiteId } from './values/site-id.ts';
import { readTimezone } from './values/timezone.ts';

/**
 * The configuration file as people write it: what keys there are and what each may say. Nothing is transformed here;
 * resolve.ts gives the values their meaning.
 *
 * The message of a schema says what is expected (`a text`), that of an action what is wrong (`"x" is not …`), with its
 * hint in `expected`; check.ts reads them so. `metadata` holds JSON Schema keywords, for schema/config.schema.json.
 * Only this room's lazy imports lead here: a run without a configuration file never loads valibot.
 */

/** A check by one of values/, whose problem and hint it reports. */
function means<T>(read: (text: string) => Reading<T>) {
  return v.rawCheck<string>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const reading = read(dataset.value);
    if ('problem' in reading)
      addIssue({ message: reading.problem, ...(reading.hint !== undefined && { expected: reading.hint }) });
  });
}

/** A mapping with these keys and no others. valibot takes a list for a mapping, so what it is is asked before. */
function mapping<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.pipe(v.custom<object>(isMapping, 'a mapping of keys to values'), v.strictObject(entries));
}

/** A mapping with names of the user's own as keys. */
function named<const Value extends v.GenericSchema>(key: v.GenericSchema<string, string>, value: Value) {
  return v.pipe(v.custom<object>(isMapping, 'a mapping of names to values'), v.record(key, value));
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const addressPattern = '^\\s*[Hh][Tt]{2}[Pp][Ss]?:';
const siteIdPattern = '^[a-z0-9._@-]+,\\d{4}(-\\d{2}){0,2}$';
const feedNamePattern = '^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*(-[\\p{L}\\p{M}\\p{N}]+)*$';
const momentPattern = '^\\d{4}-\\d{2}-\\d{2}([Tt ]|$)';

/** With at least one character that can be seen: titles and names are cleaned, and none may be empty then. */
const text = v.pipe(
  v.string('a text'),
  v.check((said) => /[^\s\p{C}]/u.test(said), 'the text is empty'),
  v.metadata({ pattern: '[^\\s\\p{C}]' }),
);
const texts = v.array(text, 'a list of texts');
const address = v.pipe(
  v.string('an http or https address'),
  means(readHttpUrl),
  v.metadata({ pattern: addressPattern }),
);
const languageTag = v.pipe(
  v.string('a language tag'),
  means(readLanguage),
  v.metadata({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' }),
);
const folder = v.pipe(v.string('a path'), means(readFolder), v.metadata({ pattern: '\\S' }));
const globs = v.array(
  v.pipe(v.string('a pattern'), means(readGlob), v.metadata({ pattern: '\\S' })),
  'a list of patterns',
);

function wholeNumber(minimum: number, phrase: string, maximum?: number) {
  return v.pipe(
    v.number(phrase),
    v.check(
      (count) => Number.isSafeInteger(count) && count >= minimum && count <= (maximum ?? count),
      ({ input }) => `${shown(input)} is not ${phrase}`,
    ),
    v.metadata({ type: 'integer', minimum, ...(maximum !== undefined && { maximum }) }),
  );
}

function atMost(unit: string) {
  const phrase = `a whole number of ${unit}, 1 or more, or "all"`;
  return v.union([wholeNumber(1, phrase), v.literal('all', phrase)], phrase);
}

/** Up to a week: timers of Node.js go off at once where they are set to more than 24 days. */
const seconds = wholeNumber(1, 'a whole number of seconds from 1 to 604800', 604_800);

const percentPhrase = 'a number from 0 to 100';
const percent = v.pipe(
  v.number(percentPhrase),
  v.check(
    (said) => said >= 0 && said <= 100,
    ({ input }) => `${shown(input)} is not ${percentPhrase}`,
  ),
  v.metadata({ minimum: 0, maximum: 100 }),
);
const yesOrNo = v.boolean('true or false');
const port = wholeNumber(0, 'a whole number from 0 to 65535', 65_535);
const positivePhrase = 'a number above 0';
const positive = v.pipe(
  v.number(positivePhrase),
  v.check(
    (said) => said > 0 && Number.isFinite(said),
    ({ input }) => `${shown(input)} is not ${positivePhrase}`,
  ),
  v.metadata({ exclusiveMinimum: 0 }),
);
const aliasTarget = v.pipe(v.string('a path or an address'), means(readAliasTarget), v.metadata({ pattern: '\\S' }));

const format = v.picklist(['rss', 'atom', 'json'], '"rss", "atom" or "json"');
const formats = v.pipe(v.array(format, 'a list of "rss", "atom" and "json"'), v.minLength(1, 'the list is empty'));

/** An optional key, with what the JSON Schema says of it. */
function key<const Schema extends v.GenericSchema>(schema: Schema, description: string, keywords: object = {}) {
  return v.optional(v.pipe(schema, v.metadata({ description, ...keywords })));
}

const shape = {
  entries: key(atMost('entries'), 'How many entries a document shows at most, the newest; "all" lifts the limit.', {
    default: defaults.feed.entries,
  }),
  bytes: key(
    atMost('bytes'),
    'How many bytes a document has at most; "all" lifts the limit. Some readers refuse more than 512 KB.',
    { default: defaults.feed.bytes },
  ),
  formats: key(formats, 'The formats in which the feed is written.', { default: defaults.feed.formats }),
};
const asFeed = 'What is left out is as in "feed".';
const feedShape = mapping(shape);
const shapeOrNone = v.union([feedShape, v.literal(false)], 'a mapping of keys to values, or false');

const person = mapping({
  name: v.pipe(text, v.metadata({ description: 'As feeds show it.' })),
  url: key(address, 'The page of the author.'),
});

const articleFolder = mapping({
  path: v.pipe(folder, v.metadata({ description: "The folder, relative to this file's." })),
  include: key(globs, 'Patterns of the files that are articles, relative to the folder.', {
    default: defaults.folder.include,
  }),
  exclude: key(globs, 'Patterns of the files that are none. Dot folders and node_modules never count.', {
    default: [],
  }),
  source: key(text, 'The source of articles that name none: a key or a name of "sources", a name, or an address.'),
  tags: key(texts, 'Tags that every article of the folder has beside its own.', { default: [] }),
  language: key(languageTag, 'The language (BCP 47) of articles that name none.'),
  content: key(v.picklist(['full', 'summary'], '"full" or "summary"'), 'What feeds show of the articles.', {
    default: defaults.folder.content,
  }),
  undated: key(
    v.picklist(['leave-out', 'first-seen'], '"leave-out" or "first-seen"'),
    'What becomes of an article without any date: it is left out, or takes the moment at which it was first seen.',
    { default: defaults.folder.undated },
  ),
  keep: key(yesOrNo, 'Whether an entry stays published when its file is gone.', { default: defaults.folder.keep }),
  pictures: key(yesOrNo, 'Whether remote pictures are fetched once, kept, and published from here.', {
    default: defaults.folder.pictures,
  }),
  noindex: key(
    yesOrNo,
    'Whether the pages of its articles ask search engines not to list them. Default: those of clippings do that are shown in full.',
  ),
});
const path = v.pipe(folder, v.metadata({ description: 'A folder of articles.' }));
const personOrName = v.union([text, person], 'a name, or a mapping with name and url');
const folderOrPath = v.union([folder, articleFolder], 'a path, or a mapping with path');

/** check-schedule.ts looks into it. */
const schedulePhrase = 'a schedule, or false';
const schedule = v.union(
  [v.pipe(v.string(schedulePhrase), v.metadata({ pattern: '\\S' })), v.literal(false, schedulePhrase)],
  schedulePhrase,
);

const moment = v.pipe(v.string('a date'), means(readMomentForm), v.metadata({ pattern: momentPattern }));

export const configSchema = mapping({
  $schema: key(v.string('an address'), 'Where editors find the JSON Schema of this file; Hayloft does not read it.'),
  title: key(text, 'Of the main feed and of the whole collection. Default: the host of baseUrl, else "Articles".'),
  description: key(text, 'What the collection is, in a sentence.'),
  siteId: key(
    v.pipe(v.string('a text'), means(readSiteId), v.metadata({ pattern: siteIdPattern })),
    "The lasting name in which entry ids are made (RFC 4151): a host name or an e-mail address of yours, a comma, and a date on which it was yours. Never change it: every entry would come back as unread. Default: baseUrl's host and 2026.",
    { examples: ['example.org,2026'] },
  ),
  baseUrl: key(
    v.pipe(v.string('an http or https address'), means(readBaseUrl), v.metadata({ pattern: addressPattern })),
    'Where the output folder is served. The default serves to try things out, and warns.',
    { default: defaults.baseUrl },
  ),
  language: key(languageTag, 'The language (BCP 47) of the feeds, and of articles that name none.'),
  author: key(
    v.union(
      [text, person, v.array(personOrName, 'a list of authors')],
      'a name, a mapping with name and url, or a list of them',
    ),
    'The author, or authors, of articles that name none.',
  ),
  timezone: key(
    v.pipe(v.string('a time zone'), means(readTimezone), v.metadata({ pattern: '^[A-Za-z]' })),
    'The zone (IANA) of dates that name none.',
    { default: defaults.timezone },
  ),
  articles: key(
    v.union(
      [path, articleFolder, v.pipe(v.array(folderOrPath, 'a list of folders'), v.minLength(1, 'the list is empty'))],
      'a path, a mapping with path, or a list of them',
    ),
    "The folders of articles, relative to this file's. Put new ones behind the others: ids depend on the first.",
    { default: defaults.articles },
  ),
  output: key(folder, "The folder that is written, relative to this file's.", { default: defaults.output }),
  state: key(
    folder,
    "The folder of what must last: the ledger of ids, versions and pictures. Relative to this file's. Commit it or back it up.",
    { default: defaults.state },
  ),
  link: key(
    mapping({
      clippings: key(
        v.picklist(['source', 'page'], '"source" or "page"'),
        'Where the link of a clipping leads: to the original, or to its page here.',
        { default: defaults.link.clippings },
      ),
      page: key(
        v.pipe(v.string('a template'), means(readPageTemplate), v.metadata({ pattern: '\\{(path|name)\\}' })),
        "The address of an article's page, absolute or relative to baseUrl, made of {path}, {name}, {year}, {month} and {day}.",
        { default: defaults.link.page },
      ),
    }),
    'Where the links of entries lead.',
  ),
  feed: key(feedShape, 'The main feed, and all others as far as they say nothing else.'),
  groups: key(
    mapping({
      sources: key(shapeOrNone, `The feeds of the sources; false for none. ${asFeed}`),
      tags: key(shapeOrNone, `The feeds of the tags; false for none. ${asFeed}`),
    }),
    'The feeds made of each source and of each tag.',
  ),
  pages: key(
    v.union(
      [
        yesOrNo,
        mapping({
          theme: key(
            folder,
            "A folder with style.css or theme.js of your own, or both, relative to this file's. Default: the theme that comes with Hayloft.",
          ),
          noindex: key(yesOrNo, 'Whether every page asks search engines not to list it.', {
            default: defaults.pages.noindex,
          }),
          search: key(yesOrNo, 'Whether there is a page to search all articles.', { default: defaults.pages.search }),
          markdown: key(yesOrNo, 'Whether the Markdown of an article lies beside its page.', {
            default: defaults.pages.markdown,
          }),
        }),
      ],
      'true, false, or a mapping with theme, noindex, search and markdown',
    ),
    'Pages for people beside the feeds; false for none.',
    { default: defaults.pages },
  ),
  history: key(
    v.union(
      [
        yesOrNo,
        mapping({
          entries: key(wholeNumber(1, 'a whole number of entries, 1 or more'), 'How many entries a full page holds.', {
            default: defaults.history.entries,
          }),
          tags: key(yesOrNo, 'Whether the feeds of tags have history, too.', { default: defaults.history.tags }),
        }),
      ],
      'true, false, or a mapping with entries and tags',
    ),
    'The pages of history behind the feeds (RFC 5005), through which readers reach every entry; false for none.',
    { default: defaults.history },
  ),
  versions: key(yesOrNo, 'Whether every version of an entry is kept, or only the last that was published.', {
    default: defaults.versions,
  }),
  tombstones: key(
    yesOrNo,
    'Whether Atom documents say which entries were withdrawn (RFC 6721). Validators warn of elements they do not know.',
    { default: defaults.tombstones },
  ),
  guard: key(
    v.union(
      [
        mapping({
          entries: key(
            wholeNumber(0, 'a whole number of entries, 0 or more'),
            'So many entries may always be changed, whatever their share.',
            {
              default: defaults.guard.entries,
            },
          ),
          percent: key(percent, 'Such a share of the published entries may always be changed, whatever their number.', {
            default: defaults.guard.percent,
          }),
        }),
        v.literal(false),
      ],
      'a mapping with entries and percent, or false',
    ),
    'A run is refused that would change the ids of more entries than both limits allow, bring them back to the top, or drop them; false for no limit.',
    { default: defaults.guard },
  ),
  schedule: key(
    schedule,
    'When "hayloft start" collects, as in crontab(5): minute, hour, day of the month, month, day of the week, in "timezone"; with seconds before them where there are six. false: only when something changes or is due.',
    { default: defaults.schedule, examples: ['*/15 * * * *', '0 6 * * *'] },
  ),
  watch: key(
    yesOrNo,
    'Whether "hayloft start" also collects soon after a file in the folders of articles has changed.',
    { default: defaults.watch },
  ),
  hub: key(
    v.union(
      [address, v.pipe(v.array(address, 'a list of http or https addresses'), v.minLength(1, 'the list is empty'))],
      'an http or https address, or a list of them',
    ),
    'The WebSub hub, or hubs, that subscribers are told of changes by.',
  ),
  notify: key(
    mapping({
      success: key(address, "An address that is fetched after each good run: a dead man's switch."),
      failure: key(
        v.union(
          [address, v.pipe(v.array(text, 'a list of texts'), v.minLength(1, 'the list is empty'))],
          'an http or https address, or a command as a list of texts',
        ),
        'An address to which a failed run is posted as JSON, or a command that gets the same on standard input: the program and each of its arguments.',
      ),
    }),
    'Whom "hayloft start" tells how runs went.',
  ),
  limits: key(
    mapping({
      run: key(seconds, 'A run that takes longer is given up.', { default: defaults.limits.run }),
      stop: key(seconds, 'When told to end, a run and open answers have so long to come to theirs.', {
        default: defaults.limits.stop,
      }),
    }),
    'How many seconds things may take in "hayloft start".',
  ),
  server: key(
    mapping({
      host: key(
        v.pipe(v.string('a host name or an address'), means(readListeningHost), v.metadata({ pattern: '^[^\\s/]+$' })),
        'The name or address to listen at; "::" for every address of the machine.',
        { default: defaults.server.host },
      ),
      port: key(port, 'The port to listen at; 0 for any that is free. The environment variable PORT wins over it.', {
        default: defaults.server.port,
      }),
      socket: key(folder, 'The path of a Unix socket, in place of host and port.'),
      proxy: key(
        mapping({
          addresses: v.pipe(
            v.array(v.pipe(v.string('an address'), means(readNetwork)), 'a list of addresses'),
            v.metadata({
              description: 'Its addresses or networks, as 10.0.0.0/8; "local" for this machine, Unix sockets included.',
            }),
          ),
          field: key(
            v.picklist(['x-forwarded-for', 'forwarded'], '"x-forwarded-for" or "forwarded"'),
            'The request field in which it writes the address of the client.',
            { default: 'x-forwarded-for' },
          ),
        }),
        'A reverse proxy in front, whose word for the addresses of clients counts.',
      ),
      limit: key(
        v.union(
          [
            mapping({
              perSecond: key(positive, 'Requests a second, on the long run.', {
                default: defaults.server.limit.perSecond,
              }),
              burst: key(wholeNumber(1, 'a whole number of requests, 1 or more'), 'Requests at once, after a pause.', {
                default: defaults.server.limit.burst,
              }),
            }),
            v.literal(false),
          ],
          'a mapping with perSecond and burst, or false',
        ),
        'How much one address may ask for before it is told to slow down (429); false for no limit.',
        { default: defaults.server.limit },
      ),
      metrics: key(yesOrNo, 'Whether there is /metrics, for Prometheus.', { default: defaults.server.metrics }),
      aliases: key(
        named(
          v.pipe(v.string('a path'), means(readFormerPath), v.metadata({ pattern: '^[^\\s#]+$' })),
          v.union(
            [
              aliasTarget,
              mapping({
                to: v.pipe(aliasTarget, v.metadata({ description: 'The path below baseUrl, or a whole address.' })),
                by: key(
                  v.picklist(['redirect', 'content'], '"redirect" or "content"'),
                  'Whether the former address leads to the other, or shows what is there.',
                  { default: 'redirect' },
                ),
              }),
            ],
            'a path or address, or a mapping with to and by',
          ),
        ),
        'Former addresses, as "feed/" or "?feed=rss2", and where what they had is now.',
      ),
    }),
    'Where "hayloft serve" and "hayloft start" listen, and how they serve.',
  ),
  feeds: key(
    named(
      v.pipe(v.string('a name'), means(readFeedName), v.metadata({ pattern: feedNamePattern })),
      mapping({
        title: key(text, 'Default: its name.'),
        description: key(text, 'What it is about, in a sentence.'),
        tags: key(
          mapping({
            all: key(texts, 'Entries that have all of these tags.'),
            any: key(texts, 'Entries that have at least one of these tags.'),
            none: key(texts, 'Entries that have none of these tags.'),
          }),
          'By tag; upper and lower case are one.',
        ),
        sources: key(texts, 'Entries of one of these sources, by key or name.'),
        authors: key(texts, 'Entries by one of these authors.'),
        from: key(moment, 'Entries published on this day or later, or at this moment or later.'),
        until: key(moment, 'Entries published up to this day, with it, or before this moment.'),
        ...shape,
      }),
    ),
    `Feeds of your own: the name is part of the address, and an entry is in when it meets every condition. ${asFeed}`,
  ),
  sources: key(
    named(
      text,
      mapping({
        name: key(text, 'As feeds show it. Default: its key.'),
        url: key(address, 'Its home page.'),
        feed: key(address, 'Its own feed, which RSS asks for where an entry names its source.'),
        hosts: key(
          v.array(
            v.pipe(v.string('a host name'), means(readHost), v.metadata({ pattern: '^[^\\s/\\\\?#:@*]+$' })),
            'a list of host names',
          ),
          'Articles from these hosts, subdomains included, are from this source. Default: the host of url, if that is a home page.',
        ),
      }),
    ),
    'Sources that articles name in different ways: by this key, by name, or by an address at one of the hosts.',
  ),
});

/** What a configuration file may hold, for `satisfies ConfigFile` in one that is written in TypeScript. */
export type ConfigFile = v.InferOutput<typeof configSchema>;
