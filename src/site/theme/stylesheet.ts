/**
 * Quiet and typographic: the fonts of the machine, one colour for what can be followed, and sizes that follow from the
 * reader's own. Logical properties throughout, so that it reads the same from right to left. Nothing moves.
 */
export const stylesheet: string = compact(`
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --wash: #f5f1ea; --rule: #e2dcd1; --ink: #22201c; --quiet: #565047; --link: #6e3d00; --mark: #ffe8a3;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --wash: #22201d; --rule: #38342e; --ink: #e6e1d8; --quiet: #b6afa3; --link: #edbb7d; --mark: #4c3b0d;
  }
}
* { box-sizing: border-box; }
html { font: 106.25%/1.6 system-ui, sans-serif; -webkit-text-size-adjust: none; }
body {
  max-width: 46rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem);
  background: var(--paper); color: var(--ink); overflow-wrap: break-word;
}

h1, h2, h3, h4, h5, h6 { margin: 2em 0 .5em; font-size: 1rem; line-height: 1.25; text-wrap: balance; word-break: auto-phrase; break-after: avoid; }
h1 { margin: 0 0 .4em; font-size: clamp(1.7rem, 1.3rem + 1.8vw, 2.4rem); line-height: 1.15; }
h2 { font-size: 1.35rem; }
h3, .lede { font-size: 1.15rem; }
small { font-weight: 400; }
p, ul, ol, dl, pre, figure, blockquote, details, .scroll { margin: 0 0 1.1em; }
ul, ol { padding-inline-start: 1.5em; }
p { text-wrap: pretty; }
li > ul, li > ol, body > * > p { margin: 0; }
body > header ul, .tags, .counts, .cards, .subscribe ul { margin: 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
small, .meta, .tags, .crumbs, .subscribe, .search-form, .search-status, .footnotes, figcaption, .entry > footer, body > header, body > footer { font-size: .875rem; }
small, label, .meta, .crumbs, .host, .search-status, figcaption, blockquote, dt, body > footer { color: var(--quiet); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration: underline 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
main { padding-block: 1.5rem 3rem; outline: 0; }
.skip, .away { position: absolute; background: var(--paper); }
.skip:not(:focus), .away { width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

body > header, body > header ul, body > footer, .pager { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; justify-content: space-between; }
body > header { padding-block: 1.25rem; }
body > header p { font-weight: 600; }
body > header a, .tags a, .counts a, .pager a, .card h3 a { padding: .1rem 0; text-decoration: none; }
body > header a, .tags a, .card h3 a { display: inline-block; }
body > header a, .meta a, .card h3 a { color: inherit; }
[aria-current] { box-shadow: 0 2px var(--link); }
body > footer, .card, .entry > footer, .attachments, .pager { padding-block: 1.25rem; border-top: 1px solid var(--rule); }

.meta, .crumbs { margin-bottom: .4rem; line-height: 1.75; }
.meta { text-align: -webkit-match-parent; text-align: match-parent; }
h2.meta { margin: 0 0 2rem; font-weight: 400; }
.tags { display: flex; flex-wrap: wrap; gap: 0 .9rem; }
.tags a { unicode-bidi: plaintext; }
.tags a::before { content: "#"; color: var(--quiet); }
.card h3 { margin: 0 0 .25rem; }
.card > p:last-of-type { margin-bottom: .3rem; }

.sides { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.25rem clamp(2rem, 5vw, 5rem); }
.sides h2, .attachments h2 { margin: 0 0 .75rem; font-size: 1rem; }
.beside section { padding-bottom: 2rem; }
.counts { columns: 15rem; column-gap: 1rem; }
.beside .counts { columns: 11rem; }
.archive .counts { columns: 9rem 3; }
.names .dense { columns: 9rem; }
.counts li, .card { break-inside: avoid; }
.more { margin-top: .5rem; }
.beside .dense { display: flex; flex-wrap: wrap; gap: 0 1.1rem; }
@media (width >= 60rem) {
  .feed, .names { max-width: 70rem; }
  .front { max-width: 86rem; }
  .sides { grid-template: auto minmax(min-content, .001fr) minmax(min-content, 1fr) / minmax(0, 42rem) minmax(20rem, 1fr); }
  .subscribe { grid-area: 1 / 2 / 3; }
  .newest { grid-area: 2 / 1 / 4; }
  .beside { grid-area: 3 / 2; }
}
.subscribe { align-self: start; padding: 1.1rem 1.25rem; border-radius: .5rem; background: var(--wash); }
.subscribe p { margin: .75rem 0 0; }
.subscribe li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; align-items: center; margin-top: .75rem; }
.subscribe button { grid-area: 1 / 2 / 3; min-width: 5.5em; }
button, input, select { padding: .3rem .7rem; border: 1px solid var(--quiet); border-radius: .35rem; background: var(--paper); color: inherit; font: inherit; }
.subscribe [hidden] { display: block; visibility: hidden; }
.search-form { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1.25rem 0; }
.search-form :is(button, input, select) { height: 2.5rem; }
.search-form [type=search] { flex: 1 1 12rem; min-width: 0; }
.search-filters { flex: 1 0 100%; display: grid; grid-template-columns: repeat(6, 1fr); gap: .5rem .75rem; }
.search-filters p { grid-column: span 3; min-width: 0; margin: 0; }
@media (width >= 40rem) { .search-filters p:nth-child(n + 3) { grid-column: span 2; } }
.search-filters p > * { width: 100%; }
.search-status { min-height: 1.6em; margin: 0 0 .75rem; }
.search main { min-height: 100vh; }
.late { animation: late 0s 2s backwards; }
@media (scripting: none) { .late { animation: none; } }
@keyframes late { from { height: 0; margin: 0; visibility: hidden; } }

.entry > header { margin-bottom: 2rem; }
.entry > footer div { display: flex; flex-wrap: wrap; margin-bottom: .25rem; }
.entry > footer dt { flex: 0 0 9rem; }
.entry > footer dd { flex: 1 1 14rem; min-width: 0; margin: 0; }
.attachments, .entry > footer { margin-top: 2.5rem; }
.banner, .original { margin: 1.25rem 0; padding: .75rem 1rem; border-inline-start: 3px solid var(--link); background: var(--wash); }
.banner { background: var(--mark); }
.pager a, .pager small { display: block; }
[rel=next] { margin-inline-start: auto; text-align: end; }

img, video { max-width: 100%; height: auto; }
pre, code, kbd, samp { font: .9em/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre, code { border-radius: .3em; background: var(--wash); direction: ltr; unicode-bidi: isolate; }
pre { padding: .9rem 1.1rem; }
code { padding: .1em .3em; }
pre code { padding: 0; font-size: 1em; }
pre, .scroll { overflow-x: auto; }
blockquote { padding-inline-start: 1.1rem; border-inline-start: 3px solid var(--rule); }
hr { width: 6rem; margin: 2.5rem auto; border: 0; border-top: 1px solid var(--quiet); }
mark { background: var(--mark); color: inherit; }
sub, sup { line-height: 0; }
table { border-collapse: collapse; font-size: .925em; }
.scroll table { width: max-content; max-width: max(100%, 38rem); }
th, td { padding: .4rem .75rem; border-bottom: 1px solid var(--rule); text-align: start; vertical-align: top; }
.align-center { text-align: center; }
.align-right { text-align: right; }
.remote { display: inline-block; max-width: 100%; overflow-wrap: anywhere; padding: .35rem .8rem; border: 1px dashed var(--quiet); border-radius: .4rem; font-size: .925em; text-decoration: none; }

@media print {
  html { font-size: 10.5pt; }
  body { max-width: none !important; padding: 0; }
  .skip, body > header ul, body > footer, .search-form, .subscribe, .beside, .pager, .entry > footer details { display: none !important; }
  .text [href^=http]::after, .original a::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; }
  .scroll { overflow: visible; }
  pre, figure, img, tr { break-inside: avoid; }
}
`);

/** Without what only people who read the source need. Not for any stylesheet: there may be strings in others. */
function compact(css: string): string {
  return css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}')
    .trim();
}
