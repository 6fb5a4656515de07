import { isTopic } from '../../feed/web-sub.ts';
import { literalPattern } from '../../text/escape.ts';
import {
  codedTypes,
  extensionTypes,
  type FormerAddress,
  namedTypes,
  pagePattern,
  policies,
  type StaticSite,
  textTypes,
  topicPattern,
} from './static-site.ts';

/** For conf.d/ or sites-enabled/ of nginx. Tried with 1.22. */
export function nginx(site: StaticSite): string {
  const { output, host, mount, former, hubs } = site;
  const types = [...extensionTypes].map(([extension, type]) => `        ${type} ${extension};`).join('\n');
  const named = namedTypes.map(
    ({ name, type }) => `    location ~ /${literalPattern(name)}$ { types { } default_type ${type}; }`,
  );
  const utf8 = [...namedTypes, ...textTypes].filter(({ isUtf8 }) => isUtf8).map(({ type }) => type);
  return `# nginx, in its http context: a file in conf.d/ or sites-enabled/.
map $uri $hayloft_cache {
    default "${policies.changing}";
    ~^/media/ "${policies.media}";
    ~^/archive/index/\\d+\\.json$ "${policies.page}";
}
map $uri $hayloft_policy {
    default "";
    ~^/media/.*\\.svg$ "${policies.svg}";
}
map $sent_http_content_type $hayloft_referrers {
    default "";
    ~^text/html "${policies.referrers}";
}
map $uri $hayloft_vary {
    default "Accept-Encoding";
    ~^/media/.*\\.svg$ "Accept-Encoding";
    ~^/media/ "";
}
map $request_method $hayloft_preflight {
    default "";
    OPTIONS "${policies.preflight}";
}
map $request_method $hayloft_allow {
    default "${policies.allow}";
    GET "";
    HEAD "";
}
${formerMap('$hayloft_moved', former, 'redirect')}${formerMap('$hayloft_shown', former, 'content')}${hubs === '' ? '' : linkMap(site)}server {
    listen 80;
    listen [::]:80;
    server_name ${host};
    root ${quoted(output)};
    index index.html;
    absolute_redirect off;
    disable_symlinks on from=$document_root;

    add_header Cache-Control $hayloft_cache;
    add_header Vary $hayloft_vary;
    add_header Access-Control-Allow-Origin "*" always;
    add_header Access-Control-Expose-Headers "*" always;
    add_header Access-Control-Allow-Headers $hayloft_preflight;
    add_header X-Content-Type-Options nosniff always;
    add_header Content-Security-Policy $hayloft_policy;
    add_header Referrer-Policy $hayloft_referrers;
    add_header Allow $hayloft_allow always;
${hubs === '' ? '' : '    add_header Link $hayloft_link;\n'}
    gzip on;
    gzip_proxied any;
    gzip_min_length 0;
    gzip_types ${codedTypes.filter((type) => type !== 'text/html').join(' ')};
    charset utf-8;
    charset_types ${[...new Set(utf8)].filter((type) => type !== 'text/html').join(' ')};

    default_type application/octet-stream;
    types {
${types}
    }

    if ($request_method = OPTIONS) { return 204; }
    if ($request_method !~ ^(GET|HEAD)$) { return 405; }
${former.some(({ by }) => by === 'redirect') ? '    if ($hayloft_moved) { return 301 $hayloft_moved; }\n' : ''}${
  former.some(({ by }) => by === 'content') ? '    if ($hayloft_shown) { rewrite ^ $hayloft_shown; }\n' : ''
}${
  mount === '/'
    ? ''
    : `    rewrite ^${literalPattern(mount.slice(0, -1))}$ ${mount} permanent;
    rewrite ^${literalPattern(mount)}(.*)$ /$1;\n`
}    location ~ /\\. { return 404; }
${named.join('\n')}
    location /media/ { charset off; }

    # Pages: of a folder, and such as have no extension in their address.
    location / { try_files $uri $uri.html @folder; }
    location ~ /$ { }
    location @folder {
        if (!-f $request_filename/index.html) { return 404; }
        rewrite ^/(.*)$ ${mount}$1/ permanent;
    }
}
`;
}

function formerMap(variable: string, former: readonly FormerAddress[], by: FormerAddress['by']): string {
  if (!former.some((each) => each.by === by)) return '';
  // Also those that go the other way: the first that matches decides.
  const leadsTo = (each: FormerAddress) => (each.by !== by ? '' : by === 'redirect' ? each.to : each.shows);
  const rows = former.flatMap((each) => asked(each).map((uri) => `    ${uri} ${quoted(leadsTo(each))};\n`));
  return `map $request_uri ${variable} {\n    default "";\n${rows.join('')}}\n`;
}

/** By what was asked for, since nginx encodes no path. */
function linkMap({ mount, former, base, hubs }: StaticSite): string {
  const under = mount === '/' ? '^' : `^(?:${literalPattern(mount.slice(0, -1))})?`;
  const shown = former
    .filter(({ by, shows }) => by === 'content' && isTopic(shows.slice(1)))
    .flatMap((each) => asked(each).map((uri) => [uri, link(hubs, new URL(each.to, base).href)]));
  const rows = [
    ['default', '""'],
    ...shown,
    [`~${under}${pagePattern}(?:\\?|$)`, '""'],
    [`~${under}(?<hayloft_topic>${topicPattern})(?:\\?|$)`, link(hubs, `${base}$hayloft_topic`)],
  ];
  return `map $request_uri $hayloft_link {\n${rows.map((row) => `    ${row.join(' ')};\n`).join('')}}\n`;
}

/** As patterns: nginx hashes what stands for itself, and by default takes none of more than some fifty letters. */
function asked({ paths, query }: FormerAddress): readonly string[] {
  return paths.map((path) => {
    const pattern = query === '' ? `${literalPattern(path)}(?:\\?|$)` : `${literalPattern(`${path}?${query}`)}$`;
    return `"~^${pattern.replace(/["\\]/g, '\\$&')}"`;
  });
}

/** The value of a `Link` field, in quotes. */
function link(hubs: string, topic: string): string {
  return `"${`${hubs}<${topic}>; rel="self"`.replace(/"/g, '\\"')}"`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\$]/g, '\\$&')}"`;
}
