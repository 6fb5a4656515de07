import { resolve } from 'node:path';
import type { Alias, RateLimit, ServerConfig } from './config.ts';
import { defaults } from './defaults.ts';
import { given } from './given.ts';
import { dotted, type Problem } from './problem.ts';
import type { ConfigFile } from './schema.ts';
import { baseOf, type Surroundings } from './surroundings.ts';
import { readAliasTarget, readFormerPath } from './values/alias.ts';
import { readListeningHost, readNetwork } from './values/network.ts';
import { known } from './values/reading.ts';

type WrittenServer = NonNullable<ConfigFile['server']>;

export function resolveServer(
  { host, port, socket, proxy, limit, metrics, aliases }: WrittenServer,
  where: Surroundings,
): { server: ServerConfig; problems: Problem[] } {
  const problems = Object.entries(aliases ?? {}).flatMap(([name, alias]) => contentElsewhere(name, alias));
  const server: ServerConfig = {
    host: host === undefined ? defaults.server.host : known(readListeningHost(host)),
    port: port ?? defaults.server.port,
    ...(socket === undefined ? {} : { socket: resolve(baseOf(where), socket) }),
    ...(proxy && {
      proxy: {
        addresses: proxy.addresses.map((address) => known(readNetwork(address))),
        field: proxy.field ?? 'x-forwarded-for',
      },
    }),
    limit: limitOf(limit),
    metrics: metrics ?? defaults.server.metrics,
    aliases: new Map(
      Object.entries(aliases ?? {}).map(([name, alias]) => [known(readFormerPath(name)), aliasOf(alias)]),
    ),
  };
  return { server, problems };
}

function limitOf(limit: WrittenServer['limit']): RateLimit | false {
  return limit === false ? false : { ...defaults.server.limit, ...given(limit ?? {}) };
}

type WrittenAlias = NonNullable<WrittenServer['aliases']>[string];

function aliasOf(alias: WrittenAlias): Alias {
  const { to, by = 'redirect' } = typeof alias === 'string' ? { to: alias } : alias;
  return { to: known(readAliasTarget(to)), by };
}

/** What lies elsewhere is not ours to show. */
function contentElsewhere(name: string, alias: WrittenAlias): Problem[] {
  if (typeof alias === 'string' || alias.by !== 'content' || !/^https?:/i.test(alias.to.trim())) return [];
  const at = ['server', 'aliases', name, 'by'];
  return [
    {
      severity: 'error',
      code: 'config/bad-value',
      message: `${dotted(at)}: what is at ${alias.to} cannot be shown from here`,
      hint: 'write redirect, or the path of a document of this site',
      at,
      on: 'value',
    },
  ];
}
