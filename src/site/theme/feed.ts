import { type Html, html } from '../html.ts';
import type { FeedLink, FeedView, FrontDoor, SiteFacts } from '../views.ts';
import { anchor, hostOf } from './anchor.ts';
import { countedNames, countedPeriods } from './counts.ts';
import { periodName } from './period.ts';
import { searchForm } from './search-form.ts';
import { subscribe } from './subscribe.ts';

/** The page of a feed: what it is, how to subscribe, its newest entries, and where to go on. */
export function feed(view: FeedView, site: SiteFacts): Html {
  const { words } = site;
  const { front, subscriptions, total } = view;
  return html`<div class="sides">
<div class="intro">
${front ? frontIntro(view, site) : feedIntro(view, site)}</div>
${subscriptions.length > 0 && subscribe(subscriptions, site)}\
<section class="newest">
<h2>${words.newest}</h2>
${total === 0 && html`<p>${words.count(0)}</p>\n`}\
<ol class="cards">
${view.entries}</ol>
${onwards(view, site)}\
</section>
<div class="beside">
${front && frontSide(front, site)}\
${section(words.archive, countedPeriods(view.archive, site))}\
</div>
</div>
`;
}

function frontIntro({ title, description }: FeedView, site: SiteFacts): Html {
  const form = site.sections?.includes('search') !== false && searchForm(site.words);
  return html`<h1 dir="auto">${title}</h1>
${description !== title && html`<p class="lede" dir="auto">${description}</p>\n`}${form}`;
}

function feedIntro({ kind, name, title, description, homePage = '', total }: FeedView, { words, sections }: SiteFacts) {
  const all = kind === 'source' ? 'sources' : kind === 'tag' ? 'tags' : undefined;
  const way = all && (sections?.includes(all) === false ? words[all] : anchor(`${all}/index.html`, words[all]));
  const called = kind === 'named' ? title : name;
  const host = homePage !== '' && html` · ${anchor(homePage, hostOf(homePage))}`;
  return html`<p class="crumbs">${way ?? words.feeds}</p>
<h1 dir="auto">${called}</h1>
<p class="meta">${words.count(total)}${host}</p>
${kind === 'named' && description !== title && html`<p class="lede" dir="auto">${description}</p>\n`}`;
}

/** What follows the last entry: the year of the next one, or the way to the archive where there is none. */
function onwards({ front, archive, shows, total }: FeedView, { words }: SiteFacts): Html | false | undefined {
  let entries = 0;
  const year = archive.find(({ count }) => {
    entries += count;
    return entries > shows;
  });
  if (year && total > shows) {
    const way = html`<small>${words.older}</small> ${periodName(year.text, words)}`;
    return html`<p class="pager">${anchor(year.href, way)}</p>\n`;
  }
  return front && total > 0 && html`<p class="pager">${anchor('archive/index.html', words.archive)}</p>\n`;
}

function frontSide({ sources, tags, named, sourceCount, tagCount }: FrontDoor, site: SiteFacts): Html {
  const { words } = site;
  const allOf = (shown: readonly FeedLink[], count: number, href: string, word: string) =>
    count > shown.length && html`<p class="more">${anchor(href, word)}</p>\n`;
  return html`${section(words.feeds, countedNames(named, site))}\
${section(words.sources, countedNames(sources, site), allOf(sources, sourceCount, 'sources/index.html', words.allSources))}\
${section(words.tags, countedNames(tags, site, 'dense'), allOf(tags, tagCount, 'tags/index.html', words.allTags))}`;
}

function section(heading: string, list: Html | undefined, more?: Html | false): Html | undefined {
  return list && html`<section>\n<h2>${heading}</h2>\n${list}${more}</section>\n`;
}
