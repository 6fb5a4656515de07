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

/** JSON Schema (draft-07) of index.json. What is there may be relied on; new members may be added. */
export const archiveIndexSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Hayloft archive index',
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    version: { const: 1 },
    title: { type: 'string' },
    description: { type: 'string' },
    home_page_url: address,
    language: { description: 'BCP 47.', type: 'string' },
    total: { description: 'Entries in the archive, on all pages.', type: 'integer', minimum: 0 },
    sources: { type: 'array', items: group },
    tags: { type: 'array', items: group },
    pages: {
      description: 'Older pages of the index, where it is divided.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          url: address,
          count: { type: 'integer', minimum: 1 },
          first: instant,
          last: instant,
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
        required: ['url', 'count', 'first', 'last', 'sha256'],
      },
    },
    items: {
      description: 'Newest first.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { description: 'Permanent and opaque.', type: 'string', minLength: 1 },
          path: { description: 'Of the article in its collection.', type: 'string', minLength: 1 },
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
          content_hash: {
            description: 'Of what a subscriber would notice: title, words, original, enclosures.',
            type: 'string',
            pattern: '^sha256:[0-9a-f]{64}$',
          },
          state: { enum: ['published'] },
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
      },
    },
  },
  required: ['version', 'title', 'total', 'sources', 'tags', 'items', 'pages'],
};
