/** Writes the JSON Schemas that are made from code: `npm run schemas`. */
import { writeFileSync } from 'node:fs';
import { archiveIndexSchemaDocument } from '../src/feed/archive-index.ts';
import { configJsonSchema } from './config-schema.ts';

const folder = new URL('../schema/', import.meta.url);
writeFileSync(new URL('config.schema.json', folder), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
writeFileSync(new URL('index.schema.json', folder), Buffer.concat(archiveIndexSchemaDocument().chunks as Uint8Array[]));
