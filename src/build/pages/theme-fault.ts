import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { seenFrom } from '../../config/folders.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { ThemeError } from '../../site/theme-error.ts';

/** In the folder of a theme, what replaces templates. */
export const moduleName = 'theme.js';

/** @param from Absolute path of the folder from which messages name files. */
export function unusableTheme({ message }: ThemeError, { pages }: Config, from: string): Diagnostic {
  const folder = pages === false ? undefined : pages.theme;
  return {
    severity: 'error',
    code: 'page/theme',
    ...(folder !== undefined && { file: seenFrom(from, join(folder, moduleName)) }),
    message,
    hint: 'docs/theme.md says what a theme may replace; nothing was published',
  };
}
