import { httpUrl } from '../../text/url.ts';
import { nearest } from '../nearest.ts';
import { type Reading, shown } from './reading.ts';

/** What an address of a page can be made of; `LinkPolicy` in config.ts says what each stands for. */
const placeholders = ['path', 'name', 'year', 'month', 'day'] as const;

/** The address of an article's page, with at least the placeholder that tells one article from the next. */
export function readPageTemplate(text: string): Reading<string> {
  const known = placeholders.map((name) => `{${name}}`).join(', ');
  for (const [written, name = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
    if ((placeholders as readonly string[]).includes(name)) continue;
    const meant = nearest(name, placeholders);
    return {
      problem: `${shown(text)} has an unknown placeholder ${written}`,
      hint: meant === undefined ? `known are ${known}` : `did you mean {${meant}}?`,
    };
  }
  const plain = text.replaceAll(/\{[^{}]*\}/g, 'x');
  if (/[{}]/.test(plain))
    return { problem: `${shown(text)} has a brace without its other half`, hint: `known are ${known}` };
  if (!/\{(?:path|name)\}/.test(text)) {
    return {
      problem: `${shown(text)} gives every article the same address`,
      hint: 'use {path} or {name}, as in articles/{path}.html',
    };
  }
  if (httpUrl(plain, 'http://localhost/') === undefined) {
    return { problem: `${shown(text)} makes no http or https address`, hint: 'as in articles/{path}.html' };
  }
  return { value: text };
}
