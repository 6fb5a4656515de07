import { createHash } from 'node:crypto';

/** An article as a keeper of an archive has it in mind; {@link fileOf} writes it down. */
export interface Kept {
  readonly folder: string;
  /** Of the file, without extension. */
  readonly name: string;
  readonly title: string;
  /** As its front matter says it. */
  readonly date: string;
  readonly tags: readonly string[];
  readonly source?: string;
  /** Of a clipping, its original. */
  readonly original?: string;
  readonly permalink?: string;
  readonly body: string;
}

/** A picture that articles show, beside none of them. */
export const picture = { path: 'pictures/dot.png', bytes: png() };

const languages: readonly (readonly string[])[] = [
  ['the ship ', 'waits ', 'at ', 'anchor ', 'while ', 'harbour ', 'lights ', 'burn ', 'and ', 'fog ', 'lifts '],
  ['das Schiff ', 'wartet ', 'vor ', 'Anker, ', 'während ', 'Lichter ', 'über ', 'große ', 'Wellen ', 'ziehen '],
  ['o navio ', 'espera ', 'à ', 'âncora ', 'enquanto ', 'não ', 'há ', 'maré ', 'que ', 'faça ', 'voltar '],
  ['корабль ', 'ждёт ', 'на ', 'якоре, ', 'пока ', 'туман ', 'не ', 'поднимется ', 'над ', 'гаванью '],
  ['السفينة ', 'تنتظر ', 'في ', 'المرسى ', 'حتى ', 'ينقشع ', 'الضباب ', 'عن ', 'الميناء '],
  ['船', 'は', '錨', 'を', '下', 'ろ', 'し', 'て', '霧', 'が', '晴', 'れ', 'る', 'の', '待', 'つ', '港', '灯'],
];

const sources = ['Observador', 'The Daily Tide', 'Ärzteblatt', '海の新聞'];

/**
 * Articles of one collection, no two alike: essays, notes too short for a sketch, mere titles, clippings, pictures; in
 * several languages and folders; dated by day, by an instant, and by a time that names no zone.
 */
export function collectionOf(count: number): Kept[] {
  return Array.from({ length: count }, (_, i): Kept => {
    const day = new Date(Date.UTC(2020, 0, 1) + i * 2 * 86_400_000).toISOString().slice(0, 10);
    const isClipping = i % 5 === 2;
    return {
      folder: ['', 'notes/', 'essays/2026/', 'clippings/'][i % 4] as string,
      name: `${i}-${wordsOf(i, 2).trim().replace(/\W+/g, '-').toLowerCase() || 'text'}`,
      title: `${wordsOf(i, 4).trim()} ${i}`,
      date: [day, `${day}T10:00:00+02:00`, `${day} 08:15:00`][i % 3] as string,
      tags: ['sea', `t${i % 7}`],
      ...(i % 3 === 0 && { source: sources[i % sources.length] as string }),
      ...(isClipping && { original: `https://news.example.com/${i}` }),
      body: bodyOf(i),
    };
  });
}

/** Nothing but a title: there is no telling it from another once that changes, too. */
export function isBare({ body, original }: Kept): boolean {
  return body === '' && original === undefined;
}

function bodyOf(i: number): string {
  const length = [300, 40, 8, 120, 0][i % 5] as number;
  const shown = i % 6 === 1 ? `\n\n![[dot.png]]` : '';
  return length === 0 ? '' : `${wordsOf(i, length)}${i}${shown}`;
}

/** Words of the language of the number, in an order that is its own. */
function wordsOf(i: number, count: number): string {
  const words = languages[i % languages.length] as readonly string[];
  const digest = createHash('sha512').update(`${i}`).digest();
  const at = (n: number) => ((digest[n % 64] as number) * 31 + n * (digest[(n * 7) % 64] as number)) % words.length;
  return Array.from({ length: count }, (_, n) => words[at(n)]).join('');
}

export const pathOf = ({ folder, name }: Pick<Kept, 'folder' | 'name'>): string => `${folder}${name}.md`;

/** Its file in Markdown with front matter. */
export function fileOf({ title, date, tags, source, original, permalink, body }: Kept): string {
  const fields = { title, date, tags, ...(source && { source }), ...(original && { source_url: original }), permalink };
  const stated = Object.entries(fields).filter(([, value]) => value !== undefined);
  const lines = stated.map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n${body}\n`;
}

/** Text by path, below a folder. */
export function filesOf(articles: readonly Kept[], below = 'articles/'): Record<string, string> {
  return Object.fromEntries(articles.map((one) => [below + pathOf(one), fileOf(one)]));
}

function png(): Buffer {
  return Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
}
