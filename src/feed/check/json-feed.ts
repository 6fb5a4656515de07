import { isPacked } from '../../article/stored.ts';
import type { Chunk } from '../document.ts';
import { type Checked, checkedText, type Once, otherAddress, parted, together } from './checked.ts';

/** What is wrong with a JSON Feed (1.1) whose address is to be `self`. */
export function jsonFeedDefects(chunks: readonly Chunk[], self: string, once: Once): readonly string[] {
  const { around, entries } = parted(chunks);
  const head = checkedText(around, (text) => {
    const members = JSON.parse(text);
    return { defects: [...headDefects(members), ...otherAddress(members.feed_url, self)] };
  });
  const items = entries.filter((_, i) => i % 2 === 0);
  const between = entries.filter((chunk, i) => i % 2 === 1 && !isComma(chunk));
  const checked = items.map((chunk) => once(chunk, jsonItem));
  const isParted = between.length === 0 && (entries.length === 0 || entries.length % 2 === 1);
  return [...head.defects, ...(isParted ? [] : ['its items are not parted by commas']), ...together(checked)];
}

function isComma(chunk: Chunk): boolean {
  return !isPacked(chunk) && chunk.length === 1 && chunk[0] === 0x2c;
}

export function jsonItem(text: string): Checked {
  const item = JSON.parse(text);
  return { defects: itemDefects(item), id: item.id };
}

type Members = Readonly<Record<string, unknown>>;

/** @param head The document without its items. */
function headDefects(head: Members): string[] {
  const version = head.version === 'https://jsonfeed.org/version/1.1' ? [] : [`its version is ${head.version}`];
  return [...version, ...lackingWords(head, ['title', 'feed_url']), ...(Array.isArray(head.items) ? [] : ['no items'])];
}

function itemDefects(item: Members): string[] {
  const says = ['content_html', 'content_text'].some((name) => typeof item[name] === 'string');
  return [...lackingWords(item, ['id', 'url']), ...(says ? [] : ['an item has neither content_html nor content_text'])];
}

function lackingWords(members: Members, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = members[name];
    return typeof value === 'string' && value !== '' ? [] : [`${name} is lacking`];
  });
}
