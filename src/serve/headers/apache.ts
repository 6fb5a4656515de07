import { literalPattern } from '../../text/escape.ts';
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

/** A virtual host of Apache httpd. Tried with 2.4. */
export function apache({ output, host, mount, former, base, hubs }: StaticSite): string {
  const named = namedTypes.map(
    ({ name, type, isUtf8 }) =>
      `    <Files ${quoted(name)}>\n        ForceType ${quoted(isUtf8 ? `${type}; charset=utf-8` : type)}\n    </Files>`,
  );
  const types = [...extensionTypes].map(([extension, type]) => `    AddType ${type} .${extension}`);
  const utf8 = textTypes.filter(({ isUtf8 }) => isUtf8).map(({ extension }) => `.${extension}`);
  // What comes before a path under the output folder, where nothing takes it away.
  const under = mount === '/' ? '' : `(?:${literalPattern(mount.slice(0, -1))})?`;
  const topicFlag = (to: string) =>
    hubs === '' ? '' : `,E=hayloft_topic:${to.slice(mount.length - 1).replace(/%/g, '\\%')}`;
  const moved = former.flatMap(({ paths, query, to, shows, by }) => [
    ...(query === '' ? [] : [`    RewriteCond %{QUERY_STRING} ${quoted(`=${query}`)}`]),
    `    RewriteRule ${quoted(`^${paths.map((path) => literalPattern(decodeURIComponent(path))).join('$|^')}$`)} ${
      by === 'redirect' ? `${quoted(to)} [R=301,NE,QSD,L]` : `${quoted(shows)} [QSD,PT${topicFlag(to)}]`
    }`,
  ]);
  return `# Apache httpd. Needs: a2enmod headers rewrite deflate
<VirtualHost *:80>
    ServerName ${host}
    DocumentRoot ${quoted(output)}
    TraceEnable off
    <Directory ${quoted(output)}>
        Require all granted
        Options None
        AllowOverride None
        DirectoryIndex index.html
    </Directory>
    RedirectMatch 404 "/\\."

    RewriteEngine On
    RewriteCond %{REQUEST_METHOD} =OPTIONS
    RewriteRule ^ - [R=204,L]
    RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$
    RewriteRule ^ - [R=405,L]
${hubs === '' ? '' : asAsked(under)}${moved.map((line) => `${line}\n`).join('')}    # Pages that have no extension in their address.
    RewriteCond %{REQUEST_URI} !\\?
    RewriteCond "%{DOCUMENT_ROOT}/$1" !-f
    RewriteCond "%{DOCUMENT_ROOT}/$1.html" -f
    RewriteRule "^${under}/(.*[^/])$" "/$1.html" [PT]
${mount === '/' ? '' : `    RedirectMatch 301 ${quoted(`^${literalPattern(mount.slice(0, -1))}$`)} ${quoted(mount)}\n    Alias ${quoted(mount)} ${quoted(`${output}/`)}\n`}
${types.join('\n')}
    AddCharset utf-8 ${utf8.join(' ')}
${named.join('\n')}

    AddOutputFilterByType DEFLATE ${codedTypes.join(' ')}
    Header always set Access-Control-Allow-Origin "*"
    Header always set Access-Control-Expose-Headers "*"
    Header always set X-Content-Type-Options nosniff
    Header always set Access-Control-Allow-Headers "${policies.preflight}" "expr=%{REQUEST_METHOD} == 'OPTIONS'"
    Header always set Allow "${policies.allow}" "expr=%{REQUEST_METHOD} !~ /^(GET|HEAD)$/"
    # Of what was sent compressed Apache compares the tag with that of what was not.
    RequestHeader edit* If-None-Match -gzip ""
    Header merge Vary Accept-Encoding "expr=%{REQUEST_URI} !~ m#^${under}/media/#"
    Header set Referrer-Policy "${policies.referrers}" "expr=%{CONTENT_TYPE} =~ m#^text/html#"
    Header set Cache-Control "${policies.changing}"
    <LocationMatch "/archive/index/\\d+\\.json$">
        Header set Cache-Control "${policies.page}"
    </LocationMatch>
    <LocationMatch "^${under}/media/">
        AddDefaultCharset Off
        Header set Cache-Control "${policies.media}"
        Header set Content-Security-Policy "${policies.svg}" "expr=%{REQUEST_URI} =~ m#\\.svg$#"
    </LocationMatch>
${
  hubs === ''
    ? ''
    : `    <LocationMatch "^${topicPattern}$">
        Header set Link ${quoted(`expr=${hubs}<${base}%{reqenv:hayloft_topic}>; rel="self"`)}
    </LocationMatch>
    <LocationMatch "^${pagePattern}$">
        Header unset Link
    </LocationMatch>
`
}</VirtualHost>
`;
}

/** Apache encodes in lower case, and a hub would take that for another topic. */
function asAsked(under: string): string {
  return `    RewriteCond %{THE_REQUEST} "^\\S+ ${under}(/[^?\\s]*)"\n    RewriteRule ^ - [E=hayloft_topic:%1]\n`;
}

function quoted(text: string): string {
  return `"${text.replace(/"/g, '\\"')}"`;
}
