/**
 * Hayloft as a library: the run that `hayloft build` makes, and what it is made of.
 *
 * ```ts
 * const { config, diagnostics } = await loadConfig(process.cwd(), { articles: ['articles'] });
 * if (config) await build(config, { now: Date.now(), write: true, from: process.cwd() });
 * ```
 */

export type { Entry } from './archive/entry.ts';
export { type Clipping, type ClippingOptions, clippingToArticle } from './article/clipping.ts';
export { build } from './build/build.ts';
export type { BuildOptions, Progress } from './build/options.ts';
export type { ThemeModule, ThemeReplacement } from './build/pages/theme.ts';
export type { BuildResult, NamedEntry, PublishedDocument, PublishedFeed, RunChanges } from './build/result.ts';
export type {
  Alias,
  ArticleFolder,
  Config,
  DeclaredSource,
  FeedFormat,
  FeedShape,
  Guard,
  HistoryPolicy,
  Limits,
  LinkPolicy,
  NamedFeed,
  Notify,
  PagesConfig,
  RateLimit,
  ReverseProxy,
  ServerConfig,
} from './config/config.ts';
export { loadConfig } from './config/load.ts';
export type { Overrides } from './config/overrides.ts';
export type { ConfigFile } from './config/schema.ts';
export { type Diagnostic, type DiagnosticCode, hasErrors, type Place, type Severity } from './diagnostic.ts';
export type { FeedKind } from './feed/plan.ts';
export type { Html, Value } from './site/html.ts';
export type {
  Alternate,
  ArticleView,
  CalendarView,
  CardView,
  CountedLink,
  FeedLink,
  FeedView,
  FrontDoor,
  Link,
  NamesView,
  PageView,
  Script,
  SiteFacts,
  Subscription,
  Theme,
  WithdrawnView,
} from './site/views.ts';
export type { Words } from './site/words/words.ts';
export type { Instant } from './text/instant.ts';
export type { Person } from './text/person.ts';
