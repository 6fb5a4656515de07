import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A folder of the benchmark: articles of ours, and what is made of them. */
export interface Fixture {
  readonly folder: string;
  /** Served by all. */
  readonly output: string;
}

export interface RunningServer {
  readonly name: string;
  readonly process: ChildProcess;
  readonly port: number;
}

const here = import.meta.dirname;
export const program = resolve(here, '../dist/cli.js');

export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** By name, how each is started; those that are not installed are left out. */
function commands({ folder, output }: Fixture): Map<string, (port: number) => readonly string[]> {
  const peer = (kind: string) => (port: number) => [
    process.execPath,
    join(here, 'peers/peer.mjs'),
    kind,
    output,
    `${port}`,
  ];
  const found = new Map<string, (port: number) => readonly string[]>([
    ['hayloft', (port) => [process.execPath, program, 'serve', '--output', output, '--port', `${port}`]],
    ['node:http, memory', peer('memory')],
    ['node:http, disk', peer('disk')],
  ]);
  if (existsSync(join(here, 'peers/node_modules'))) {
    for (const kind of ['sirv', '@fastify/static']) found.set(kind, peer(kind));
  }
  if (hasProgram('nginx')) {
    found.set('nginx', (port) => {
      const path = join(folder, 'nginx.conf');
      writeFileSync(path, nginxConfiguration(folder, output, port));
      return ['nginx', '-p', folder, '-c', path];
    });
  }
  return found;
}

/** One worker, without a log, with all that makes it fast. */
function nginxConfiguration(folder: string, output: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (each) => `${each}_temp_path ${folder}/t;`,
  );
  return `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events { worker_connections 1024; }
http {
  ${temporary.join(' ')}
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=100;
  types { application/atom+xml xml; }
  server { listen 127.0.0.1:${port}; root ${output}; add_header Cache-Control max-age=300; }
}
`;
}

/** Starts all that there are, each on the first core; they do nothing until they are asked. */
export async function startServers(fixture: Fixture): Promise<RunningServer[]> {
  const running: RunningServer[] = [];
  for (const [name, command] of commands(fixture)) {
    const port = await freePort();
    const [first = '', ...rest] = onCore(0, command(port));
    running.push({ name, process: spawn(first, rest, { cwd: fixture.folder, stdio: 'ignore' }), port });
    await listening(port);
  }
  return running;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

/** A command that is kept to one core, where the system can do that and has two. */
export function onCore(core: number, command: readonly string[]): readonly string[] {
  return availableParallelism() > 1 && hasProgram('taskset') ? ['taskset', '-c', `${core}`, ...command] : command;
}

async function listening(port: number): Promise<void> {
  for (let left = 100; left > 0; left--) {
    const isThere = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        done(true);
      });
      socket.on('error', () => done(false));
    });
    if (isThere) return;
    await delay(100);
  }
  throw new Error(`nothing listens at port ${port}`);
}
