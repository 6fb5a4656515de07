import colors from 'picocolors';

/** What the command line does to make a word stand out; each returns its text unchanged where colour is not wanted. */
export type Style = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', (text: string) => string>>;

/**
 * Colour for people only: on a terminal, unless NO_COLOR (no-color.org) is set to anything or TERM is `dumb`;
 * FORCE_COLOR asks for it everywhere, and `0` refuses it. The library's own detection is not used: it looks at
 * standard output alone, at the whole command line, and takes any platform with CI set for a terminal.
 */
export function wantsColour(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}

export function styleFor(colour: boolean): Style {
  return colors.createColors(colour);
}
