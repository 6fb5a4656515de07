/**
 * Which names of fields mean what, from the first that counts to the last: the words of web clippers, Jekyll, Hugo,
 * Hexo, Zola, Astro, Docusaurus, Eleventy, Pelican, Material for MkDocs and JSON Feed. Upper and lower case, `_`, `-`
 * and spaces do not count: `pubDate`, `pub_date` and `Pub Date` are `pubdate`. A dot leads into a mapping.
 */
export const vocabulary = {
  title: ['title'],
  id: ['id', 'guid'],
  published: [
    ...['date', 'date.created', 'published', 'pubdate', 'publishdate', 'publisheddate', 'datepublished', 'publishedat'],
    ...['publishedon', 'publicationdate', 'posted', 'postedat', 'postedon', 'posteddate', 'dateposted', 'created'],
    ...['createdat', 'createdon', 'createddate', 'datecreated', 'creationdate', 'clippedat', 'clippedon', 'clipped'],
    ...['clippeddate', 'dateclipped', 'saved', 'savedat', 'savedon', 'datesaved', 'added', 'addedat', 'addedon'],
    ...['dateadded', 'captured', 'capturedat', 'capturedate', 'datecaptured', 'collected', 'collectedat', 'archivedat'],
    ...['retrieved', 'slurped'],
  ],
  updated: [
    ...['updated', 'modified', 'lastmod', 'lastmodifiedat', 'lastmodified', 'datemodified', 'modifieddate'],
    ...['updateddate', 'dateupdated', 'updatedat', 'updatedon', 'updatedate', 'lastupdated', 'modifiedat'],
    ...['lastupdate.date', 'lastupdate', 'date.updated'],
  ],
  clipped: [
    ...['clippedat', 'clippedon', 'clipped', 'clippeddate', 'dateclipped', 'saved', 'savedat', 'savedon', 'datesaved'],
    ...['added', 'addedat', 'addedon', 'dateadded', 'captured', 'capturedat', 'capturedate', 'datecaptured'],
    ...[
      'collected',
      'collectedat',
      'archivedat',
      'retrieved',
      'slurped',
      'created',
      'createdat',
      'createdon',
      'datecreated',
    ],
  ],
  source: ['source'],
  sourceName: ['sourcename', 'sourcetitle', 'publisher', 'publication', 'sitename', 'site'],
  original: [
    ...['sourceurl', 'originalurl', 'original', 'originallink', 'canonicalurl', 'canonical', 'canonicallink'],
    ...['externalurl', 'externallink', 'link', 'url'],
  ],
  permalink: ['permalink', 'url'],
  authors: [
    ...['authors', 'author', 'byline', 'by', 'creator', 'taxonomies.authors', 'taxonomies.author', 'extra.authors'],
    ...['extra.author', 'params.authors', 'params.author'],
  ],
  authorUrl: ['authorurl'],
  tags: ['tags', 'tag', 'categories', 'category', 'taxonomies.tags', 'taxonomies.categories', 'topics'],
  keywords: ['keywords'],
  summary: ['description', 'summary', 'excerpt', 'abstract'],
  language: ['lang', 'language', 'locale'],
  image: [
    ...['image', 'cover', 'coverimage', 'featuredimage', 'featureimage', 'heroimage', 'hero', 'thumbnail', 'thumb'],
    ...['banner', 'socialimage', 'ogimage', 'images'],
  ],
  enclosures: ['enclosure', 'enclosures', 'attachment', 'attachments', 'audio', 'podcast', 'video'],
  /** Held back where they say yes. */
  draft: ['draft', 'private', 'unlisted', 'hidden'],
  /** Held back where they say no. */
  publish: ['publish', 'published'],
  status: ['status', 'state', 'visibility', 'poststatus'],
  /** Zola's address of the page, which may begin with the date; its own way to say it beside the file name. */
  path: ['path'],
} satisfies Record<string, readonly string[]>;

/** Names that no field of ours has, but that show that a line is front matter without fences. */
const others = ['slug', 'layout', 'template', 'type', 'comments', 'toc', 'series', 'modified'];

const known = new Set([...Object.values<readonly string[]>(vocabulary).flat(), ...others]);

/** A name of a field as the vocabulary spells it. */
export function fieldKey(name: string): string {
  return name.toLowerCase().replace(/[-_\s]+/g, '');
}

export function isKnownField(name: string): boolean {
  return known.has(fieldKey(name));
}
