import { toJsonSchema } from '@valibot/to-json-schema';
import { configSchema } from '../src/config/schema.ts';

/**
 * The JSON Schema (draft-07, which editors understand best) of a configuration file: what can be said without knowing
 * calendars, time zones and other values. The loader is stricter, never laxer.
 */
export function configJsonSchema(): object {
  const schema = toJsonSchema(configSchema, {
    target: 'draft-07',
    // Of a pipe that asks whether something is a mapping before it looks inside, the inside counts.
    typeMode: 'output',
    // Checks of values are functions; what a schema can say of them stands in the metadata beside them.
    ignoreActions: ['raw_check', 'check', 'safe_integer'],
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === 'metadata'
        ? { ...jsonSchema, ...(valibotAction as { metadata?: object }).metadata }
        : undefined,
  });
  return { title: 'Configuration of Hayloft', ...schema };
}
