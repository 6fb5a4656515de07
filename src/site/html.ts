import { escapeMarkup } from '../text/escape.ts';

/** Markup that is safe to stand in a page as it is. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

/** Text is escaped, markup is not; of what is absent or false nothing is written. */
export type Value = string | number | Html | readonly Value[] | undefined | null | false;

/** Tag of a template: everything between `${` and `}` is written as text, unless it is {@link Html}. */
export function html(markup: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(markup.reduce((all, part, i) => all + written(values[i - 1]) + part));
}

function written(value: Value): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(written).join('');
  return escapeMarkup(String(value));
}
