/**
 * The search page. Nothing of the index is loaded before somebody goes to the form or the address asks something. What is
 * asked stands in the address, so that a search can be linked to and is there again when one comes back.
 */
import { askedOf, type Query, SearchIndex } from './query.ts';
import { type Choice, dayOf, type Facts } from './segments.ts';
import { eachTerm, fold, isSpaceless } from './tokens.ts';

/** Results that are shown at once. */
const shownAtOnce = 10;
/** Up to so many sources or tags are a list to choose from; more are offered as one types. */
const mostOptions = 200;
/** In milliseconds: somebody who types on waits for nothing. */
const pause = 150;

const site = new URL('../', import.meta.url);
const index = new SearchIndex(async (path) => {
  // What was kept by the browser is asked after: its parts have to be of one and the same index.
  const response = await fetch(new URL(`search/${path}`, site), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
});
const language = document.documentElement.lang || undefined;

const form = element<HTMLFormElement>('search-form');
/** BCP 47: whose numbers and dates the page has. */
const locale = form.dataset.locale || language;
const status = element('search-status');
const list = element('search-results');
const more = element<HTMLButtonElement>('search-more');
/** Stands before the titles of results, for those who go from heading to heading. */
const heading = made('h2', []);
heading.className = 'away';
const fields = ['q', 'source', 'tag', 'from', 'until', 'sort'] as const;
type Field = (typeof fields)[number];

function element<Type extends HTMLElement>(id: string): Type {
  return document.getElementById(id) as Type;
}

function field(name: Field): HTMLInputElement | HTMLSelectElement {
  return form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
}

/** Slugs by what stands for them in a field where one types their names. */
const slugsByName = { source: new Map<string, string>(), tag: new Map<string, string>() };

function given(name: Field): string {
  const value = field(name).value.trim();
  return name === 'source' || name === 'tag' ? (slugsByName[name].get(value) ?? value) : value;
}

/** Counts queries; what an older one finds is not shown any more. */
let latest = 0;

async function search(): Promise<void> {
  const number = ++latest;
  keepInAddress();
  const query: Query = {
    text: given('q'),
    source: given('source'),
    tag: given('tag'),
    from: dayOf(given('from')),
    until: dayOf(given('until')),
    order: given('sort') === 'date' ? 'date' : 'relevance',
  };
  const isAsked = fields.some((name) => name !== 'sort' && given(name) !== '');
  try {
    const places = isAsked ? await twice(() => index.search(query)) : [];
    if (number !== latest) return;
    const items = await itemsOf(places.slice(0, shownAtOnce), query);
    if (number !== latest) return;
    show(items, isAsked ? counted(places.length) : '');
    showMore(places, shownAtOnce, query, number);
  } catch {
    if (number === latest) fail();
  }
}

function show(items: readonly HTMLLIElement[], text: string): void {
  status.textContent = text;
  heading.textContent = text;
  if (items.length > 0) list.before(heading);
  else heading.remove();
  list.replaceChildren(...items);
}

function fail(): void {
  more.hidden = true;
  show([], form.dataset.failed ?? '');
}

/** The site may have been published anew since its index was read: then what is missing is there in another place. */
async function twice<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch {
    index.forget();
    return read();
  }
}

function showMore(places: readonly number[], shown: number, query: Query, number: number): void {
  more.hidden = places.length <= shown;
  more.onclick = async () => {
    try {
      const items = await itemsOf(places.slice(shown, shown + shownAtOnce), query);
      if (number !== latest) return;
      list.append(...items);
      items[0]?.querySelector('a')?.focus();
      showMore(places, shown + shownAtOnce, query, number);
    } catch {
      if (number === latest) fail();
    }
  };
}

/** `{n}` stands for the number in the words of the page, of which there is one for each plural form (UTS 35). */
function counted(results: number): string {
  if (results === 0) return form.dataset.none ?? '';
  const forms = JSON.parse(form.dataset.results ?? '{}') as Record<string, string>;
  const words = forms[new Intl.PluralRules(locale).select(results)] ?? forms.other ?? '{n}';
  return words.replace('{n}', new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).format(results));
}

async function itemsOf(places: readonly number[], query: Query): Promise<HTMLLIElement[]> {
  const found = await Promise.all(places.map((place) => index.factsAt(place)));
  const mark = markerOf(query.text);
  return found.filter((facts) => facts !== undefined).map((facts) => itemOf(facts, mark));
}

type Marker = (text: string) => (Node | string)[];

function itemOf(facts: Facts, mark: Marker): HTMLLIElement {
  const href = new URL(facts.href, site);
  const link = made('a', mark(facts.title));
  if (href.protocol === site.protocol || /^https?:$/.test(href.protocol)) link.href = href.href;
  const title = made('h3', [link]);
  const summary = made('p', mark(facts.summary));
  if (facts.language && facts.language !== language) {
    title.lang = facts.language;
    summary.lang = facts.language;
  }
  const time = made('time', [dayInWords(facts.date)]);
  time.dateTime = facts.date;
  const meta = made('p', [time, ...(facts.source ? [' · ', made('bdi', [facts.source])] : [])]);
  meta.className = 'meta';
  meta.dir = document.documentElement.dir || 'ltr';
  const item = made('li', [title, meta, ...(facts.summary === '' ? [] : [summary])]);
  item.className = 'card';
  item.dir = 'auto';
  return item;
}

const days = new Intl.DateTimeFormat(locale, {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  calendar: 'gregory',
  numberingSystem: 'latn',
  timeZone: 'UTC',
});

/** As the pages of lists write it. */
function dayInWords(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : days.format(day);
}

function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  children: readonly (Node | string)[],
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  node.append(...children);
  return node;
}

/** Puts what was looked for into `<mark>`. */
function markerOf(text: string): Marker {
  const asked = askedOf(text);
  const pairs = asked.filter(({ term }) => isSpaceless(term)).map(({ term }) => term);
  const isAsked = (found: string) =>
    asked.some(({ term, isBeginning }) => found === term || (isBeginning && found.startsWith(term)));
  return (shown) =>
    shown.split(/([\p{L}\p{N}\p{M}]+(?:\.[\p{L}\p{N}\p{M}]+)*(?:\+\+|#)?)/u).flatMap((part, i) => {
      if (i % 2 === 0) return part;
      if (isSpaceless(part)) return spacelessMarked(part, pairs, isAsked);
      let isFound = false;
      eachTerm(part, (term) => {
        isFound ||= isAsked(term);
      });
      return isFound ? made('mark', [part]) : part;
    });
}

/** Runs of another script in between are words. */
function spacelessMarked(
  text: string,
  pairs: readonly string[],
  isAsked: (term: string) => boolean,
): (Node | string)[] {
  return (text.match(/[a-z\d]+|[^a-z\d]+/gi) ?? []).flatMap((run) => {
    const folded = fold(run);
    if (!isSpaceless(run)) return isAsked(folded) ? made('mark', [run]) : run;
    // Where folding moves characters, nobody can say which of them they were.
    if (folded.length !== run.length) return run;
    const isMarked = new Array<boolean>(run.length).fill(false);
    for (const pair of pairs) {
      for (let at = folded.indexOf(pair); at >= 0; at = folded.indexOf(pair, at + 1)) {
        isMarked.fill(true, at, at + pair.length);
      }
    }
    return stretches(run, isMarked);
  });
}

function stretches(text: string, isMarked: readonly boolean[]): (Node | string)[] {
  const parts: (Node | string)[] = [];
  for (let start = 0, end = 1; start < text.length; start = end, end++) {
    while (end < text.length && isMarked[end] === isMarked[start]) end++;
    const part = text.slice(start, end);
    parts.push(isMarked[start] ? made('mark', [part]) : part);
  }
  return parts;
}

function keepInAddress(): void {
  const asked = new URLSearchParams();
  for (const name of fields) {
    const value = given(name);
    if (value !== '' && !(name === 'sort' && value === 'relevance')) asked.set(name, value);
  }
  const address = new URL(location.href);
  address.search = asked.toString();
  if (address.href !== location.href) history.replaceState(null, '', address);
}

function takeFromAddress(): boolean {
  const asked = new URLSearchParams(location.search);
  for (const name of fields) put(name, asked.get(name) ?? '');
  return fields.some((name) => asked.has(name));
}

/** What nobody may choose from a list yet, a link can ask for all the same. */
function put(name: Field, value: string): void {
  const control = field(name);
  if (name === 'sort') control.value = value === 'date' ? 'date' : 'relevance';
  else {
    if (control instanceof HTMLSelectElement && ![...control.options].some((option) => option.value === value)) {
      control.add(new Option(value, value));
    }
    control.value = value;
  }
}

let offered: Promise<void> | undefined;

/** Sources and tags to choose from. */
function offer(): Promise<void> {
  offered ??= twice(() => index.facts()).then(
    ({ sources, tags }) => {
      offerChoices('source', sources);
      offerChoices('tag', tags);
    },
    () => {
      offered = undefined;
      fail();
    },
  );
  return offered;
}

function offerChoices(name: 'source' | 'tag', choices: readonly Choice[]): void {
  const control = field(name);
  const chosen = control.value;
  const order = new Intl.Collator(language, { numeric: true });
  const sorted = [...choices].sort((a, b) => order.compare(a.name, b.name));
  if (choices.length > mostOptions) {
    offerNames(name, control, sorted);
    const known = choices.find(({ slug }) => slug === chosen);
    field(name).value = known?.name ?? chosen;
    return;
  }
  const known = new Set([...(control as HTMLSelectElement).options].map(({ value }) => value));
  for (const { slug, name: text, count } of sorted) {
    const label = `${text} (${count})`;
    if (known.has(slug))
      (control as HTMLSelectElement).querySelector(`[value="${CSS.escape(slug)}"]`)?.replaceChildren(label);
    else (control as HTMLSelectElement).add(new Option(label, slug));
  }
}

/** A field to type in takes the place of the list. */
function offerNames(name: 'source' | 'tag', list: HTMLElement, choices: readonly Choice[]): void {
  const names = made(
    'datalist',
    choices.map((choice) => new Option(undefined, choice.name)),
  );
  names.id = `${name}-names`;
  for (const choice of choices) slugsByName[name].set(choice.name, choice.slug);
  const input = made('input', []);
  input.id = name;
  input.name = name;
  input.setAttribute('list', names.id);
  const isFocused = list === document.activeElement;
  list.replaceWith(input, names);
  if (isFocused) input.focus();
}

/** The field and the results are one column to the arrow keys; `/` leads to the field from anywhere. */
function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const active = document.activeElement;
  if (event.key === '/' && !active?.matches('input, select, textarea, [contenteditable]')) {
    event.preventDefault();
    field('q').focus();
    return;
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const stops: (Element | null)[] = [field('q'), ...list.querySelectorAll('h3 a')];
  const next = stops[stops.indexOf(active) + step];
  if (step === 0 || !stops.includes(active) || !next) return;
  event.preventDefault();
  (next as HTMLElement).focus();
}

let waiting = 0;

form.addEventListener('input', (event) => {
  clearTimeout(waiting);
  if (!(event as InputEvent).isComposing) waiting = setTimeout(search, pause);
});
form.addEventListener('compositionend', () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, pause);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
form.addEventListener('focusin', offer);
form.addEventListener('pointerenter', offer);
document.addEventListener('keydown', onKey);
addEventListener('popstate', () => {
  takeFromAddress();
  search();
});
document.getElementById('search-needs')?.remove();
if (takeFromAddress()) offer().then(search);
