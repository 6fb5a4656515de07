import { addresses, breakouts, evil, letters, permalinks } from './payloads.ts';

/** In JSON, whose escapes let every character through that a parser of YAML would refuse. */
const article = (fields: Readonly<Record<string, unknown>>, body: string): string =>
  `---json\n${JSON.stringify(fields)}\n---\n${body}\n`;

const dayOf = (i: number): string => new Date(Date.UTC(2020, 0, 1) + i * 86_400_000).toISOString().slice(0, 10);

type File = readonly [path: string, text: string];

/**
 * Articles of people who want more than to be read: text by path below the folder of articles.
 *
 * @param baseUrl Of the site, with a final slash.
 */
export function hostileArticles(baseUrl: string): Record<string, string> {
  return Object.fromEntries([
    ...[...breakouts, ...letters].map(asText),
    ...breakouts.map(asBlock),
    ...addresses.map(asAddress),
    ...permalinks.map(asPermalink),
    ...rests.map((rest, i) => asInside(baseUrl + rest, i)),
  ]);
}

/** Everywhere a template writes a text. */
function asText(text: string, i: number): File {
  const fields = {
    ...{ title: text, date: dayOf(i), tags: [text], source: text, description: text },
    ...{ author: { name: text, url: text }, lang: text, image: text },
  };
  return [`text/${i}.md`, article(fields, `Before. ${text}\n\nAfter.`)];
}

/** What browsers make of it as a block of its own, in an article without any other flaw. */
function asBlock(text: string, i: number): File {
  const fields = { title: `Block ${i}`, date: dayOf(200 + i), source: 'Blocks' };
  return [`block/${i}.md`, article(fields, `${text}\n\nAfter the block.`)];
}

/** Everywhere a template writes an address. */
function asAddress(address: string, i: number): File {
  const fields = {
    ...{ title: `Address ${i}`, date: dayOf(400 + i), url: address, image: address, source: address },
    ...{ author: { name: `Author ${i}`, url: address }, enclosure: { url: address, type: 'audio/mpeg', length: 1 } },
  };
  const inMarkdown = address.replace(/[<>\n]/g, '');
  return [`address/${i}.md`, article(fields, `[a link](<${inMarkdown}>) ![a picture](<${inMarkdown}>)`)];
}

function asPermalink(permalink: string, i: number): File {
  const fields = { title: `Permalink ${i}`, date: dayOf(500 + i), permalink };
  return [`permalink/${i}.md`, article(fields, `It says that it is at ${i}.`)];
}

/** What an address below the base URL may go on with, so that it is another address once it is made relative. */
const rests = [
  'javascript:alert(1)',
  './javascript:alert(1)',
  `/${evil}/x`,
  `//${evil}/x`,
  `\\\\${evil}\\x`,
  'http://a.example/',
  `http:${evil}`,
  'data:text/html,<script>alert(1)</script>',
  '?javascript:alert(1)',
  '../outside',
  '%2e%2e/outside',
  '"onclick="alert(1)',
  'media/javascript:alert(1)',
  `media//${evil}/x.png`,
];

/** On a page in the output folder itself, where nothing stands before a relative address. */
function asInside(address: string, i: number): File {
  const fields = { title: `Inside ${i}`, date: dayOf(600 + i), permalink: `/inside-${i}.html`, image: address };
  return [
    `inside/${i}.md`,
    article(fields, `[a link](<${address}>) ![a picture](<${address}>) <a href='${address}'>b</a>`),
  ];
}
