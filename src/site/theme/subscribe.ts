import { type Html, html } from '../html.ts';
import type { SiteFacts, Subscription } from '../views.ts';
import { anchor, shownAddress } from './anchor.ts';

/** What people call them, in any language. */
const formats = {
  rss: { name: 'RSS', type: 'application/rss+xml' },
  atom: { name: 'Atom', type: 'application/atom+xml' },
  json: { name: 'JSON Feed', type: 'application/feed+json' },
} as const;

/** How to subscribe: what a feed is, and the addresses, which `theme/copy.js` copies once it has shown the buttons. */
export function subscribe(subscriptions: readonly Subscription[], { words }: SiteFacts): Html {
  return html`<section class="subscribe" id="hayloft-subscribe">
<h2>${words.subscribe}</h2>
<p>${words.whatAFeedIs}</p>
<ul>
${subscriptions.map((subscription) => address(subscription, words))}</ul>
<div class="away" role="status" data-copy-status></div>
<p>${anchor('feeds.opml', words.allFeeds, html` type="text/x-opml" download`)}</p>
</section>
`;
}

function address({ format, href }: Subscription, words: SiteFacts['words']): Html {
  const { name, type } = formats[format];
  return html`<li><b>${name}</b> ${anchor(href, shownAddress(href), html` type="${type}"`)} \
<button type="button" hidden data-copy="${href}" data-copied="${words.copied}">\
<span>${words.copy}</span><span class="away"> ${name}</span></button></li>
`;
}
