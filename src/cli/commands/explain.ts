import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { build } from '../../build/build.ts';
import type { Config } from '../../config/config.ts';
import { rfc3339 } from '../../text/instant.ts';
import { configuration } from '../configuration.ts';
import { type CommonOptions, type Context, UsageError } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { type Explanation, explain } from '../explanation.ts';
import { explanationText } from '../print/explanation.ts';

/** `hayloft explain FILE`: the whole run, without writing, told for one file. */
export async function runExplain(context: Context, options: CommonOptions, file: string): Promise<ExitCode> {
  const { terminal, cwd, now } = context;
  const path = resolve(cwd, file);
  if (!statSync(path, { throwIfNoEntry: false })) throw new UsageError(`there is no file ${JSON.stringify(file)}`);

  const { config, diagnostics } = await configuration(context, options);
  terminal.report(diagnostics);
  if (!config) return exit.nothing;

  const { progress } = terminal;
  const result = await build(config, { now, write: false, ...(progress ? { onProgress: progress.show } : {}) });
  progress?.clear();

  const explanation = explain(result, relative(cwd, path).split(sep).join('/'));
  if (explanation.state === 'ignored') throw new UsageError(whyIgnored(config, path, file));
  terminal.event(explanationEvent(explanation));
  terminal.say(explanationText(explanation, terminal.style));
  terminal.tell(explanation.diagnostics);
  return explanation.state === 'left out' ? exit.incomplete : exit.done;
}

function whyIgnored(config: Config, path: string, file: string): string {
  const folder = config.articles.find((it) => isInside(it.folder, path));
  if (!folder) {
    const folders = config.articles.map(({ shown }) => JSON.stringify(shown)).join(', ');
    return `${JSON.stringify(file)} is not in an articles folder (${folders})`;
  }
  const globs = [...folder.include, ...folder.exclude.map((glob) => `not ${glob}`)].join(', ');
  return `${JSON.stringify(file)} is not one of the articles of ${JSON.stringify(folder.shown)}, which are: ${globs}`;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function explanationEvent({ file, state, article, entry, feeds }: Explanation) {
  const origins = article?.origins;
  return {
    event: 'explanation',
    file,
    state: state.replace(' ', '_'),
    id: entry?.id,
    id_from: entry?.idFrom,
    link: entry?.link,
    page: entry?.page,
    title: article?.title,
    title_from: origins?.title,
    source: entry?.source,
    source_from: origins?.source,
    date_published: article && rfc3339(article.published),
    date_published_from: origins?.published,
    precision: article?.precision,
    date_modified: entry && rfc3339(entry.updated),
    date_modified_from: origins?.updated,
    authors: article?.authors,
    language: article?.language,
    tags: article?.tags,
    summary: article?.summary,
    summary_from: origins?.summary,
    enclosures: article?.enclosures,
    feeds: feeds.map(({ feed, position }) => ({
      folder: feed.folder,
      title: feed.title,
      position,
      total: feed.total,
      urls: feed.urls,
    })),
  };
}
