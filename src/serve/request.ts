import type { IncomingMessage } from 'node:http';
import { fieldsOf } from './fields.ts';
import type { Request } from './response.ts';

/** What node has read, as data. */
export function requestOf({
  method = '',
  url = '',
  httpVersionMinor,
  httpVersionMajor,
  rawHeaders,
}: IncomingMessage): Request {
  const version = httpVersionMajor === 1 && httpVersionMinor === 0 ? '1.0' : '1.1';
  return { method, target: url, version, fields: fieldsOf(rawHeaders) };
}
