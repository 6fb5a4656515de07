import { namedTypes, policies, type StaticSite, textTypes } from './static-site.ts';

type Rule = [path: string, fields: Readonly<Record<string, string>>];

/** A netlify.toml; Netlify itself answers conditional requests, codes what it sends, and refuses other methods. */
export function netlify({ mount, former }: StaticSite): string {
  const rules: Rule[] = [
    [
      '/*',
      {
        'Cache-Control': policies.changing,
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': '*',
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': policies.referrers,
      },
    ],
    // By the address that was asked for.
    ...[...new Set(['/', mount])].flatMap((root): Rule[] => [
      [`${root}archive/index/*`, { 'Cache-Control': policies.page }],
      [`${root}media/*`, { 'Cache-Control': policies.media }],
      [`${root}media/*.svg`, { 'Content-Security-Policy': policies.svg }],
    ]),
    ...textTypes.filter(({ isUtf8 }) => isUtf8).map(({ extension, type }) => typeRule(`/*.${extension}`, type, true)),
    ...namedTypes.flatMap(({ name, type, isUtf8 }) => [
      typeRule(`/${name}`, type, isUtf8),
      typeRule(`/*/${name}`, type, isUtf8),
    ]),
  ];
  const headers = rules.map(
    ([path, fields]) =>
      `[[headers]]\n  for = ${quoted(path)}\n  [headers.values]\n${Object.entries(fields)
        .map(([name, value]) => `    ${name} = ${quoted(value)}\n`)
        .join('')}`,
  );
  const redirects = [
    ...former.flatMap(({ paths, query, to, by }) =>
      paths.slice(0, 1).map((from) =>
        by === 'redirect'
          ? redirectRule(from, query, to, 301)
          : // No other rule applies to what it leads to, that of the mount neither.
            redirectRule(from, query, to.slice(mount.length - 1), 200),
      ),
    ),
    ...(mount === '/' ? [] : [redirectRule(`${mount}*`, '', '/:splat', 200)]),
  ];
  return `# netlify.toml; the folder to publish is set there or in the settings of the site.\n${[...headers, ...redirects].join('\n')}`;
}

function typeRule(path: string, type: string, isUtf8: boolean): Rule {
  return [path, { 'Content-Type': isUtf8 ? `${type}; charset=utf-8` : type }];
}

function redirectRule(from: string, query: string, to: string, status: 200 | 301): string {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${name} = ${quoted(value)}`);
  return `[[redirects]]\n  from = ${quoted(from)}\n  to = ${quoted(to)}\n  status = ${status}\n  force = true\n${
    pairs.length === 0 ? '' : `  query = { ${pairs.join(', ')} }\n`
  }`;
}

/** A basic string of TOML 1.0, in which the names above need no escapes but these. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
