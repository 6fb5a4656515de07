import {
  codedTypes,
  extensionTypes,
  namedTypes,
  pagePattern,
  policies,
  type StaticSite,
  textTypes,
  topicPattern,
} from './static-site.ts';

/** A site of a Caddyfile. Tried with 2.6. */
export function caddy({ output, host, mount, former, base, hubs }: StaticSite): string {
  const utf8 = new Set(textTypes.filter(({ isUtf8 }) => isUtf8).map(({ extension }) => extension));
  const types = [
    ...[...extensionTypes].map(([extension, type]) => ({ path: `*.${extension}`, type, isUtf8: utf8.has(extension) })),
    ...namedTypes.map(({ name, ...type }) => ({ path: `*/${name}`, ...type })),
  ].map(
    ({ path, type, isUtf8 }, i) =>
      `\t\t@type${i} path ${path}\n\t\theader @type${i} Content-Type ${quoted(isUtf8 ? `${type}; charset=utf-8` : type)}`,
  );
  const moved = former.flatMap(({ paths, query, to, shows, by }, i) => [
    `\t\t@former${i} {\n\t\t\tpath ${paths.map(quoted).join(' ')}${query === '' ? '' : `\n\t\t\texpression {query} == ${quoted(query)}`}\n\t\t}`,
    by === 'redirect' ? `\t\tredir @former${i} ${quoted(to)} 301` : `\t\trewrite @former${i} ${quoted(shows)}`,
  ]);
  return `# Caddy: a site of the Caddyfile. It follows symbolic links: keep none in the folder that lead out.
${host} {
\troot * ${quoted(output)}
\troute {
${moved.map((line) => `${line}\n`).join('')}${mount === '/' ? '' : `\t\tredir ${mount.slice(0, -1)} ${mount} 301\n\t\turi strip_prefix ${mount.slice(0, -1)}\n`}
\t\t# Pages that have no extension in their address.
\t\t@page {
\t\t\tpath_regexp [^/]$
\t\t\tnot file {path}
\t\t\tfile {path}.html
\t\t}
\t\turi @page path_regexp $ .html
\t\theader Access-Control-Allow-Origin *
\t\theader Access-Control-Expose-Headers *
\t\theader X-Content-Type-Options nosniff
\t\t@preflight method OPTIONS
\t\theader @preflight Access-Control-Allow-Headers ${quoted(policies.preflight)}
\t\theader @preflight Allow ${quoted(policies.allow)}
\t\trespond @preflight 204
\t\t@writing not method GET HEAD
\t\theader @writing Allow ${quoted(policies.allow)}
\t\trespond @writing 405
\t\t@hidden path */.*
\t\trespond @hidden 404

\t\t@coded not path /media/*
\t\theader @coded {
\t\t\tVary Accept-Encoding
\t\t\tdefer
\t\t}
\t\theader Cache-Control ${quoted(policies.changing)}
\t\theader /archive/index/*.json Cache-Control ${quoted(policies.page)}
\t\theader /media/* Cache-Control ${quoted(policies.media)}
\t\theader /media/*.svg Content-Security-Policy ${quoted(policies.svg)}
\t\t@pages path */ *.html *.htm
\t\theader @pages Referrer-Policy ${policies.referrers}
${types.join('\n')}
${
  hubs === ''
    ? ''
    : `\t\t@topic {
\t\t\tpath_regexp ^${topicPattern}$
\t\t\tnot path_regexp ^${pagePattern}$
\t\t\texpression {query} == ""
\t\t}
\t\theader @topic Link ${quoted(`${hubs}<${base}{uri}>; rel="self"`)}
`
}
\t\tencode gzip {
\t\t\tminimum_length 1
\t\t\tmatch {
${codedTypes.map((type) => `\t\t\t\theader Content-Type ${type}*`).join('\n')}
\t\t\t}
\t\t}
\t\tfile_server
\t}
}
`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
