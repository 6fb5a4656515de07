/** Writes the JSON Schemas that are made from code: `npm run schemas`. */
import { writeFileSync } from 'node:fs';
import { configJsonSchema } from './config-schema.ts';

const target = new URL('../schema/config.schema.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
