import { type Html, html } from '../html.ts';
import type { CalendarView, CountedLink, Link, SiteFacts } from '../views.ts';
import { anchor } from './anchor.ts';
import { countedPeriods } from './counts.ts';
import { separated } from './meta.ts';
import { periodName } from './period.ts';

/** A part of the archive: its entries, or the parts below it. */
export function calendar(view: CalendarView, site: SiteFacts): Html {
  const { words } = site;
  const { period, part, total, below, entries, crumbs } = view;
  const named = period === undefined ? undefined : periodName(period, words);
  const title = part === undefined ? named : `${named}, ${words.part} ${part}`;
  // The first is what the calendar is of, which may be called like a period.
  const way = crumbs.map(({ href, text }, i) =>
    anchor(href, html`<bdi>${i === 0 ? text : periodName(text, words)}</bdi>`),
  );
  return html`${way.length > 0 && html`<p class="crumbs">${separated(way, ' / ')}</p>\n`}\
<h1>${title ?? ofWhat(view, words.archive)}</h1>
<h2 class="meta">${words.count(total)}</h2>
${below.length > 0 && parts(below, site)}\
${entries && html`<ol class="cards">\n${entries}</ol>\n`}\
${pager(view, site)}`;
}

function ofWhat({ of }: CalendarView, archive: string): Html | string {
  return of ? html`<bdi>${of.text}</bdi>` : archive;
}

/** Where a year is followed by its months, they stand below it. */
function parts(below: readonly CountedLink[], site: SiteFacts): Html {
  const { words } = site;
  const years: { readonly year: CountedLink; readonly months: CountedLink[] }[] = [];
  for (const link of below) {
    const last = years.at(-1);
    if (last && link.text.startsWith(`${last.year.text}-`)) last.months.push(link);
    else years.push({ year: link, months: [] });
  }
  if (years.every(({ months }) => months.length === 0)) return html`${countedPeriods(below, site)}`;
  return html`${years.map(
    ({ year, months }) => html`<section>
<h3>${anchor(year.href, periodName(year.text, words))} <small>${words.count(year.count)}</small></h3>
${countedPeriods(months, site)}</section>
`,
  )}`;
}

function pager({ previous, next }: CalendarView, { words }: SiteFacts): Html | false {
  if (!previous && !next) return false;
  const way = (link: Link | undefined, rel: 'prev' | 'next', word: string) =>
    link &&
    html`${anchor(link.href, html`<small>${word}</small> ${periodName(link.text, words)}`, html` rel="${rel}"`)}\n`;
  return html`<p class="pager">
${way(previous, 'prev', words.older)}${way(next, 'next', words.newer)}</p>
`;
}
