import { STATUS_CODES } from 'node:http';
import type { Response } from './response.ts';

/** Status line and fields of a response (RFC 9112 4, 5), each with its line break. */
export function startOf({ status, fields }: Response): string {
  let text = `HTTP/1.1 ${status} ${reasonOf(status)}\r\n`;
  for (let i = 0; i < fields.length; i += 2) text += `${fields[i]}: ${fields[i + 1]}\r\n`;
  return text;
}

export function reasonOf(status: number): string {
  return STATUS_CODES[status] ?? '';
}

/** A response in words as bytes, which ends its connection: for one that node's parser has given up. */
export function rawMessage(response: Response): Buffer {
  const head = Buffer.from(`${startOf(response)}Connection: close\r\n\r\n`, 'latin1');
  return Buffer.concat([head, ...response.body.filter((part): part is Uint8Array => !('document' in part))]);
}
