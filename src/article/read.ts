import type { ArticleFolder } from '../config/config.ts';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { oneLine } from '../text/characters.ts';
import { type Instant, rfc3339 } from '../text/instant.ts';
import { sha256 } from '../text/sha256.ts';
import { sketch } from '../text/sketch.ts';
import type { Article, MediaFile } from './article.ts';
import { type Content, renderContent } from './content/content.ts';
import type { LocalFiles } from './content/local-files.ts';
import { PictureCopies, type RemotePictures, type WantedPicture } from './content/remote-pictures.ts';
import { decodeFile } from './decode.ts';
import { readAttached } from './fields/attached.ts';
import { FieldReader } from './fields/field-reader.ts';
import { heldBy } from './fields/held.ts';
import { statedId, statedPermalink } from './fields/identity.ts';
import { readLanguage } from './fields/language.ts';
import { readOrigin } from './fields/origin.ts';
import { readAuthors } from './fields/people.ts';
import { statedSummary } from './fields/summary.ts';
import { readTags } from './fields/tags.ts';
import { statedTitle, titleFromPath } from './fields/title.ts';
import { readWhen, type When } from './fields/when.ts';
import { hasComments } from './file-comments.ts';
import { type FrontMatter, readFrontMatter } from './front-matter/front-matter.ts';

/** What an article depends on beside its own file. */
export interface ReadContext {
  /** Articles published after it are held back. */
  readonly now: Instant;
  /** IANA name: of dates that name no zone. */
  readonly timezone: string;
  /** Absolute http(s) URL that ends in `/`. */
  readonly baseUrl: string;
  /** Whether the entry of a clipping links to the original or to its page here. */
  readonly clippings: 'source' | 'page';
  readonly defaults: Pick<ArticleFolder, 'source' | 'tags' | 'language' | 'content' | 'undated'>;
  /** Absolute address of an article's own page. */
  readonly pageUrl: (facts: { path: string; published: Instant; permalink?: string | undefined }) => string;
  readonly files: LocalFiles;
  /** Absent: remote pictures keep their own addresses. */
  readonly pictures?: RemotePictures;
}

/** Where an article lies: its lasting path in the collection, and how diagnostics name the file. */
export interface Whereabouts {
  readonly path: string;
  readonly file: string;
}

export interface ReadResult {
  /** Absent where the diagnostics hold an error, or a note that the article is held back. */
  readonly article?: Article;
  /** Why its author keeps it back, if so: then there is no article, though nothing is wrong. */
  readonly held?: 'draft' | 'future';
  /** When it is to come out, where it is held back because of its date; or when a later date of its counts. */
  readonly dueAt?: Instant;
  /** Pictures of it of which there should be a copy and is none. */
  readonly wanted?: readonly WantedPicture[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One file as an article: bytes to text, text to front matter and body, fields to facts, body to HTML. */
export function readArticle(bytes: Uint8Array, where: Whereabouts, context: ReadContext): ReadResult {
  const decoded = decodeFile(bytes, where.file);
  if (decoded.text === undefined) return { diagnostics: decoded.diagnostics };
  const { frontMatter, diagnostics } = readFrontMatter(decoded.text, where.file);
  if (!frontMatter) return { diagnostics: [...decoded.diagnostics, ...diagnostics] };

  const reader = new FieldReader(frontMatter, where.file);
  const heldReason = heldBy(reader, where.path);
  if (heldReason !== undefined) return held('draft', heldReason, where);
  const when = readWhen(reader, where.path, context.timezone, context.now);
  if (when.published && when.published.instant > context.now) {
    const dueAt = when.published.instant;
    return { ...held('future', `it is dated ${rfc3339(dueAt)}, which is yet to come`, where), dueAt };
  }

  const written = { hash: sha256(bytes), hasComments: hasComments(decoded.text, frontMatter.body) };
  const { diagnostics: told, ...composed } = compose(reader, frontMatter, when, where, context, written);
  return {
    ...composed,
    ...(when.dueAt !== undefined && { dueAt: when.dueAt }),
    diagnostics: [...decoded.diagnostics, ...diagnostics, ...reader.diagnostics, ...told],
  };
}

const heldCodes = { draft: 'held/draft', future: 'held/future' } as const;

/** Nothing else is said of an article that is held back: it may be private. */
function held(why: 'draft' | 'future', reason: string, { file }: Whereabouts): ReadResult {
  return {
    held: why,
    diagnostics: [{ severity: 'note', code: heldCodes[why], message: `held back: ${reason}`, file }],
  };
}

/** The article of the facts that front matter states and of what its content adds to them. */
function compose(
  reader: FieldReader,
  frontMatter: FrontMatter,
  when: When,
  where: Whereabouts,
  context: ReadContext,
  written: { readonly hash: string; readonly hasComments: boolean },
): ReadResult {
  const { defaults } = context;
  const title = statedTitle(reader);
  const id = statedId(reader);
  const origin = readOrigin(reader, defaults.source, context.baseUrl);
  const authors = readAuthors(reader);
  const tags = readTags(reader, defaults.tags);
  const language = readLanguage(reader) ?? defaults.language;
  const summary = statedSummary(reader);
  const permalink = statedPermalink(reader);
  if (hasErrors(reader.diagnostics)) return { diagnostics: [] };
  if (!title && frontMatter.body.trim() === '') return { diagnostics: [empty(where)] };
  const published = when.published ?? dateOfUndated(context);
  if (!published) return { diagnostics: [missingDate(where)] };

  const page = context.pageUrl({ path: where.path, published: published.instant, permalink });
  const base = origin.originalUrl ?? page;
  const pictures = new PictureCopies(context.pictures);
  const attached = readAttached(reader, context.files, { url: base, own: origin.originalUrl === undefined }, pictures);
  const content = renderContent(frontMatter.body, {
    page,
    base,
    anchor: context.clippings === 'source' ? base : page,
    idPrefix: sha256(where.path).slice(0, 8),
    file: where.file,
    bodyLine: frontMatter.bodyLine,
    ...(title && { title: title.title }),
    ...(summary && { summary: summary.summary }),
    files: context.files,
    pictures,
  });
  const wanted = pictures.wanted();
  const named = title ?? titleOf(content, where.path);
  const words = sketch(content.text);
  const image = attached.image ?? content.firstImage;
  return {
    article: {
      path: where.path,
      file: where.file,
      title: named.title,
      ...(id && { id: id.id }),
      ...(origin.source && { source: origin.source }),
      ...(origin.originalUrl !== undefined && { originalUrl: origin.originalUrl }),
      authors,
      published: published.instant,
      precision: published.precision,
      ...(when.updated !== undefined && { updated: when.updated }),
      ...(when.clipped !== undefined && { clipped: when.clipped }),
      tags,
      ...(language !== undefined && { language }),
      summary: content.summary,
      show: defaults.content,
      ...(permalink !== undefined && { permalink }),
      html: content.html,
      ...(content.text !== '' && { textHash: sha256(content.text) }),
      ...(words !== undefined && { sketch: words }),
      fileHash: written.hash,
      enclosures: attached.enclosures,
      ...(image !== undefined && { image }),
      ...(written.hasComments && { hasComments: true as const }),
      media: distinctMedia([...attached.media, ...content.media, ...pictures.files()]),
      origins: {
        title: named.origin,
        ...when.origins,
        ...(published.precision === 'none' && { published: 'the moment it was first seen' }),
        ...(origin.from !== undefined && { source: origin.from }),
        ...(id && { id: id.origin }),
        summary: summary?.origin ?? 'the first words of the text',
      },
    },
    ...(wanted.length > 0 && { wanted }),
    diagnostics: content.diagnostics,
  };
}

/** The date of an article that has none, where its folder is so configured. */
function dateOfUndated({ defaults, now }: ReadContext) {
  return defaults.undated === 'first-seen' ? ({ instant: now, precision: 'none' } as const) : undefined;
}

function titleOf(content: Content, path: string): { title: string; origin: string } {
  const heading = oneLine(content.heading ?? '');
  if (heading !== '') return { title: heading, origin: 'the first heading' };
  return { title: titleFromPath(path), origin: 'file name' };
}

function distinctMedia(files: readonly MediaFile[]): MediaFile[] {
  return [...new Map(files.map((file) => [file.to, file])).values()];
}

function missingDate({ file }: Whereabouts): Diagnostic {
  return {
    severity: 'error',
    code: 'front-matter/missing-date',
    message: 'nothing says when it was published',
    file,
    hint: 'add "date: 2024-03-05" (also read: published, pubDate, created, clipped_at …), begin the file name with 2024-03-05-, or set `undated: first-seen` for its folder',
  };
}

function empty({ file }: Whereabouts): Diagnostic {
  return {
    severity: 'error',
    code: 'content/empty',
    message: 'it has neither a title nor a text',
    file,
    hint: 'write a text below the front matter, or a title in it',
  };
}
