import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Html, html } from '../../site/html.ts';
import { stylesheet as ownStylesheet } from '../../site/theme/stylesheet.ts';
import { theme as ownTheme } from '../../site/theme/theme.ts';
import { ThemeError } from '../../site/theme-error.ts';
import type { Theme } from '../../site/views.ts';
import { themeKey } from '../cache/theme-key.ts';
import { moduleName } from './theme-fault.ts';

export interface LoadedTheme {
  readonly theme: Theme;
  readonly stylesheet: string;
}

/** What theme.js may export: functions that take the place of ours, and what becomes of our stylesheet. */
type Replacement = Partial<Theme> & { readonly stylesheet?: (ours: string) => string };

const styleName = 'style.css';

/**
 * The theme that comes along, with what the owner of the site replaces of it (docs/theme.md).
 *
 * @param folder Absolute path.
 * @throws ThemeError where theme.js cannot be used.
 */
export async function loadTheme(folder: string | undefined): Promise<LoadedTheme> {
  if (folder === undefined) return { theme: ownTheme, stylesheet: ownStylesheet };
  const replacement = await replacementIn(folder);
  const { stylesheet: restyle = (ours: string) => ours, ...templates } = replacement;
  const own = existsSync(join(folder, styleName)) ? readFileSync(join(folder, styleName), 'utf8') : '';
  return {
    theme: { ...ownTheme, ...guarded(templates) },
    stylesheet: `${attempt('stylesheet', () => restyle(ownStylesheet))}${own}`,
  };
}

async function replacementIn(folder: string): Promise<Replacement> {
  const path = join(folder, moduleName);
  if (!existsSync(path)) return {};
  // Node.js keeps modules by address: a job that goes on would never see a change.
  const { default: replace } = await importFrom(`${pathToFileURL(path).href}?${themeKey(folder)}`);
  if (typeof replace !== 'function') throw new ThemeError('exports no function as default');
  const replacement: unknown = attempt('default', () => replace({ html, Html, theme: ownTheme }));
  if (typeof replacement !== 'object' || replacement === null) throw new ThemeError('its function returns no object');
  for (const [name, value] of Object.entries(replacement)) {
    if (name !== 'stylesheet' && !(name in ownTheme)) throw new ThemeError(`replaces ${name}, which there is not`);
    if (typeof value !== 'function') throw new ThemeError(`replaces ${name} by something that is no function`);
  }
  return replacement;
}

async function importFrom(address: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(address);
  } catch (error) {
    throw new ThemeError(`cannot be loaded: ${messageOf(error)}`);
  }
}

/** Templates of the owner's: what they throw is no defect of ours, and what they return is looked at. */
function guarded(templates: Partial<Theme>): Partial<Theme> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [
      name,
      (...views: readonly unknown[]) => {
        const made = attempt(name, () => (template as (...views: readonly unknown[]) => unknown)(...views));
        if (made instanceof Html) return made;
        throw new ThemeError(`${name} returns something that was not made by \`html\``);
      },
    ]),
  );
}

function attempt<Result>(name: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (error instanceof ThemeError) throw error;
    throw new ThemeError(`${name} fails: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
