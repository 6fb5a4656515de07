import { snippets } from '../../serve/headers/snippets.ts';
import { staticSite } from '../../serve/headers/static-site.ts';
import { configuration } from '../configuration.ts';
import type { CommonOptions, Context } from '../context.ts';
import { type ExitCode, exit } from '../exit-code.ts';

/** `hayloft headers SERVER`: a configuration by which another server serves the output folder. */
export async function runHeaders(context: Context, options: CommonOptions, server: string): Promise<ExitCode> {
  const { terminal } = context;
  const { config, diagnostics } = await configuration(context, options);
  terminal.report(diagnostics);
  const snippet = snippets[server];
  if (!config || !snippet) return exit.nothing;
  const text = snippet(staticSite(config));
  terminal.event({ event: 'headers', server, text });
  terminal.say(text.trimEnd());
  return exit.done;
}
