import { placeAt } from '../diagnostic.ts';
import { jsonFault } from './json-scan.ts';
import type { Source } from './source.ts';

/** A configuration in JSON (RFC 8259), without comments. An empty file says nothing. */
export async function readJson(text: string): Promise<Source> {
  const locate: Source['locate'] = async (path, on) => {
    const { YamlPlaces } = await import('./yaml-places.ts');
    return new YamlPlaces(text).find(path, on);
  };
  if (text.trim() === '') return { value: {}, problems: [], locate };
  const fault = jsonFault(text);
  if (fault === undefined) return { value: JSON.parse(text), problems: [], locate };
  const place = placeAt(text, fault.offset, fault.length);
  const message = `not JSON: ${fault.message}`;
  return { value: undefined, problems: [{ severity: 'error', code: 'config/syntax', message, at: [], place }], locate };
}
