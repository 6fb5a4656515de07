/**
 * How long the stages of one run take, as it tells its progress: `node stages.mjs FOLDER BASE-URL` prints milliseconds by
 * stage. Documents are made as they are published, so that composing and publishing are one.
 */
import { build, loadConfig } from '../dist/index.js';

const [folder, baseUrl] = process.argv.slice(2);
const { config } = await loadConfig(folder, { baseUrl });

const spent = {};
let current = 'ledger';
let since = performance.now();

/** @param {string} [stage] What begins; nothing where the run ends. */
function enter(stage) {
  if (stage === current) return;
  const now = performance.now();
  spent[current] = (spent[current] ?? 0) + now - since;
  current = stage;
  since = now;
}

await build(config, {
  now: Date.now(),
  write: true,
  from: folder,
  onProgress({ stage, done, total }) {
    if (stage === 'compose') enter('compose and publish');
    else enter(stage === 'read' && done === total ? 'record' : stage);
  },
});
enter();
process.stdout.write(JSON.stringify(spent));
