import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { archiveIndexSchemaDocument } from '../../src/feed/archive-index.ts';
import { textOf } from './fragments.ts';

it('schema/index.schema.json is what `npm run schemas` makes, and what lies beside index.json', () => {
  const committed = readFileSync(new URL('../../schema/index.schema.json', import.meta.url));
  expect(committed.toString()).toBe(textOf(archiveIndexSchemaDocument()));
});
