import type { Outcome } from '../../archive/adoption/adopt.ts';
import { type AdoptResult, adoptFeeds, type OldFile } from '../../build/adopt/adopt-feeds.ts';
import type { Config } from '../../config/config.ts';
import { hasErrors } from '../../diagnostic.ts';
import { configuration } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';
import { adoptedText, adoptionSummary } from '../print/adopted.ts';
import { readInput } from '../read-input.ts';

export interface AdoptCommandOptions extends CommonOptions {
  /** Say what would be taken over; record nothing. */
  readonly dryRun?: true;
}

/** A feed of this size has some ten thousand whole articles in it; parsing takes ten times as much memory. */
const maxFeedBytes = 128 * 1024 * 1024;

/** `hayloft adopt OLD…`: the ids and dates of feeds that another program published go over to the articles. */
export async function runAdopt(
  context: Context,
  options: AdoptCommandOptions,
  names: readonly string[],
): Promise<ExitCode> {
  const { terminal, cwd } = context;
  const { config, diagnostics } = await configuration(context, options);
  terminal.report(diagnostics);
  if (!config) return end(context, 'refused', exit.nothing, []);

  const files: OldFile[] = [];
  for (const name of names) {
    const input = await readInput(name, cwd, maxFeedBytes);
    if ('refused' in input) terminal.report([input.refused]);
    else files.push(input);
  }
  if (files.length === 0) return end(context, 'refused', exit.nothing, []);

  const result = await watchedAdoption(context, config, files, options.dryRun !== true);
  for (const outcome of result.outcomes) terminal.event(itemEvent(outcome));
  for (const outcome of result.outcomes) {
    if (outcome.is === 'adopted') terminal.say(adoptedText(outcome, terminal.style));
  }
  terminal.report(result.diagnostics);
  const code = exitCodeOf(result, files.length < names.length);
  if (result.outcome !== 'refused') terminal.say(adoptionSummary(result, terminal.style));
  return end(context, result.outcome, code, result.outcomes);
}

async function watchedAdoption(
  { cwd, now, terminal: { progress } }: Context,
  config: Config,
  files: readonly OldFile[],
  write: boolean,
): Promise<AdoptResult> {
  try {
    return await adoptFeeds(config, files, {
      now,
      write,
      from: cwd,
      ...(progress ? { onProgress: progress.show } : {}),
    });
  } finally {
    progress?.clear();
  }
}

/** A ledger that is damaged, or not writable, refuses as it does a build; that there is nothing to adopt is usage. */
function exitCodeOf({ outcome, outcomes, diagnostics }: AdoptResult, someUnread: boolean): ExitCode {
  if (outcome === 'refused') {
    return diagnostics.some(({ severity, code }) => severity === 'error' && /^(ledger|lock)\//.test(code))
      ? exit.refused
      : exit.nothing;
  }
  const lost = diagnostics.some(({ code }) => code === 'adopt/no-id');
  const all = outcomes.every(({ is }) => is === 'adopted' || is === 'known' || is === 'repeated');
  return all && !lost && !someUnread && !hasErrors(diagnostics) ? exit.done : exit.incomplete;
}

function end(
  { terminal }: Context,
  outcome: AdoptResult['outcome'],
  code: ExitCode,
  outcomes: readonly Outcome[],
): ExitCode {
  const count = (...kinds: Outcome['is'][]) => outcomes.filter(({ is }) => kinds.includes(is)).length;
  terminal.event({
    event: 'done',
    outcome,
    exit_code: code,
    items: outcomes.length - count('repeated'),
    adopted: count('adopted'),
    known: count('known'),
    missed: count('unmatched', 'ambiguous', 'published', 'taken'),
  });
  return code;
}

function itemEvent(outcome: Outcome) {
  const { feed, id, title } = outcome.item;
  return { event: 'item', feed, id, title, outcome: outcome.is, ...factsOf(outcome) };
}

function factsOf(outcome: Outcome) {
  switch (outcome.is) {
    case 'adopted':
      return { file: outcome.article.file, matched_by: outcome.way };
    case 'known':
      return { published_as: outcome.known.id, path: outcome.known.path };
    case 'unmatched':
      return {};
    case 'ambiguous':
      return { candidates: outcome.articles.map(({ file }) => file) };
    case 'published':
      return { file: outcome.article.file, published_as: outcome.known.id };
    case 'taken':
    case 'repeated':
      return { by: { feed: outcome.by.feed, id: outcome.by.id } };
  }
}
