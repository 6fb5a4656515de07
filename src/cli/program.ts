import { readFileSync } from 'node:fs';
import { Argument, Command, CommanderError, Option } from 'commander';
import type { AdoptCommandOptions } from './commands/adopt.ts';
import type { BuildCommandOptions } from './commands/build.ts';
import type { HistoryCommandOptions } from './commands/history.ts';
import type { ImportCommandOptions } from './commands/import.ts';
import type { InitCommandOptions } from './commands/init.ts';
import type { ServeCommandOptions } from './commands/serve.ts';
import type { StartCommandOptions } from './commands/start.ts';
import type { CommonOptions, Context } from './context.ts';
import { type ExitCode, exit } from './exit-code.ts';

/**
 * Reads the arguments and runs the command they name. What a command needs is loaded when it runs: help, the version
 * and a mistyped option cost no more than commander.
 *
 * commander ends the process itself, with 1 for wrong usage; here it throws instead, and wrong usage is 2.
 */
export async function run(args: readonly string[], contextFor: (options: CommonOptions) => Context): Promise<ExitCode> {
  let code: ExitCode = exit.done;
  const program = makeProgram(args, contextFor, (result) => {
    code = result;
  });
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exit.done : exit.nothing;
  }
  return code;
}

function makeProgram(
  args: readonly string[],
  contextFor: (options: CommonOptions) => Context,
  end: (code: ExitCode) => void,
): Command {
  const program = new Command('hayloft')
    .description('Markdown articles become RSS, Atom and JSON Feeds and a JSON archive index.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .addHelpText('after', exitCodes);

  // To declare all of them takes longer than some of them run: one that is named needs none of the others.
  const [named = ''] = args;
  const declared = Object.hasOwn(commands, named) ? [commands[named]] : Object.values(commands);
  for (const declare of declared) declare?.({ program, contextFor, end });
  return program;
}

/** What a command is declared with. */
interface Means {
  readonly program: Command;
  readonly contextFor: (options: CommonOptions) => Context;
  readonly end: (code: ExitCode) => void;
}

/** Every command by its name, in the order of the help. */
const commands: Readonly<Record<string, (means: Means) => void>> = {
  build({ program, contextFor, end }) {
    common(program.command('build'))
      .description('build every document that changed, and say what was written')
      .addOption(strict())
      .addOption(accept())
      .addOption(rehash())
      .option('--dry-run', 'say which entries would be new, revised, resurfaced or left out; write nothing')
      .action(async (options: BuildCommandOptions) => {
        const { runBuild } = await import('./commands/build.ts');
        end(await runBuild(contextFor(options), options, options.dryRun !== true));
      });
  },
  check({ program, contextFor, end }) {
    common(program.command('check'))
      .description('say what a build would do and what is wrong; write nothing')
      .addOption(strict())
      .addOption(accept())
      .addOption(rehash())
      .action(async (options: BuildCommandOptions) => {
        const { runBuild } = await import('./commands/build.ts');
        end(await runBuild(contextFor(options), options, false));
      });
  },
  start({ program, contextFor, end }) {
    staying(program.command('start'))
      .description('collect on a schedule and serve what it made, until it is told to end')
      .action(async (options: StartCommandOptions) => {
        const { runStart } = await import('./commands/start.ts');
        end(await runStart(contextFor(options), options));
      });
  },
  serve({ program, contextFor, end }) {
    staying(program.command('serve'))
      .description('serve what was built, and what is built from now on, until it is told to end')
      .action(async (options: ServeCommandOptions) => {
        const { runServe } = await import('./commands/serve.ts');
        end(await runServe(contextFor(options), options));
      });
  },
  status({ program, contextFor, end }) {
    common(program.command('status'))
      .description('say how the last run went, when the next one is, and whether that is fine')
      .action(async (options: CommonOptions) => {
        const { runStatus } = await import('./commands/status.ts');
        end(await runStatus(contextFor(options), options));
      });
  },
  ping({ program, contextFor, end }) {
    common(program.command('ping'))
      .description('tell the WebSub hubs of the feeds that have changed')
      .action(async (options: CommonOptions) => {
        const { runPing } = await import('./commands/ping.ts');
        end(await runPing(contextFor(options), options));
      });
  },
  headers({ program, contextFor, end }) {
    common(program.command('headers'))
      .description('print a configuration of another server that serves the output as "serve" does')
      .addArgument(new Argument('<server>', 'which').choices(['nginx', 'caddy', 'netlify', 'apache']))
      .action(async (server: string, options: CommonOptions) => {
        const { runHeaders } = await import('./commands/headers.ts');
        end(await runHeaders(contextFor(options), options, server));
      });
  },
  explain({ program, contextFor, end }) {
    common(program.command('explain'))
      .description('say what becomes of one article: id, date, source, feeds, and why')
      .argument('<file>', 'the article')
      .action(async (file: string, options: CommonOptions) => {
        const { runExplain } = await import('./commands/explain.ts');
        end(await runExplain(contextFor(options), options, file));
      });
  },
  history({ program, contextFor, end }) {
    common(program.command('history'))
      .description('say what became of one entry: versions, moves, withdrawals')
      .argument('<entry>', 'the article, by its path now or formerly, or the id of the entry')
      .addOption(
        new Option('--show <hash>', 'print the file of one version as it was; the first digits are enough').conflicts(
          'json',
        ),
      )
      .action(async (entry: string, options: HistoryCommandOptions) => {
        const { runHistory } = await import('./commands/history.ts');
        end(await runHistory(contextFor(options), options, entry));
      });
  },
  adopt({ program, contextFor, end }) {
    common(program.command('adopt'))
      .description('take over the ids and dates of a feed that another program published')
      .argument('<old...>', 'its files: RSS, Atom or JSON Feed, in as many pages as it has; - is standard input')
      .option('--dry-run', 'say what would be taken over; record nothing')
      .action(async (old: string[], options: AdoptCommandOptions) => {
        const { runAdopt } = await import('./commands/adopt.ts');
        end(await runAdopt(contextFor(options), options, old));
      });
  },
  ledger({ program, contextFor, end }) {
    const ledger = program
      .command('ledger')
      .description('look after the record of every entry ever published: verify, compact');

    common(ledger.command('verify'))
      .description('say whether the ledger can be relied on, what it holds, and all that is damaged')
      .action(async (options: CommonOptions) => {
        const { runLedgerVerify } = await import('./commands/ledger.ts');
        end(await runLedgerVerify(contextFor(options), options));
      });

    common(ledger.command('compact'))
      .description('leave out the lines of the ledger that have no influence any more')
      .action(async (options: CommonOptions) => {
        const { runLedgerCompact } = await import('./commands/ledger.ts');
        end(await runLedgerCompact(contextFor(options), options));
      });
  },
  import({ program, contextFor, end }) {
    common(program.command('import'))
      .description('turn plain-text clippings into articles')
      .argument('<file...>', 'plain text; - is standard input')
      .option('--title <text>', 'the title; else a headline before the text, else its first sentence')
      .option('--date <date>', 'when it was published, as 2026-11-24; else today')
      .option('--source <name>', 'where it comes from, a name or an address; else a last line "Source: NAME"')
      .option('--author <name>', 'who wrote it')
      .option('--tags <tags>', 'tags, separated by commas')
      .option('--language <tag>', 'its language, as en or pt-BR')
      .option('--into <dir>', 'the folder to write to; else the first articles folder')
      .option('--keep-first-line', 'keep a first line that asks the reader to follow, subscribe or the like')
      .action(async (files: string[], options: ImportCommandOptions) => {
        const { runImport } = await import('./commands/import.ts');
        end(await runImport(contextFor(options), options, files));
      });
  },
  init({ program, contextFor, end }) {
    program
      .command('init')
      .description(
        'write a commented configuration, a first article and what git has to know; nothing that exists is changed',
      )
      .argument('[dir]', 'the folder to begin in', '.')
      .option('--base-url <url>', 'the address at which the output folder will be served')
      .option('--timezone <zone>', 'the zone of dates that name none, as Europe/Lisbon; else this machine’s')
      .addOption(json())
      .addOption(now())
      .addOption(debug())
      .action(async (dir: string, options: InitCommandOptions) => {
        const { runInit } = await import('./commands/init.ts');
        end(await runInit(contextFor(options), options, dir));
      });
  },
};

/** The options that every command takes which reads a configuration; each wins over the file. */
function common(command: Command): Command {
  return inFolders(command).addOption(json()).addOption(now()).addOption(debug());
}

/** Those of commands that stay until they are told to end: no one moment is theirs. */
function staying(command: Command): Command {
  return inFolders(command)
    .option('--host <host>', 'the name or address to listen at; else the configuration’s, else 127.0.0.1')
    .option('--port <port>', 'the port, 0 for any that is free; else PORT, else the configuration’s, else 8080')
    .addOption(json())
    .addOption(debug());
}

function inFolders(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration; else hayloft.config.* in this folder, if there is one')
    .option('--articles <dir>', 'a folder of articles, instead of those configured; may be repeated', collect)
    .option('--output <dir>', 'the folder to build into')
    .option('--state <dir>', 'the folder of the ledger, versions and pictures, which must last')
    .option('--base-url <url>', 'the address at which the output folder is served')
    .option('--timezone <zone>', 'the zone of dates that name none, as Europe/Lisbon');
}

function json(): Option {
  return new Option('--json', 'print events, one JSON object a line');
}

function now(): Option {
  return new Option(
    '--now <instant>',
    'run as of this moment, as 2026-11-24T08:00:00Z; else SOURCE_DATE_EPOCH, else now',
  );
}

function debug(): Option {
  return new Option('--debug', 'print the stack of a bug').hideHelp();
}

function strict(): Option {
  return new Option('--strict', 'exit with 1 for warnings, too');
}

function accept(): Option {
  return new Option(
    '--accept',
    'publish although many entries would be changed, resurfaced or dropped; read the refusal first',
  );
}

function rehash(): Option {
  return new Option('--rehash', 'read every file again, whatever its times say');
}

function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

/** From package.json, one folder above src/ and dist/ alike. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

const exitCodes = `
Exit codes: 0 done; 1 done, but an article was left out; 2 nothing done: usage or configuration;
3 refused, the output is as it was; 70 a bug.`;
