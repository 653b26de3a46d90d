import type { Convars } from './convars.ts';
import { convarNumber } from './convars.ts';
import type { Machine, ScriptFunction } from './machine.ts';
import { bool, hashOf, type Native, type Natives, number, packedBytes, required, text } from './native.ts';
import { type Resource, readResourceFile } from './resource.ts';
import type { Runtime } from './runtime.ts';
import type { ResourceState } from './types.ts';

/** What the natives that both sides have need from their side. */
export interface CommonHost {
  readonly machine: Machine;
  readonly convars: Convars;
  readonly resources: ReadonlyMap<string, Resource>;
  state(resource: string): ResourceState;
  registerCommand(runtime: Runtime, name: string, handler: ScriptFunction, restricted: boolean): void;
  commandNames(): readonly { readonly name: string; readonly resource: string }[];
  executeCommand(runtime: Runtime, line: string): void;
  setStateBag(runtime: Runtime, bag: string, key: string, packed: Uint8Array, replicated: boolean): void;
}

/** `self` gives the runtime whose natives these are; it exists by the time a script can call one. */
export function commonNatives(host: CommonHost, self: () => Runtime): Natives {
  const { machine, convars } = host;
  const client = machine.side === 'client';
  const resource = (name: unknown): Resource | undefined => host.resources.get(text(name) ?? '');
  const convar = (name: unknown): string | null => convars.get(required(name, 0), client);
  const nothing: Native = () => undefined;

  return {
    IsDuplicityVersion: () => bool(!client),
    IsGameEnhancedVersion: () => false,
    GetGameName: () => 'fivem',
    GetGameBuildNumber: () => 3258,
    GetInstanceId: () => self().instance,
    GetGameTimer: () => machine.clock.now() - machine.startedAt,
    GetHashKey: (name) => hashOf(text(name) ?? ''),

    GetCurrentResourceName: () => self().name,
    GetInvokingResource: () => machine.invoking(self()),
    GetResourceState: (name) => host.state(text(name) ?? ''),
    GetNumResources: () => host.resources.size,
    GetResourceByFindIndex: (index) => [...host.resources.keys()][number(index)] ?? null,
    GetNumResourceMetadata: (name, key) => resource(name)?.manifest.all(text(key) ?? '').length ?? 0,
    GetResourceMetadata: (name, key, index) => resource(name)?.manifest.all(text(key) ?? '')[number(index)] ?? null,
    LoadResourceFile: (name, path) => {
      const found = resource(required(name, 0));
      const file = (text(path) ?? '').replace(/^\.?\/+/, '');
      if (!found || (client && !found.manifest.isForClients(file))) return null;
      return readResourceFile(found, file);
    },
    GetResourceCommands: (name) => host.commandNames().filter((command) => command.resource === text(name)),
    GetRegisteredCommands: () => host.commandNames(),

    GetConvar: (name, fallback) => convar(name) ?? text(fallback) ?? '',
    GetConvarInt: (name, fallback) => Math.trunc(convarNumber(convar(name), number(fallback))),
    GetConvarFloat: (name, fallback) => convarNumber(convar(name), number(fallback)),
    GetConvarBool: (name, fallback) => {
      const value = convar(name);
      return bool(value === null ? Boolean(fallback) : convarNumber(value, 0) !== 0);
    },
    AddConvarChangeListener: (filter, handler) => {
      const wanted = text(filter);
      const call = machine.functionOf(handler);
      const runtime = self();
      const matches = (name: string): boolean =>
        wanted === null || (wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted);
      const remove = convars.onChange((name) => {
        if (!runtime.alive) remove();
        else if (matches(name) && (!client || convars.isReplicated(name))) call?.(name, '');
      });
      return machine.rememberListener(remove);
    },
    RemoveConvarChangeListener: (id) => machine.forgetListener(number(id)),

    RegisterCommand: (name, handler, restricted) => {
      const call = machine.functionOf(handler);
      if (call) host.registerCommand(self(), required(name, 0), call, Boolean(restricted));
    },
    ExecuteCommand: (line) => host.executeCommand(self(), required(line, 0)),
    RegisterResourceAsEventHandler: (name) => {
      self().subscriptions.add(required(name, 0));
    },
    TriggerEventInternal: (name, packed) => machine.emitFrom(self(), required(name, 0), packedBytes(packed)),
    CancelEvent: () => machine.cancelEvent(),
    WasEventCanceled: () => bool(machine.wasCanceled),

    SetStateBagValue: (bag, key, packed, _length, replicated) =>
      host.setStateBag(self(), required(bag, 0), required(key, 1), packedBytes(packed), Boolean(replicated)),
    StateBagHasKey: (bag, key) => bool(machine.bags.get(required(bag, 0), required(key, 1)) !== null),
    GetStateBagKeys: (bag) => machine.bags.keys(required(bag, 0)),
    EnsureEntityStateBag: nothing,
    AddStateBagChangeHandler: (key, bag, handler) => {
      const call = machine.functionOf(handler);
      const runtime = self();
      const id = machine.bags.addHandler({
        key: text(key),
        bag: text(bag),
        call: (name, field, entry) => {
          if (runtime.alive) call?.(name, field, machine.codec.unpack(entry.packed), 0, entry.replicated);
          else machine.bags.removeHandler(id);
        },
      });
      return id;
    },
    RemoveStateBagChangeHandler: (id) => machine.bags.removeHandler(number(id)),

    ...keyValueNatives(machine, self),

    ProfilerIsRecording: () => false,
    ProfilerEnterScope: nothing,
    ProfilerExitScope: nothing,
  };
}

function keyValueNatives(machine: Machine, self: () => Runtime): Natives {
  const store = (): Map<string, string | number> => machine.kvp.of(self().name);
  const searches = new Map<number, string[]>();
  let lastSearch = 0;
  const set =
    (convert: (value: unknown) => string | number): Native =>
    (key, value) => {
      store().set(required(key, 0), convert(value));
    };
  const ofType =
    (type: 'string' | 'number', fallback: null | 0): Native =>
    (key) => {
      const value = store().get(required(key, 0));
      return typeof value === type ? value : fallback;
    };
  const setText = set((value) => text(value) ?? '');
  const setInt = set((value) => Math.trunc(number(value)));
  const setFloat = set((value) => Math.fround(number(value)));
  const remove: Native = (key) => {
    store().delete(required(key, 0));
  };
  return {
    SetResourceKvp: setText,
    SetResourceKvpNoSync: setText,
    SetResourceKvpInt: setInt,
    SetResourceKvpIntNoSync: setInt,
    SetResourceKvpFloat: setFloat,
    SetResourceKvpFloatNoSync: setFloat,
    DeleteResourceKvp: remove,
    DeleteResourceKvpNoSync: remove,
    GetResourceKvpString: ofType('string', null),
    GetResourceKvpInt: ofType('number', 0),
    GetResourceKvpFloat: ofType('number', 0),
    FlushResourceKvp: () => undefined,
    StartFindKvp: (prefix) => {
      lastSearch++;
      searches.set(lastSearch, [...store().keys()].filter((key) => key.startsWith(text(prefix) ?? '')).sort());
      return lastSearch;
    },
    FindKvp: (search) => searches.get(number(search))?.shift() ?? null,
    EndFindKvp: (search) => {
      searches.delete(number(search));
    },
  };
}
