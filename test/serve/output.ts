import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publish } from '../../src/build/output/publish.ts';
import { keepSite } from '../../src/serve/keep-site.ts';
import type { SiteOptions } from '../../src/serve/load-site.ts';
import { type ServeOptions, type Serving, serve } from '../../src/serve/serve.ts';
import { meansFor } from '../build/output/means.ts';
import { entryOf, type GivenEntry } from '../feed/entry.ts';
import { mainDocuments } from '../spec/documents.ts';

export const baseUrl = 'https://example.org/';

/** Publishes exactly these documents to a folder, as a run does; text or bytes by path. */
export async function publishTo(
  output: string,
  documents: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const chunks = Object.entries(documents).map(([path, text]) => ({ path, chunks: [Buffer.from(text)] }));
  const conditions = { defectsIn: () => [], remember: () => [] };
  const { refusals } = await publish(output, 'output', chunks, true, conditions, meansFor(output));
  if (refusals.length > 0) throw new Error(refusals[0]?.message);
}

/** The documents of the main feed over so many entries, the newest of which is the last. */
export function feedOf(count: number, facts: (number: number) => GivenEntry = () => ({})): Record<string, string> {
  const entries = Array.from({ length: count }, (_, i) =>
    entryOf({
      id: `tag:example.org,2026:entry/${i + 1}`,
      title: `Entry ${i + 1}`,
      published: Date.UTC(2026, 0, 1) + i * 1000,
      updated: Date.UTC(2026, 0, 1) + i * 1000,
      html: `<p>${`What there is to say of number ${i + 1}. `.repeat(20)}</p>`,
      ...facts(i + 1),
    }),
  );
  return mainDocuments(entries.reverse());
}

/** A server of an output folder, on a port of its own. */
export class Served {
  readonly output: string;
  readonly site: Awaited<ReturnType<typeof keepSite>>;
  readonly serving: Serving;

  private constructor(output: string, site: Awaited<ReturnType<typeof keepSite>>, serving: Serving) {
    this.output = output;
    this.site = site;
    this.serving = serving;
  }

  static async of(
    documents: Readonly<Record<string, string | Uint8Array>>,
    {
      aliases = new Map(),
      linkOf = () => undefined,
      baseUrl: base = baseUrl,
      onDefect = (error: unknown) => {
        throw error;
      },
      ...options
    }: Partial<ServeOptions & SiteOptions> & { onDefect?: (error: unknown) => void } = {},
  ): Promise<Served> {
    const output = mkdtempSync(join(tmpdir(), 'hayloft-serve-'));
    await publishTo(output, documents);
    const kept = await keepSite({ output, baseUrl: base, aliases, linkOf }, onDefect);
    // The first time, this codes what is served already.
    await kept.refresh();
    const serving = await serve({
      at: { host: '127.0.0.1', port: 0 },
      site: kept.site,
      refresh: kept.refresh,
      moment: () => ({ now: Date.now() }),
      state: { startedAt: Date.now() },
      onDefect,
      limit: false,
      metrics: true,
      ...options,
    });
    if ('code' in serving) throw new Error(serving.message);
    return new Served(output, kept, serving);
  }

  get port(): number {
    return Number(new URL(this.serving.address).port);
  }

  /** Publishes anew, and tells the server. */
  async publish(documents: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    await publishTo(this.output, documents);
    await this.site.refresh();
  }

  /** Puts a file there that is not ours. */
  write(path: string, text: string): void {
    writeFileSync(join(this.output, path), text);
  }

  async stop(): Promise<void> {
    this.site.stop();
    await this.serving.stop(1000);
    rmSync(this.output, { recursive: true, force: true });
  }
}
