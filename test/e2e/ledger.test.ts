import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { appendEvents } from '../../src/build/state/ledger-file.ts';
import { hashOf, published, start } from '../archive/ledger/histories.ts';
import { Workplace } from './hayloft.ts';

const at = ['--now', '2026-11-24T08:00:00Z'];
const article = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-01\n---\nWords of ${title}.\n`;

let place: Workplace;
afterEach(() => place.remove());

const state = () => join(place.folder, '.hayloft');
const ledger = () => join(state(), 'ledger.jsonl');

async function built(): Promise<void> {
  place = new Workplace({ 'articles/a.md': article('A'), 'articles/b.md': article('B') });
  expect(await place.hayloft(['build', '--base-url', 'https://example.org/', ...at])).toMatchObject({ code: 0 });
}

function spoil(): void {
  writeFileSync(ledger(), readFileSync(ledger(), 'utf8').replace('"title":"A"', '"title":"Å"'));
}

describe('ledger verify', () => {
  it('says what the ledger of a build holds', async () => {
    await built();
    const { code, stdout, stderr } = await place.hayloft(['ledger', 'verify']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\.hayloft\/ledger\.jsonl is whole\n +lines +3\n +entries +2\n +versions +2\n/);
    expect(stdout).toMatch(/first +2026-11-24T08:00:00Z\n +last +2026-11-24T08:00:00Z\n$/);
  });

  it('names each damaged line and how to mend it, and ends with 2', async () => {
    await built();
    spoil();
    const { code, stdout, stderr } = await place.hayloft(['ledger', 'verify']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^\.hayloft\/ledger\.jsonl:[23]:1 error ledger\/damaged this line was changed: .*\n +hint: /,
    );
  });

  it('counts published entries whose bytes are not kept as they were published', async () => {
    await built();
    rmSync(join(state(), 'versions'), { recursive: true });
    const { code, stdout } = await place.hayloft(['ledger', 'verify', '--json']);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(events).toMatchObject([
      { event: 'diagnostic', severity: 'warning', code: 'ledger/version-missing' },
      { event: 'ledger', state: 'whole', lines: 3, entries: 2, versions_missing: 2, versions_changed: 0 },
    ]);
  });

  it('names each file of a version that was changed, and a build keeps it again once that is deleted', async () => {
    await built();
    const [folder] = readdirSync(join(state(), 'versions')) as [string];
    const [name] = readdirSync(join(state(), 'versions', folder)) as [string];
    const path = join(state(), 'versions', folder, name);
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.from(bytes).reverse());
    const { code, stderr } = await place.hayloft(['ledger', 'verify']);
    const named = `.hayloft/versions/${folder}/${name} warning ledger/version-missing`;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(named) });

    rmSync(path);
    await place.hayloft(['build', '--base-url', 'https://example.org/', ...at]);
    expect(readFileSync(path)).toEqual(bytes);
    expect(await place.hayloft(['ledger', 'verify'])).toMatchObject({ stderr: '' });
  });

  it('is content where there is none yet', async () => {
    place = new Workplace();
    const { code, stdout } = await place.hayloft(['ledger', 'verify', '--state', 'kept']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('no kept/ledger.jsonl yet') });
    expect(existsSync(join(place.folder, 'kept'))).toBe(false);
  });
});

describe('ledger compact', () => {
  it('leaves out what has no influence, and a torn line, and nothing else the next time', async () => {
    place = new Workplace();
    const a = published('a');
    const edits = ['one', 'two', 'three'].map(
      (text, i) => ({ event: 'edited', at: start + i + 1, id: a.id, file: hashOf(text) }) as const,
    );
    appendEvents(state(), [a, ...edits]);
    writeFileSync(ledger(), `${readFileSync(ledger(), 'utf8')}{"event":"mov`);

    const first = await place.hayloft(['ledger', 'compact']);
    expect(first).toMatchObject({ code: 0, stdout: '.hayloft/ledger.jsonl  6 lines before, 3 after\n' });
    expect(first.stderr).toContain('warning ledger/torn');
    const bytes = readFileSync(ledger());
    const second = await place.hayloft(['ledger', 'compact', '--json']);
    expect(JSON.parse(second.stdout)).toMatchObject({ event: 'compaction', lines_before: 3, lines_after: 3 });
    expect(readFileSync(ledger())).toEqual(bytes);
  });

  it('leaves a damaged ledger as it is', async () => {
    await built();
    spoil();
    const before = readFileSync(ledger());
    expect(await place.hayloft(['ledger', 'compact'])).toMatchObject({ code: 2, stdout: '' });
    expect(readFileSync(ledger())).toEqual(before);
  });
});

describe('a build', () => {
  it('over a damaged ledger publishes nothing, and leaves it as it is', async () => {
    await built();
    spoil();
    place.write('articles/c.md', article('C'));
    const before = [ledger(), join(place.folder, 'output/rss.xml')].map((path) => readFileSync(path, 'utf8'));
    const { code, stderr } = await place.hayloft(['build', '--base-url', 'https://example.org/', ...at]);
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('ledger/damaged') });
    expect([ledger(), join(place.folder, 'output/rss.xml')].map((path) => readFileSync(path, 'utf8'))).toEqual(before);
  });
});

describe('init', () => {
  it('tells git how to merge the ledger and what need not be kept', async () => {
    place = new Workplace();
    expect(await place.hayloft(['init', ...at])).toMatchObject({ code: 0 });
    expect(readFileSync(join(place.folder, '.gitattributes'), 'utf8')).toContain('.hayloft/ledger.jsonl merge=union');
    expect(readFileSync(join(place.folder, '.gitignore'), 'utf8')).toBe(
      '.hayloft/cache/\n.hayloft/lock/\n.hayloft/status.json*\n',
    );
  });

  it('says what files for git lack that are there, and leaves them as they are', async () => {
    place = new Workplace({ 'site/.gitignore': 'output/\n', 'site/.gitattributes': '' });
    const { code, stdout } = await place.hayloft(['init', 'site', ...at]);
    expect(code).toBe(0);
    expect(stdout).toContain('Add to site/.gitignore, which is yours:\n  .hayloft/cache/\n  .hayloft/lock/\n');
    expect(stdout).toContain('Add to site/.gitattributes, which is yours:\n  .hayloft/ledger.jsonl merge=union');
    expect(readFileSync(join(place.folder, 'site/.gitignore'), 'utf8')).toBe('output/\n');
  });
});
