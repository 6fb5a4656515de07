import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { Workplace } from '../e2e/hayloft.ts';
import { notRun } from '../not-run.ts';

const repository = resolve(import.meta.dirname, '../..');
/** Schemas of Atom (RFC 4287 appendix B), OPML 2.0 and JSON Feed 1.1, where there is a folder of them. */
const schemas = resolve(process.env.HAYLOFT_SCHEMAS ?? join(repository, '../shared/schemas'));

const place = new Workplace();
afterAll(() => place.remove());

/** Absolute paths of the documents that the real program makes of the repository's own articles. */
let documents: string[] = [];
beforeAll(async () => {
  const options = ['--articles', join(repository, 'articles'), '--base-url', 'https://example.org/'];
  const ended = await place.hayloft(['build', ...options, '--now', '2026-11-24T08:00:00Z']);
  expect(ended).toMatchObject({ code: 0 });
  const output = join(place.folder, 'output');
  documents = (readdirSync(output, { recursive: true }) as string[]).map((path) => join(output, path)).sort();
});

function named(pattern: RegExp): string[] {
  const found = documents.filter((path) => pattern.test(path));
  expect(found).not.toEqual([]);
  return found;
}

/**
 * What a tool of another project prints about these files: nothing, if it is content with them. Where the tool or the
 * schema is missing the test is not run, and says so; with HAYLOFT_XML_TOOLS=1 a missing tool is a failure.
 */
function complaints(context: TestContext, tool: string, options: readonly string[], files: readonly string[]): string {
  for (const option of options) if (option.startsWith(schemas)) needs(context, option);
  // Java reads the names of files in the charset of the locale.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { status, stdout, stderr, error } = spawnSync(tool, [...options, ...files], { encoding: 'utf8', env });
  if (error && process.env.HAYLOFT_XML_TOOLS) throw error;
  if (error) notRun(context, `${tool} is not installed`);
  const said = `${stdout}${stderr}`.split('\n').filter((line) => !isNoise(line) && !line.endsWith(' validates'));
  return `${status === 0 ? '' : `${tool} ended with ${status}\n`}${said.join('\n')}`.trim();
}

/** Of Debian's wrapper of jing, about jars that it does not need. */
function isNoise(line: string): boolean {
  return /^\[warning\] \S*jing: /.test(line);
}

/** A schema; a folder that was named must hold it. */
function needs(context: TestContext, schema: string): void {
  if (existsSync(schema)) return;
  if (process.env.HAYLOFT_SCHEMAS) throw new Error(`there is no ${schema}`);
  notRun(context, `there is no ${schema}`);
}

describe('to tools of other projects', () => {
  it('every XML document is well-formed (xmllint)', (context) => {
    expect(complaints(context, 'xmllint', ['--noout', '--nonet'], named(/\.(xml|opml)$/))).toBe('');
  });

  it('every Atom document is what RFC 4287 appendix B describes (jing)', (context) => {
    expect(complaints(context, 'jing', ['-c', join(schemas, 'atom.rnc')], named(/atom\.xml$/))).toBe('');
  });

  it('the OPML document is what its schema describes (xmllint)', (context) => {
    const options = ['--noout', '--nonet', '--schema', join(schemas, 'opml-2.0.xsd')];
    expect(complaints(context, 'xmllint', options, named(/feeds\.opml$/))).toBe('');
  });

  it.for(['jsonfeed-1.1.sonicdoe.json', 'schemastore-feed.json'])(
    'every JSON Feed document is what %s describes (ajv)',
    (name, context) => {
      needs(context, join(schemas, name));
      const ajv = validator();
      for (const other of readdirSync(schemas).filter((file) => /^schemastore-feed-\d+\.json$/.test(file))) {
        ajv.addSchema(draft07(readJson(join(schemas, other))));
      }
      const validate = ajv.compile(draft07(readJson(join(schemas, name))));
      expect(validate({ version: 'https://jsonfeed.org/version/1.1', title: 'T', home_page_url: 'no address' })).toBe(
        false,
      );
      for (const path of named(/feed\.json$/))
        expect([validate(readJson(path)), validate.errors]).toEqual([true, null]);
    },
  );
});

describe('index.json', () => {
  it('is what the schema beside it describes, which is the published one', () => {
    const [index, schema] = named(/\/index(\.schema)?\.json$/) as [string, string];
    const published = readFileSync(join(repository, 'schema/index.schema.json'));
    expect(readFileSync(schema).equals(published)).toBe(true);
    const validate = validator().compile(readJson(schema));
    expect([validate(readJson(index)), validate.errors]).toEqual([true, null]);
  });

  it('names files that are there, and counts what it holds', () => {
    const [path] = named(/\/index\.json$/) as [string];
    const { items, total, sources, tags } = readJson(path) as Record<string, Record<string, unknown>[]>;
    expect(items).toHaveLength(Number(total));
    const addresses = [...(sources ?? []), ...(tags ?? [])].flatMap(({ feeds }) => Object.values(feeds as object));
    expect(addresses.length).toBeGreaterThan(30);
    const files = addresses.map((url) => decodeURIComponent(url.replace('https://example.org/', '')));
    expect(files.filter((file) => !documents.includes(join(place.folder, 'output', file)))).toEqual([]);
  });
});

function validator(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats.default(ajv, { mode: 'full' });
  return ajv;
}

/** SchemaStore writes draft-04; of what it uses, only the place of a schema's own name is another. */
function draft07({ id, $schema: _, ...rest }: AnySchemaObject): AnySchemaObject {
  return { ...(id === undefined ? {} : { $id: id }), ...rest };
}

function readJson(path: string): AnySchemaObject {
  return JSON.parse(readFileSync(path, 'utf8'));
}
