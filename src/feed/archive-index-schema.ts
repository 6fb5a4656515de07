const instant = { type: 'string', format: 'date-time' };
const address = { type: 'string', format: 'uri' };
const feeds = {
  description: 'Where it is polled, by format.',
  type: 'object',
  properties: { rss: address, atom: address, json: address },
  additionalProperties: false,
};
const group = {
  type: 'object',
  properties: {
    id: { description: 'The name of its folder.', type: 'string' },
    name: { type: 'string' },
    count: { description: 'How many entries belong to it.', type: 'integer', minimum: 1 },
    feeds,
  },
  required: ['id', 'name', 'count', 'feeds'],
  additionalProperties: false,
};

const path = { description: 'Of the article in its collection.', type: 'string', minLength: 1 };
const version = { const: 1 };
const id = { description: 'Permanent and opaque.', type: 'string', minLength: 1 };
const contentHash = {
  description: 'Of what a subscriber would notice: title, words, original, enclosures.',
  type: 'string',
  pattern: '^sha256:[0-9a-f]{64}$',
};

const entry = {
  description: 'An entry, whether its file is still there or it is shown as it was last published (kept).',
  type: 'object',
  properties: {
    id,
    path,
    title: { type: 'string', minLength: 1 },
    source: {
      type: 'object',
      properties: { id: { type: 'string' }, name: { type: 'string' }, url: address },
      required: ['id', 'name'],
      additionalProperties: false,
    },
    date_published: instant,
    date_modified: instant,
    tags: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true },
    url: address,
    external_url: { ...address, description: 'The original of a clipping.' },
    authors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string', minLength: 1 }, url: address },
        required: ['name'],
        additionalProperties: false,
      },
    },
    language: { description: 'BCP 47.', type: 'string' },
    summary: { description: 'Plain text.', type: 'string' },
    content_hash: contentHash,
    versions: {
      description: 'All that were published, oldest first, where there is more than one.',
      type: 'array',
      items: {
        type: 'object',
        properties: { content_hash: contentHash, date: instant },
        required: ['content_hash', 'date'],
      },
      minItems: 2,
    },
    state: { enum: ['published', 'kept'] },
  },
  required: [
    'id',
    'path',
    'title',
    'date_published',
    'date_modified',
    'tags',
    'url',
    'authors',
    'summary',
    'content_hash',
    'state',
  ],
};

const withdrawn = {
  description: 'What is left of an entry that was taken back.',
  type: 'object',
  properties: {
    id,
    path,
    date_published: instant,
    date_modified: { ...instant, description: 'When it was taken back.' },
    url: { ...address, description: 'Where its page was.' },
    reason: {
      description: 'Its file is gone, it became a draft, or it got a date that is yet to come.',
      enum: ['deleted', 'draft', 'future'],
    },
    content_hash: contentHash,
    state: { const: 'withdrawn' },
  },
  required: ['id', 'path', 'date_published', 'date_modified', 'url', 'reason', 'content_hash', 'state'],
};

const item = { anyOf: [entry, withdrawn] };

const index = {
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    version,
    title: { type: 'string' },
    description: { type: 'string' },
    home_page_url: address,
    language: { description: 'BCP 47.', type: 'string' },
    total: { description: 'Items on all pages.', type: 'integer', minimum: 0 },
    withdrawn: { description: 'How many of them were taken back.', type: 'integer', minimum: 0 },
    sources: { type: 'array', items: group },
    tags: { type: 'array', items: group },
    pages: {
      description: 'Full pages of older items, oldest first.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          url: address,
          count: { type: 'integer', minimum: 1 },
          first: { ...instant, description: 'The earliest publication of its items.' },
          last: { ...instant, description: 'The latest.' },
          sha256: { description: 'Of its bytes.', type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
        required: ['url', 'count', 'first', 'last', 'sha256'],
      },
    },
    items: {
      description: 'What is on no other page, newest first.',
      type: 'array',
      items: { $ref: '#/definitions/item' },
    },
  },
  required: ['version', 'title', 'total', 'withdrawn', 'sources', 'tags', 'items', 'pages'],
};

const page = {
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    version,
    page: { description: 'From 1, the oldest.', type: 'integer', minimum: 1 },
    items: {
      description: 'In the order of first publication.',
      type: 'array',
      items: { $ref: '#/definitions/item' },
      minItems: 1,
    },
  },
  required: ['version', 'page', 'items'],
};

/** JSON Schema (draft-07) of index.json and of its pages. What is there may be relied on; new members may be added. */
export const archiveIndexSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Hayloft archive index',
  anyOf: [index, page],
  definitions: { item },
};
