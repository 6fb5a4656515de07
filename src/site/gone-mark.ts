import { html } from './html.ts';

/**
 * Stands in the `<head>` of the page of an entry that was taken back (`PageView.head`), whatever the layout: a server that
 * reads it answers with 410 (RFC 9110 15.5.11) and the page. Programs that render pages for crawlers know it by this name.
 * No article can write it: what is text in a page has no `<`, and no `meta` is allowed in a content.
 */
export const goneMark = html`<meta name="prerender-status-code" content="410">`;
