import { type Html, html } from '../html.ts';
import type { SiteFacts, WithdrawnView } from '../views.ts';
import { day, metaLine } from './meta.ts';

/** In place of an entry that was taken back: that it was, when and why, and none of its words. */
export function withdrawn({ at, published, why }: WithdrawnView, site: SiteFacts): Html {
  const { words } = site;
  return html`<h1>${words.withdrawnTitle}</h1>
${metaLine([day(at, site), html`${words.published}: ${day(published, site)}`], site)}
<p>${words.withdrawn[why]}</p>
`;
}
