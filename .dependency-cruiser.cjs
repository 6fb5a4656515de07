/** Rooms under src/, from the outside in. A room imports only rooms listed after it. */
const rooms = ['cli', 'schedule', 'serve', 'build', 'site', 'feed', 'archive', 'article', 'config', 'text'];

/** Third-party packages and who may import them: one file, or one a room, which hides their surprises. */
const owners = {
  commander: ['src/cli/program.ts'],
  'fastest-levenshtein': ['src/config/nearest.ts'],
  feed: ['src/feed/feed-package.ts'],
  feedsmith: ['src/build/adopt/old-feed.ts'],
  'gray-matter': ['src/article/front-matter/gray-matter.ts'],
  'image-size': ['src/build/articles/picture-size.ts'],
  'ipaddr.js': ['src/build/pictures/public-address.ts'],
  jiti: ['src/config/script-source.ts'],
  'js-yaml': ['src/article/front-matter/yaml.ts', 'src/config/yaml-source.ts'],
  'markdown-it': ['src/article/content/markdown/markdown-it.ts'],
  'markdown-it-footnote': ['src/article/content/markdown/footnotes.ts'],
  'node-cron': ['src/config/values/cron.ts'],
  picocolors: ['src/cli/print/style.ts'],
  picomatch: ['src/build/articles/scan.ts', 'src/config/values/glob.ts'],
  pino: ['src/cli/log.ts'],
  'sanitize-html': ['src/article/content/sanitize.ts'],
  saxes: ['src/feed/check/markup.ts'],
  'smol-toml': ['src/article/front-matter/toml.ts'],
  tinypool: ['src/build/threads.ts'],
  valibot: ['src/config/check.ts', 'src/config/schema.ts'],
  yaml: ['src/article/front-matter/locate.ts', 'src/config/yaml-places.ts'],
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
      comment: 'what reads or writes lives in config/, build/ and cli/',
      severity: 'error',
      from: { path: '^src/(text|article|archive|feed|site|diagnostic)' },
      to: { path: '^(node:)?(fs|fs/promises|child_process|os|net|http|https|worker_threads)$' },
    },
    ...Object.entries(owners).map(([name, files]) => ({
      name: `owner-of-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: files.map((file) => `^${file.replace(/\./g, '\\.')}$`) },
      to: { path: `node_modules/(@types/)?${name}/` },
    })),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
