import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { survey } from '../../build/build.ts';
import type { Config } from '../../config/config.ts';
import { rfc3339 } from '../../text/instant.ts';
import { configuration } from '../configuration.ts';
import { type CommonOptions, type Context, UsageError } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { type Explanation, explain } from '../explanation.ts';
import { placesOf } from '../in-folders.ts';
import { explanationText } from '../print/explanation.ts';
import { watched } from '../watched.ts';

/**
 * `hayloft explain FILE`: the whole run, without writing, told for one file; also where a guard would refuse to publish
 * it, since what would become of an article is what one asks then.
 */
export async function runExplain(context: Context, options: CommonOptions, file: string): Promise<ExitCode> {
  const { terminal, cwd } = context;
  const path = resolve(cwd, file);
  if (!exists(path)) throw new UsageError(`there is no file ${JSON.stringify(file)}`);

  const { config, diagnostics } = await configuration(context, options);
  terminal.report(diagnostics);
  if (!config) return exit.nothing;

  const whole = await watched(context, (how) => survey(config, { ...how, accept: true }));
  const { result } = whole;
  if (result.outcome === 'refused' && result.files === 0) {
    terminal.report(result.diagnostics);
    return exit.nothing;
  }

  const explanation = explain(whole, namesOf(config, path));
  if (explanation.state === 'ignored') throw new UsageError(whyIgnored(config, path, file));
  terminal.event(explanationEvent(explanation));
  terminal.say(explanationText(explanation, terminal.style));
  terminal.tell(explanation.diagnostics);
  return explanation.state === 'left out' || explanation.state === 'kept' ? exit.incomplete : exit.done;
}

/** Whether anything lies there, a link that leads nowhere included; a path that cannot be one (too long) is none. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** How a run names a file: behind its articles folder as the user wrote it. */
function namesOf(config: Config, path: string): string[] {
  return placesOf(config, path).map(({ folder: { shown }, inside }) => (shown === '.' ? inside : `${shown}/${inside}`));
}

function whyIgnored(config: Config, path: string, file: string): string {
  const [place] = placesOf(config, path);
  if (!place) {
    const folders = config.articles.map(({ shown }) => JSON.stringify(shown)).join(', ');
    return `${JSON.stringify(file)} is not in an articles folder (${folders})`;
  }
  const { folder } = place;
  const globs = [...folder.include, ...folder.exclude.map((glob) => `not ${glob}`)].join(', ');
  return `${JSON.stringify(file)} is not one of the articles of ${JSON.stringify(folder.shown)}, which are: ${globs}`;
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
