/**
 * Loaded into a process and into all of its threads and children (`NODE_OPTIONS=--import=…`): writes a line into the file
 * HAYLOFT_WORK for each script that is loaded, each file that is read or written, and each path that is looked at. A line
 * is written when the thing happens, since a thread that is ended has no last word.
 *
 * Scripts are what V8 compiles, told by the inspector: so it does not matter how they are loaded.
 */
import fs from 'node:fs';
import { Session } from 'node:inspector';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

const { openSync, writeSync } = fs;
const log = openSync(process.env.HAYLOFT_WORK, 'a');
const thread = `${process.pid}-${threadId}`;

/** @param {string} what @param {string} [subject] */
function tell(what, subject = '') {
  writeSync(log, `${JSON.stringify([thread, what, subject])}\n`);
}

function countScripts() {
  const session = new Session();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params: { url } }) => {
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    if (path.startsWith('/') && path !== import.meta.filename) tell('loaded', path);
  });
  session.post('Debugger.enable');
}

/** Some of these call others: only the outermost call is what the program does. */
let depth = 0;

/**
 * @param {Record<string, unknown>} from
 * @param {string} name
 * @param {(args: unknown[]) => [what: string, path: unknown][]} describe What a call does.
 */
function observe(from, name, describe) {
  const original = from[name];
  from[name] = Object.assign((...args) => {
    if (depth === 0) {
      for (const [what, path] of describe(args)) {
        if (path instanceof URL) tell(what, fileURLToPath(path));
        else if (typeof path !== 'number') tell(what, resolve(`${path}`));
      }
    }
    depth += 1;
    try {
      return original(...args);
    } finally {
      depth -= 1;
    }
  }, original);
}

function accessOf(flags = 'r') {
  const { O_ACCMODE = 3, O_RDONLY } = fs.constants;
  const isForReading = typeof flags === 'number' ? (flags & O_ACCMODE) === O_RDONLY : /^r[^+]?$/.test(flags);
  return isForReading ? 'read' : 'written';
}

const described = {
  open: ([path, flags]) => [[accessOf(typeof flags === 'function' ? 'r' : flags), path]],
  readFile: ([path]) => [['read', path]],
  writeFile: ([path]) => [['written', path]],
  appendFile: ([path]) => [['written', path]],
  copyFile: ([from, to]) => [
    ['read', from],
    ['written', to],
  ],
  stat: ([path]) => [['seen', path]],
  lstat: ([path]) => [['seen', path]],
  exists: ([path]) => [['seen', path]],
  access: ([path]) => [['seen', path]],
  realpath: ([path]) => [['seen', path]],
  readdir: ([path]) => [['seen', path]],
};

function countFiles() {
  for (const [name, describe] of Object.entries(described)) {
    for (const [from, each] of [
      [fs, `${name}Sync`],
      [fs, name],
      [fs.promises, name],
    ]) {
      if (each in from) observe(from, each, describe);
    }
  }
  observe(fs, 'createReadStream', described.readFile);
  observe(fs, 'createWriteStream', described.writeFile);
  observe(fs.realpathSync, 'native', described.realpath);
  syncBuiltinESMExports();
}

countScripts();
countFiles();
