/** Rooms under src/, from the outside in. A room imports only rooms listed after it. */
const rooms = ['cli', 'build', 'feed', 'archive', 'article', 'config', 'text'];

/** Third-party packages with one owner file each, which hides their surprises. */
const owners = {
  feed: 'src/feed/feed-package.ts',
  'gray-matter': 'src/article/front-matter/gray-matter.ts',
  'markdown-it': 'src/article/content/markdown/markdown-it.ts',
  'markdown-it-footnote': 'src/article/content/markdown/footnotes.ts',
  'sanitize-html': 'src/article/content/sanitize.ts',
  valibot: 'src/config/',
  jiti: 'src/config/',
  tinypool: 'src/build/workers.ts',
  commander: 'src/cli/',
  picocolors: 'src/cli/',
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unlisted-package',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    ...rooms.slice(1).map((room, i) => ({
      name: `${room}-does-not-reach-back`,
      comment: `${room}/ imports only rooms nearer to text/`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: `^src/(${rooms.slice(0, i + 1).join('|')}|cli\\.ts|index\\.ts)(/|$)` },
    })),
    {
      name: 'pure-rooms-touch-no-disk',
      comment: 'what reads or writes lives in build/, config/load.ts and cli/',
      severity: 'error',
      from: { path: '^src/(text|article|archive|feed|diagnostic)', pathNot: '^$' },
      to: { path: '^(node:)?(fs|fs/promises|child_process|os|net|http|https|worker_threads)$' },
    },
    ...Object.entries(owners).map(([name, owner]) => ({
      name: `one-owner-of-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: `^${owner.replace(/\./g, '\\.')}` },
      to: { path: `node_modules/${name}/` },
    })),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
