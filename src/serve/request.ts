import { IncomingMessage } from 'node:http';
import { fieldsOf, type RequestFields } from './fields.ts';
import type { Request } from './response.ts';

/**
 * A message whose `headers` are only the fields that decide anything here. Node looks at them once for each request
 * (`Expect`), and would make an object of all of them for that, which takes longer than all that is decided here.
 */
export class LeanMessage extends IncomingMessage {
  #fields: RequestFields | undefined;

  get fields(): RequestFields {
    this.#fields ??= fieldsOf(this.rawHeaders);
    return this.#fields;
  }
}

Object.defineProperty(LeanMessage.prototype, 'headers', {
  get(this: LeanMessage): RequestFields {
    return this.fields;
  },
});

/** What node has read, as data. */
export function requestOf({ method = '', url = '', httpVersionMajor, httpVersionMinor, fields }: LeanMessage): Request {
  const version = httpVersionMajor === 1 && httpVersionMinor === 0 ? '1.0' : '1.1';
  return { method, target: url, version, fields };
}
