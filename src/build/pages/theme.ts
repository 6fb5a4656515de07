import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Html, html } from '../../site/html.ts';
import { stylesheet as ownStylesheet } from '../../site/theme/stylesheet.ts';
import { theme as ownTheme } from '../../site/theme/theme.ts';
import { ThemeError } from '../../site/theme-error.ts';
import type { Theme } from '../../site/views.ts';
import { literalPattern } from '../../text/escape.ts';
import { themeKey } from '../cache/theme-key.ts';
import { isSystemError } from '../system-error.ts';
import { moduleName } from './theme-fault.ts';

export interface LoadedTheme {
  readonly theme: Theme;
  readonly stylesheet: string;
}

/** What a theme replaces: functions that take the place of ours, and what becomes of our stylesheet. */
export type ThemeReplacement = Partial<Theme> & { readonly stylesheet?: (ours: string) => string };

/** The default export of theme.js. */
export type ThemeModule = (ours: {
  readonly html: typeof html;
  readonly Html: typeof Html;
  /** The functions that come along. */
  readonly theme: Theme;
}) => ThemeReplacement | Promise<ThemeReplacement>;

const styleName = 'style.css';

/**
 * The theme that comes along, with what the owner of the site replaces of it (docs/theme.md).
 *
 * @param folder Absolute path.
 * @throws ThemeError where theme.js cannot be used.
 */
export async function loadTheme(folder: string | undefined): Promise<LoadedTheme> {
  if (folder === undefined) return { theme: ownTheme, stylesheet: ownStylesheet };
  const ownStyle = styleIn(folder);
  const { stylesheet: restyle = (ours: string) => ours, ...templates } = await replacementIn(folder);
  const style = attempt('stylesheet', folder, () => restyle(ownStylesheet));
  if (typeof style !== 'string') throw new ThemeError('stylesheet returns something that is no text');
  return { theme: { ...ownTheme, ...guarded(templates, folder) }, stylesheet: style + ownStyle };
}

/** Empty where there is none. @throws ThemeError where anything in the folder cannot be read. */
function styleIn(folder: string): string {
  try {
    const names = readdirSync(folder, { encoding: 'utf8', recursive: true });
    return names.includes(styleName) ? readFileSync(join(folder, styleName), 'utf8') : '';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ThemeError(`cannot be used: ${error.message}`);
  }
}

async function replacementIn(folder: string): Promise<ThemeReplacement> {
  const path = join(folder, moduleName);
  if (!existsSync(path)) return {};
  refuseStale(folder);
  // Node.js keeps modules by address: a program that goes on would never see a change.
  const { default: replace } = await importFrom(`${pathToFileURL(path).href}?${themeKey(folder)}`, folder);
  if (typeof replace !== 'function') throw new ThemeError('exports no function as default');
  const made = await replaced(replace as ThemeModule, folder);
  if (typeof made !== 'object' || made === null) throw new ThemeError('its function returns no object');
  for (const [name, value] of Object.entries(made)) {
    if (name !== 'stylesheet' && !Object.hasOwn(ownTheme, name)) {
      throw new ThemeError(`replaces ${name}, which there is not`);
    }
    if (typeof value !== 'function') throw new ThemeError(`replaces ${name} by something that is no function`);
  }
  return made;
}

async function replaced(replace: ThemeModule, folder: string): Promise<unknown> {
  try {
    return await replace({ html, Html, theme: ownTheme });
  } catch (error) {
    throw new ThemeError(`its function fails: ${failureIn(folder, error)}`);
  }
}

/** By folder, what stands for the modules that theme.js may import, as they were when this thread first did. */
const importable = new Map<string, string>();

/** What theme.js imports keeps its address, so that this thread would go on with what it was. */
function refuseStale(folder: string): void {
  const key = themeKey(folder, (name) => /\.(?:[cm]?js|json)$/.test(name) && name !== moduleName);
  const first = importable.get(folder) ?? key;
  importable.set(folder, first);
  if (first !== key) throw new ThemeError('may import what has changed since this program loaded it; start it anew');
}

async function importFrom(address: string, folder: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(address);
  } catch (error) {
    throw new ThemeError(`cannot be loaded: ${failureIn(folder, error)}`);
  }
}

/** Templates of the owner's: what they throw is no defect of ours, and what they return is looked at. */
function guarded(templates: Partial<Theme>, folder: string): Partial<Theme> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [
      name,
      (...views: readonly unknown[]) => {
        const made = attempt(name, folder, () => (template as (...views: readonly unknown[]) => unknown)(...views));
        if (made instanceof Html) return made;
        throw new ThemeError(`${name} returns something that was not made by \`html\``);
      },
    ]),
  );
}

function attempt<Result>(name: string, folder: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (error instanceof ThemeError) throw error;
    throw new ThemeError(`${name} fails: ${failureIn(folder, error)}`);
  }
}

/** What was thrown, and where in the theme: `no card (theme.js:3:12)`. */
function failureIn(folder: string, error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const address = literalPattern(`${pathToFileURL(folder).href}/`);
  const path = literalPattern(join(folder, '/'));
  const [, file, place] =
    new RegExp(`(?:${address}|${path})([^?:\\s]+)(?:\\?\\w+)?:(\\d+(?::\\d+)?)`).exec(error.stack ?? '') ?? [];
  return file === undefined ? error.message : `${error.message} (${file}:${place})`;
}
