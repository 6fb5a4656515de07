import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * What needs processes of its own: one looks at which modules are loaded, some share a module that serves them from
 * their first test to their last, and one fills memory for half a minute.
 */
const apart = ['test/config/lazy.test.ts', 'test/serve/examiner/*.test.ts', 'test/properties/documents.test.ts'];

/** What takes long and depends on neither engine nor zone. */
const long = [
  'test/corpora/*.test.ts',
  ...[
    ...[
      'adopt',
      'appended',
      'at-once',
      'cache',
      'false-unread',
      'guard',
      'histories',
      'history',
      'incremental',
      'keeping',
      'killed',
      'lock',
    ],
    ...['output-folder', 'pictures', 'readers', 'readings', 'soak', 'telling', 'websub'],
  ].map((name) => `test/e2e/${name}.test.ts`),
];

/** The compiled program, in an environment that these tests make: they are the same in every zone and language. */
const program = ['test/{cases,counts,e2e,hostile}/*.test.ts'];

/** Pages in a browser. */
const pages = ['test/pages/*.test.ts'];

const test = ['test/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Its own limit is a second, in which a process does not always start on a machine that is busy.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // Left to itself, vitest keeps one core back; here most tests wait for a process, a disk or the next second.
    maxWorkers: availableParallelism() + 1,
    // They run in the order of their names, the long ones before those that fill what time is left. Most share their
    // processes: to load the modules anew for each file takes longer than the tests.
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      { extends: true, test: { name: 'long', include: long, isolate: false } },
      { extends: true, test: { name: 'program', include: program, exclude: long, isolate: false } },
      { extends: true, test: { name: 'pages', include: pages, isolate: false } },
      {
        extends: true,
        test: { name: 'rooms', include: test, exclude: [...apart, ...long, ...program, ...pages], isolate: false },
      },
    ],
  },
});
