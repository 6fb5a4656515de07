/**
 * How many requests a second our server answers, beside others that serve the same folder in the same run:
 * `npm run bench:serve`, with `--seconds` of each measurement and `--rounds` of them.
 *
 * Needs wrk. Servers are on one core, wrk is on another, with 32 connections. nginx is measured where it is installed,
 * sirv and \@fastify/static after `npm ci --prefix bench/peers`. Servers take turns, so that a slow spell of the machine meets
 * all of them.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Fixture, hasProgram, onCore, program, type RunningServer, startServers } from './servers.ts';

const connections = 32;
const path = 'atom.xml';

/** What a reader sends. */
const readerFields = {
  'User-Agent': 'Reader/2.2 (+https://reader.example/about; 12 subscribers)',
  Accept: 'application/atom+xml, application/rss+xml, application/feed+json;q=0.9, text/html;q=0.5, */*;q=0.1',
  'Accept-Language': 'en, de;q=0.7',
  'Accept-Encoding': 'gzip, deflate, br',
};

interface Case {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Whether the client has what is there. */
  readonly isKnown: boolean;
}

const cases: readonly Case[] = [
  { name: '200', fields: {}, isKnown: false },
  { name: '304', fields: {}, isKnown: true },
  { name: '200 to a reader', fields: readerFields, isKnown: false },
  { name: '304 to a reader', fields: readerFields, isKnown: true },
];

interface Measurement {
  readonly perSecond: number;
  /** 99 of 100 were answered in so long, as wrk says it. */
  readonly slowest: string;
}

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, rounds: { type: 'string', default: '5' } },
});

function makeFixture(): Fixture {
  const folder = mkdtempSync(join(tmpdir(), 'hayloft-bench-'));
  // Started by root, nginx reads as another user.
  chmodSync(folder, 0o755);
  const articles = join(folder, 'articles');
  mkdirSync(articles);
  for (let number = 1; number <= 20; number++) {
    const day = String(number).padStart(2, '0');
    const paragraphs = Array.from(
      { length: 10 },
      (_, i) =>
        `Paragraph ${i} of entry ${number}${', and what there is to say of it'.repeat(5)}. [Source](https://example.com/${i})\n`,
    );
    const head = `---\ntitle: Entry ${number}\ndate: 2026-01-${day}T12:00:00Z\n---\n`;
    writeFileSync(join(articles, `${day}.md`), `${head}\n${paragraphs.join('\n')}`);
  }
  const output = join(folder, 'output');
  const command = [program, 'build', '--base-url', 'https://example.org/', '--output', output];
  execFileSync(process.execPath, command, { cwd: folder, stdio: 'ignore' });
  return { folder, output };
}

/** With these fields and no others, unlike `fetch`. */
function ask(url: string, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    get(url, { headers, agent: false }, (response) => done(response.resume())).on('error', fail);
  });
}

async function measure({ port, name }: RunningServer, { fields, isKnown }: Case): Promise<Measurement> {
  const url = `http://127.0.0.1:${port}/${path}`;
  const first = await ask(url, fields);
  const tag = first.headers.etag;
  if (first.statusCode !== 200 || tag === undefined) throw new Error(`${name} answers ${first.statusCode}, tag ${tag}`);
  const sent = { ...fields, ...(isKnown && { 'If-None-Match': tag }) };
  const { statusCode } = await ask(url, sent);
  if (statusCode !== (isKnown ? 304 : 200)) throw new Error(`${name} answers ${statusCode} to ${JSON.stringify(sent)}`);

  const options = ['-t1', `-c${connections}`, `-d${values.seconds}s`, '--latency'];
  const headers = Object.entries(sent).flatMap(([field, value]) => ['-H', `${field}: ${value}`]);
  const [command = '', ...rest] = onCore(1, ['wrk', ...options, ...headers, url]);
  const text = execFileSync(command, rest, { encoding: 'utf8' });
  if (text.includes('Non-2xx')) throw new Error(`${name} failed: ${text}`);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]),
    slowest: /99%\s+(\S+)/.exec(text)?.[1] ?? '',
  };
}

/** The slowest, the one in the middle, and the fastest. */
function spread(measurements: readonly Measurement[]): readonly [Measurement, Measurement, Measurement] {
  const sorted = measurements.toSorted((a, b) => a.perSecond - b.perSecond);
  const at = (place: number) => sorted[Math.floor((sorted.length - 1) * place)] as Measurement;
  return [at(0), at(0.5), at(1)];
}

function shown(measurements: readonly Measurement[], ofNginx: readonly Measurement[] | undefined): string {
  const [slowest, middle, fastest] = spread(measurements);
  const count = ({ perSecond }: Measurement) => Math.round(perSecond).toLocaleString('en');
  const ratio = ofNginx ? (middle.perSecond / spread(ofNginx)[1].perSecond).toFixed(2) : '';
  return `${count(middle)} (${count(slowest)} to ${count(fastest)}) | ${middle.slowest} | ${ratio}`;
}

if (!hasProgram('wrk')) throw new Error('wrk is not installed');
const fixture = makeFixture();
const servers = await startServers(fixture);
try {
  const measured = new Map(cases.map((each) => [each, new Map<RunningServer, Measurement[]>()]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [each, byServer] of measured) {
      for (const server of servers) {
        byServer.set(server, [...(byServer.get(server) ?? []), await measure(server, each)]);
      }
    }
  }
  const size = statSync(join(fixture.output, path)).size;
  const lines = [
    `${cpus()[0]?.model}, ${process.platform} ${release()}, Node.js ${process.versions.node}; ${path} of ${size} bytes, ${connections} connections`,
    '',
    '| answer | server | requests a second | 99 % within | to nginx |',
    '| --- | --- | --- | --- | --- |',
  ];
  for (const [{ name }, byServer] of measured) {
    const nginx = servers.find((server) => server.name === 'nginx');
    const ofNginx = nginx && byServer.get(nginx);
    for (const [server, all] of byServer) lines.push(`| ${name} | ${server.name} | ${shown(all, ofNginx)} |`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  for (const server of servers) server.process.kill();
  rmSync(fixture.folder, { recursive: true });
}
