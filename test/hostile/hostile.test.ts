import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstForbidden } from '../../src/text/characters.ts';
import { indexedItems } from '../e2e/archive-index.ts';
import { ended, program } from '../e2e/hayloft.ts';
import { readAtom, readJson, readRss } from '../spec/read-feeds.ts';
import { type Shown, shown } from './active-content.ts';
import { secret } from './case.ts';
import { trace } from './collection/fences.ts';
import { collection, makeHostileFolder } from './make.ts';

/** On two cores that are busy with other things; alone it takes a tenth of that. */
const maxSeconds = 100;
const maxMegabytes = 1500;

interface Run {
  readonly code: number | null;
  readonly events: readonly Record<string, unknown>[];
  readonly stderr: string;
  readonly seconds: number;
  /** Peak resident memory; absent where the system does not tell. */
  readonly megabytes?: number;
}

let folder: string;
let run: Run;
let output: string;
let contents: ReadonlyMap<string, Shown>;
let items: readonly { id: string; path: string; title: string }[];

async function buildFolder(): Promise<Run> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, 'build', '--json', '--now', '2026-11-24T08:00:00Z'], {
    cwd: folder,
    env: { PATH: process.env.PATH, TZ: 'UTC', HAYLOFT_TEST_SECRET: secret },
  });
  let kilobytes = 0;
  const watch = setInterval(() => {
    const status = existsSync(`/proc/${child.pid}/status`) ? readFileSync(`/proc/${child.pid}/status`, 'utf8') : '';
    kilobytes = Math.max(kilobytes, Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0));
  }, 100);
  const { code, stdout, stderr } = await ended(child).finally(() => clearInterval(watch));
  return {
    code,
    stderr,
    events: stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    seconds: (performance.now() - started) / 1000,
    ...(kilobytes > 0 && { megabytes: kilobytes / 1024 }),
  };
}

beforeAll(
  async () => {
    folder = mkdtempSync(join(tmpdir(), 'hayloft-hostile-'));
    makeHostileFolder(folder);
    writeFileSync(
      join(folder, 'hayloft.config.yaml'),
      [
        'title: Hostile',
        'baseUrl: https://feeds.example.org/',
        'feed: { entries: all, bytes: all }',
        'groups: { sources: { bytes: 512000 }, tags: { bytes: 512000 } }',
      ].join('\n'),
    );
    run = await buildFolder();
    output = join(folder, 'output');
    items = indexedItems(output);
    contents = readContents();
  },
  2 * maxSeconds * 1000,
);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function outputFiles(): string[] {
  return readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A link to a folder is no article; what lies in the folder is found there. */
function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Codes of what was reported of a file, by severity. */
function reported(path: string, severity?: string): unknown[] {
  return run.events
    .filter((event) => event.file === `articles/${path}` && (severity === undefined || event.severity === severity))
    .map(({ code }) => code);
}

describe('a folder of hostile files', () => {
  it('is built to its end: exit code 1, no crash, in bounded time and memory', () => {
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 1, stderr: '' });
    expect(run.events.at(-1)).toMatchObject({ event: 'done', outcome: 'published' });
    expect(run.seconds).toBeLessThan(maxSeconds);
    expect(run.megabytes ?? 0).toBeLessThan(maxMegabytes);
  });

  it('loses no file in silence: each is in the index or named with an error or a note', () => {
    const paths = new Set(items.map(({ path }) => path));
    const articles = collection
      .map(({ path }) => path)
      .filter((path) => path.endsWith('.md') && !path.split('/').some((part) => part.startsWith('.')))
      .filter((path) => !leadsToFolder(join(folder, 'articles', path)));
    expect(articles.length).toBeGreaterThan(1000);
    expect(articles.filter((path) => !paths.has(path.normalize('NFC')) && reported(path).length === 0)).toEqual([]);
  });

  it('comes to the end that is right for each file', () => {
    const byPath = new Map(items.map((item) => [item.path, item]));
    const wrong = collection.flatMap(({ path, outcome, title, reports }) => {
      const item = byPath.get(path.normalize('NFC'));
      const errors = reported(path, 'error');
      const notes = reported(path);
      const is = item ? 'accepted' : errors.length > 0 ? 'refused' : notes.length > 0 ? 'held' : 'unnamed';
      const right =
        outcome.is === 'either' ||
        (outcome.is === is &&
          (outcome.is !== 'refused' || errors.some((code) => outcome.codes.includes(code as never))) &&
          (outcome.is !== 'held' || notes.includes(outcome.code)) &&
          (title === undefined || item?.title === title) &&
          (reports === undefined || notes.includes(reports)));
      return right ? [] : [{ path, wanted: outcome, got: { is, notes, title: item?.title } }];
    });
    expect(wrong).toEqual([]);
  });

  it('shows what was sound in each article', () => {
    const lost = collection.flatMap(({ path, shows = [] }) => {
      const text = contents.get(path.normalize('NFC'))?.text;
      return shows.filter((words) => text?.includes(words) === false).map((words) => ({ path, words, text }));
    });
    expect(lost).toEqual([]);
  });

  it('shows nothing active, nothing relative, and no id twice', () => {
    expect(contents.size).toBe(items.length);
    const dangers = [...contents].flatMap(([path, content]) =>
      content.dangers.map((danger) => `${path}: ${danger.slice(0, 200)}`),
    );
    expect(dangers).toEqual([]);
  });

  it('leads nowhere but to the web', () => {
    const feed = JSON.parse(readFileSync(join(output, 'feed.json'), 'utf8')) as { items: Record<string, unknown>[] };
    const leads = feed.items.flatMap(({ url, external_url, image, authors = [], attachments = [] }) => {
      const each = [...(authors as { url?: string }[]), ...(attachments as { url?: string }[])].map((one) => one.url);
      return [url, external_url, image, ...each].filter((address) => address !== undefined);
    });
    expect(leads.length).toBeGreaterThan(items.length);
    expect(leads.filter((address) => !/^https?:\/\/[^/@\s]+\//.test(String(address)))).toEqual([]);
  });

  it('gives well-formed documents that an independent parser reads, all with the same entries', () => {
    const documents = outputFiles();
    const read = (name: string, parse: typeof readRss) =>
      new Map(
        documents
          .filter((file) => file.endsWith(`/${name}`))
          .map((file) => [file.slice(output.length + 1, -name.length), parse(readFileSync(file, 'utf8'))]),
      );
    const rss = read('rss.xml', readRss);
    const atom = read('atom.xml', readAtom);
    const json = read('feed.json', readJson);
    const idsOf = (feeds: typeof rss, feed: string) => feeds.get(feed)?.map(({ id }) => id);
    const ids = items.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(idsOf(rss, '')).toEqual(ids);
    expect(rss.size).toBeGreaterThan(100);
    for (const feed of rss.keys()) {
      expect(idsOf(json, feed)).toEqual(idsOf(rss, feed));
      const atomIds = idsOf(atom, feed) as string[];
      expect(atomIds.length).toBe(rss.get(feed)?.length);
      // RFC 4287 4.2.6: an IRI, whatever the article's own id is
      expect(atomIds.filter((id) => !/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(id))).toEqual([]);
      expect(new Set(atomIds).size).toBe(atomIds.length);
    }
  });

  it('writes JSON without half surrogates and forbidden characters', () => {
    const bad = outputFiles()
      .filter((file) => file.endsWith('.json'))
      .filter((file) => {
        let found = false;
        JSON.parse(readFileSync(file, 'utf8'), (key, value) => {
          found ||= typeof value === 'string' && key !== 'path' && firstForbidden(value) >= 0;
          return value;
        });
        return found;
      });
    expect(bad).toEqual([]);
  });

  it('lets no byte of a draft, a comment, a hidden file, the environment or another folder out', () => {
    const leaking = outputFiles().filter((file) => {
      const bytes = readFileSync(file);
      return [secret, 'root:x:0:0', secret.replaceAll('-', '%2D')].some((text) => bytes.includes(text));
    });
    expect(leaking).toEqual([]);
    expect(outputFiles().filter((file) => file.includes(secret))).toEqual([]);
  });

  it('runs no front matter, and pollutes no prototype', () => {
    expect(existsSync(join(folder, trace))).toBe(false);
    expect(items.filter(({ title }) => title === 'Run' || title === 'Polluted')).toEqual([]);
  });

  it('publishes no file but pictures and sounds', () => {
    const published = readdirSync(join(output, 'media'));
    expect(published).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.png$/)]);
  });

  it(
    'gives the same bytes when it is built again',
    async () => {
      const again = await buildFolder();
      expect(again.code).toBe(1);
      expect(again.events.filter((event) => event.event === 'document' && event.change !== 'unchanged')).toEqual([]);
    },
    maxSeconds * 1000,
  );
});

/** What a reader would show of each entry, by the path of its article. */
function readContents(): Map<string, Shown> {
  const entries = readJson(readFileSync(join(output, 'feed.json'), 'utf8'));
  const paths = new Map(items.map(({ id, path }) => [id, path]));
  return new Map(entries.map(({ id, content }) => [paths.get(id ?? '') ?? '', shown(content ?? '')]));
}
