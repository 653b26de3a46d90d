import { writeFileSync } from 'node:fs';
import { bool, type Native, type Natives, number, packedBytes, required, text } from './native.ts';
import { commonNatives } from './natives-common.ts';
import { pathInside } from './resource.ts';
import type { Runtime } from './runtime.ts';
import { DROP, type Server, type ServerPlayer } from './server.ts';

export function serverNatives(server: Server, self: () => Runtime): Natives {
  const nothing: Native = () => undefined;
  /** A native about a player: null for id 0 throws, an unknown one gives the fallback. */
  const about =
    <T>(fallback: T, tell: (player: ServerPlayer, ...values: readonly unknown[]) => T): Native =>
    (id, ...values) => {
      const player = server.player(required(id, 0));
      return player ? tell(player, ...values) : fallback;
    };

  return {
    ...commonNatives(
      {
        machine: server,
        convars: server.convars,
        resources: server.resources,
        state: (name) => server.state(name),
        registerCommand: (runtime, name, handler, restricted) =>
          server.registerCommand(runtime, name, handler, restricted),
        commandNames: () => server.commandNames(),
        executeCommand: (runtime, line) => server.execute(line, [`resource.${runtime.name}`], 0),
        setStateBag: (_runtime, bag, key, packed, replicated) => server.setStateBag(bag, key, { packed, replicated }),
      },
      self,
    ),

    GetResourcePath: (name) => server.resources.get(text(name) ?? '')?.folder ?? null,
    SaveResourceFile: (name, path, data, length) => {
      const resource = server.resources.get(required(name, 0));
      const file = resource ? pathInside(resource, required(path, 1)) : null;
      if (file === null || resource?.name !== self().name) return false;
      const content = Buffer.from(String(data ?? ''));
      try {
        writeFileSync(file, number(length) > 0 ? content.subarray(0, number(length)) : content);
        return 1;
      } catch {
        return false;
      }
    },
    StartResource: (name) => {
      const wanted = required(name, 0);
      server.post(() => server.start(wanted));
      return bool(server.state(wanted) !== 'missing');
    },
    StopResource: (name) => {
      const wanted = required(name, 0);
      server.post(() => server.stop(wanted));
      return bool(server.state(wanted) === 'started');
    },
    ScheduleResourceTick: (name) => server.scheduleTick(self(), required(name, 0)),

    SetConvar: (name, value) => server.convars.set(required(name, 0), text(value) ?? ''),
    SetConvarReplicated: (name, value) => server.convars.set(required(name, 0), text(value) ?? '', true),
    SetConvarServerInfo: (name, value) => server.convars.set(required(name, 0), text(value) ?? ''),
    SetGameType: nothing,
    SetMapName: nothing,
    EnableEnhancedHostSupport: nothing,
    PrintStructuredTrace: nothing,
    GetHostId: () => null,

    TriggerClientEventInternal: (name, target, packed) =>
      server.send(self(), required(name, 0), required(target, 1), packedBytes(packed)),
    TriggerLatentClientEventInternal: (name, target, packed, _length, bps) =>
      server.send(self(), required(name, 0), required(target, 1), packedBytes(packed), number(bps) || -1),

    GetNumPlayerIndices: () => joined(server).length,
    GetPlayerFromIndex: (index) => joined(server)[number(index)] ?? null,
    DoesPlayerExist: (id) => bool(server.player(required(id, 0)) !== undefined),
    GetPlayerName: about<string | null>(null, (player) => player.name),
    GetPlayerGuid: about<string | null>(null, (player) => player.license),
    GetPlayerEndpoint: about<string | null>(null, () => '127.0.0.1'),
    GetPlayerPing: about(-1, () => 20),
    GetPlayerLastMsg: about(99_999_999, () => 0),
    GetPlayerPed: about(0, (player) => 100 + player.id),
    GetPlayerRoutingBucket: about(0, (player) => player.bucket),
    SetPlayerRoutingBucket: about<void>(undefined, (player, bucket) => {
      player.bucket = number(bucket);
    }),
    GetPlayerTimeOnline: about(0, () => 0),
    GetNumPlayerIdentifiers: about(0, (player) => player.identifiers.length),
    GetPlayerIdentifier: about<string | null>(null, (player, index) => player.identifiers[number(index)] ?? null),
    // A prefix, not a type: "license" may as well find "license2:…".
    GetPlayerIdentifierByType: about<string | null>(
      null,
      (player, type) => player.identifiers.find((identifier) => identifier.startsWith(required(type, 1))) ?? null,
    ),
    GetNumPlayerTokens: about(0, (player) => player.tokens.length),
    GetPlayerToken: about<string | null>(null, (player, index) => player.tokens[number(index)] ?? null),
    DropPlayer: about<void>(undefined, (player, reason) =>
      server.drop(player, text(reason) ?? '', self().name, DROP.resource),
    ),
    IsPlayerAceAllowed: about<1 | false>(false, (player, object) =>
      bool(server.access.isAllowed(player.principals(), required(object, 1))),
    ),
    IsPrincipalAceAllowed: (principal, object) =>
      bool(server.access.isAllowed([required(principal, 0)], required(object, 1))),
    IsAceAllowed: (object) => bool(server.access.isAllowed([`resource.${self().name}`], required(object, 0))),

    GetEntityCoords: () => [222.2027, -864.0162, 30.2922],
    GetEntityHeading: () => 0,
    GetEntityRoutingBucket: () => 0,
    DoesEntityExist: (entity) => bool(joined(server).some((id) => Number(id) + 100 === number(entity))),
    GetEntityHealth: (entity) => {
      const state = server.player(number(entity) - 100)?.client?.game.state;
      return state && !state.dead ? 200 : 0;
    },
  };
}

/** Ids of the players in the game, as text. */
function joined(server: Server): string[] {
  const ids: string[] = [];
  for (const player of server.players.values()) if (player.client) ids.push(String(player.id));
  return ids;
}
