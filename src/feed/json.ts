import { rfc3339 } from '../text/instant.ts';
import { creditsOf, type EntryFacts, type FeedFacts, type FeedRenderer } from './document.ts';
import { type Extension, renderJson } from './feed-package.ts';

/** JSON Feed 1.1 (jsonfeed.org/version/1.1). `feed` writes 1.0; what came later is added. */
export const json: FeedRenderer = {
  fileName: 'feed.json',
  between: ',',
  entry,
  envelope,
};

function entry(facts: EntryFacts): string {
  const { id, link, title, published, updated, summary, html, tags, externalUrl, enclosures, language, image } = facts;
  const credits = creditsOf(facts);
  const more: Record<string, unknown> = {
    // One of the two is required; a summary is all there is of an entry shown by its summary.
    ...(html === '' && { content_text: summary }),
    ...(html !== '' && summary !== '' && { summary }),
    date_published: rfc3339(published),
    date_modified: rfc3339(updated),
    ...(externalUrl && { external_url: externalUrl }),
    ...(credits.length > 0 && { authors: credits }),
    ...(language && { language }),
    ...(enclosures.length > 0 && {
      attachments: enclosures.map(({ url, type, length, title: label }) => ({
        url,
        mime_type: type,
        ...(label && { title: label }),
        ...(length !== undefined && { size_in_bytes: length }),
      })),
    }),
  };
  return renderJson(around, {
    id,
    link,
    title,
    date: new Date(updated),
    ...(html && { content: html }),
    ...(image && { image }),
    ...(tags.length > 0 && { category: tags.map(({ name }) => ({ name })) }),
    extensions: extensionsOf(more) as never,
  }).entry;
}

const around = { title: '', link: 'https://example.org/' };

function envelope(facts: FeedFacts): { head: string; tail: string } {
  // "The next n items" of a feed that begins with the newest are older ones.
  const older = facts.place && facts.place.is !== 'complete' ? facts.place.previous?.json : undefined;
  const more = {
    version: 'https://jsonfeed.org/version/1.1',
    authors: facts.authors,
    language: facts.language,
    ...(older && { next_url: older }),
    ...(facts.hubs?.length && { hubs: facts.hubs.map((url) => ({ type: 'WebSub', url })) }),
  };
  const { head, tail } = renderJson(
    {
      title: facts.title,
      description: facts.description,
      link: facts.home,
      ...(facts.urls.json && { feedLinks: { json: facts.urls.json } }),
    },
    { title: '', id: '', link: '', date: new Date(0) },
    extensionsOf(more),
  );
  return { head, tail };
}

function extensionsOf(values: Record<string, unknown>): Extension[] {
  return Object.entries(values).map(([name, objects]) => ({ name, objects }));
}
