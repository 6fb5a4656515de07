import { join, resolve } from 'node:path';
import { type ClippingOptions, clippingToArticle } from '../../article/clipping.ts';
import { readDate } from '../../article/dates.ts';
import { seenFrom } from '../../config/folders.ts';
import { readLanguage } from '../../config/values/language.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { oneLine } from '../../text/characters.ts';
import { rfc3339 } from '../../text/instant.ts';
import { dayIn } from '../../text/zone.ts';
import { configuration } from '../configuration.ts';
import { type CommonOptions, type Context, UsageError } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { keepArticle } from '../import/keep-article.ts';
import { readPlainText } from '../import/plain-text.ts';
import { type Imported, importedText } from '../print/imported.ts';

export interface ImportCommandOptions extends CommonOptions {
  readonly title?: string;
  readonly date?: string;
  readonly source?: string;
  readonly author?: string;
  readonly tags?: string;
  readonly language?: string;
  readonly into?: string;
  readonly keepFirstLine?: true;
}

/** `hayloft import FILE…`: plain-text clippings become articles. A file that is none does not stop the others. */
export async function runImport(
  context: Context,
  options: ImportCommandOptions,
  files: readonly string[],
): Promise<ExitCode> {
  const { terminal, cwd, now } = context;
  if (options.title !== undefined && files.length > 1) throw new UsageError('--title is for one FILE, not for several');
  const { config, diagnostics } = await configuration(context, options);
  if (!config) {
    terminal.report(diagnostics);
    return exit.nothing;
  }

  const folder = options.into === undefined ? config.articles[0]?.folder : resolve(cwd, options.into);
  if (folder === undefined) throw new UsageError('there is no articles folder: --into names one');
  const date = dateOf(options.date, config.timezone) ?? dayIn(config.timezone, now);
  const language = languageOf(options.language);
  const facts = {
    date,
    tags: tagsOf(options.tags),
    keepFirstLine: options.keepFirstLine === true,
    ...(options.title === undefined ? {} : { title: options.title }),
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(options.author === undefined ? {} : { author: options.author }),
    ...(language === undefined ? {} : { language }),
  };
  const dateFrom = options.date === undefined ? 'today' : 'option';
  let articles = 0;
  for (const file of files) {
    const imported = await importOne(file, cwd, folder, facts);
    terminal.report(imported.diagnostics);
    if (!imported.article) continue;
    articles += 1;
    terminal.event(importedEvent(imported.article, date, dateFrom));
    terminal.say(importedText(imported.article, date, dateFrom, terminal.style));
  }
  if (articles === files.length) return exit.done;
  return articles === 0 ? exit.nothing : exit.incomplete;
}

async function importOne(
  name: string,
  cwd: string,
  folder: string,
  facts: ClippingOptions,
): Promise<{ readonly article?: Imported; readonly diagnostics: readonly Diagnostic[] }> {
  const { file, text, diagnostics } = await readPlainText(name, cwd);
  if (text === undefined) return { diagnostics };
  const clipping = clippingToArticle(text, facts);
  if (!clipping) {
    const empty = { severity: 'error', code: 'content/empty', message: 'there is no text to import', file } as const;
    return { diagnostics: [...diagnostics, empty] };
  }
  const kept = await keepArticle(folder, clipping);
  if (!('path' in kept))
    return { diagnostics: [...diagnostics, { ...kept, file: seenFrom(cwd, join(folder, clipping.fileName)) }] };
  const path = seenFrom(cwd, kept.path);
  return { article: { file, path, change: kept.change, clipping }, diagnostics };
}

/** As it goes into the front matter: RFC 3339, a day where a day was given. */
function dateOf(asked: string | undefined, zone: string): string | undefined {
  if (asked === undefined) return undefined;
  const date = readDate(asked, zone);
  if ('code' in date) throw new UsageError(`--date ${date.message} (${date.hint})`);
  return date.precision === 'day' ? dayIn(zone, date.instant) : rfc3339(date.instant);
}

function languageOf(asked: string | undefined): string | undefined {
  if (asked === undefined) return undefined;
  const language = readLanguage(asked);
  if ('value' in language) return language.value;
  throw new UsageError(`--language ${language.problem}${language.hint ? ` (${language.hint})` : ''}`);
}

function tagsOf(asked = ''): string[] {
  return [...new Set(asked.split(',').map((tag) => oneLine(tag).replace(/^#/, '')))].filter((tag) => tag !== '');
}

function importedEvent({ file, path, change, clipping }: Imported, date: string, dateFrom: 'option' | 'today') {
  const { title, titleFrom, source, dropped } = clipping;
  const said = { title, title_from: titleFrom, source, date, date_from: dateFrom, dropped };
  return { event: 'article', file, path, change, ...said };
}
