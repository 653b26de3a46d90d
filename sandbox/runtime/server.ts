import { AccessControl } from './access.ts';
import { Client, type ServerLink } from './client.ts';
import type { Clock } from './clock.ts';
import { words } from './command-line.ts';
import { Convars } from './convars.ts';
import { KeyValueStore } from './kvp.ts';
import { PlayerLimits, type Verdict } from './limits.ts';
import { Machine, type ScriptFunction } from './machine.ts';
import { serverNatives } from './natives-server.ts';
import { NodeWorld } from './node-world.ts';
import { type Resource, readResource } from './resource.ts';
import { Runtime } from './runtime.ts';
import type { BagEntry } from './state-bags.ts';
import type { Tracer } from './trace.ts';
import type { LogLine, ResourceState } from './types.ts';

export const TICK_MS = 50;
const BUILD = 35_805;
const LARGE_EVENT_BYTES = 1_000_000;
const DEFAULT_BPS = 25_000;

/** Why a player is gone, as `playerDropped` tells it. */
export const DROP = {
  resource: 1,
  client: 2,
  server: 3,
  timedOut: 5,
  stateBagLimit: 8,
  netEventLimit: 9,
  latentLimit: 10,
  commandLimit: 11,
} as const;

export interface Person {
  readonly name: string;
  /** 40 hexadecimal digits. */
  readonly license: string;
}

/** A connection, with everything the player natives tell about it. */
export class ServerPlayer {
  id: number;
  readonly name: string;
  readonly license: string;
  readonly identifiers: readonly string[];
  readonly tokens: readonly string[];
  readonly limits: PlayerLimits;
  client: Client | null = null;
  /** Why it ended; from then on nothing is taken from it. */
  dropReason: string | null = null;
  bucket = 0;

  constructor(id: number, person: Person, limits: PlayerLimits) {
    this.id = id;
    this.name = person.name;
    this.license = person.license;
    this.limits = limits;
    const number = Number.parseInt(person.license.slice(0, 10), 16);
    this.identifiers = [
      `license:${person.license}`,
      `license2:${[...person.license].reverse().join('')}`,
      `fivem:${number % 10_000_000}`,
      `discord:${100_000_000_000_000_000n + BigInt(number)}`,
      'ip:127.0.0.1',
    ];
    this.tokens = [`2:${person.license.slice(0, 32)}`, `4:${person.license.slice(8)}`];
  }

  principals(): string[] {
    return [...this.identifiers.map((identifier) => `identifier.${identifier}`), `player.${this.id}`];
  }
}

export interface ServerOptions {
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly skew: number;
  readonly limits: boolean;
  /** The resource whose pages and activity are observed at the clients. */
  readonly watched: string;
  readonly folders: ReadonlyMap<string, string>;
  /** Versions that manifests tell instead of the written ones. */
  readonly versions: ReadonlyMap<string, string>;
  /** Random numbers for a context by its name; null leaves the machine's. */
  readonly random: (name: string) => (() => number) | null;
  readonly onLog: (line: LogLine) => void;
  /** Asks the host to call `runScheduled` as soon as it can. */
  readonly onScheduled: () => void;
  readonly onDropped: (player: ServerPlayer) => void;
}

interface Command {
  readonly owner: Runtime;
  handler: { readonly runtime: Runtime; readonly call: ScriptFunction };
}

/** The server: resources, players, console. */
export class Server extends Machine {
  readonly side = 'server';
  readonly convars = new Convars();
  readonly access = new AccessControl();
  readonly kvp = new KeyValueStore();
  readonly resources = new Map<string, Resource>();
  /** Connected players, those who are still connecting under a temporary id included. */
  readonly players = new Map<number, ServerPlayer>();
  protected readonly drainsAfterEntry = false;
  readonly #options: ServerOptions;
  readonly #clientKvp = new Map<string, KeyValueStore>();
  readonly #commands = new Map<string, Command>();
  readonly #starting = new Set<string>();
  readonly #scheduled = new Set<Runtime>();
  readonly #draining = new Set<Runtime>();
  #queue: (() => void)[] = [];
  #lastId = 0;
  #lastTemporary = 65_536;
  #largeWarning = Number.NEGATIVE_INFINITY;

  constructor(options: ServerOptions) {
    super(options.clock, options.tracer);
    this.#options = options;
    for (const [name, folder] of options.folders) this.#read(name, folder);
  }

  #read(name: string, folder: string): Resource {
    const read = readResource(name, folder);
    const version = this.#options.versions.get(name);
    const resource = version === undefined ? read : { ...read, manifest: read.manifest.with('version', version) };
    this.resources.set(name, resource);
    return resource;
  }

  // ---- logs --------------------------------------------------------------------------------------------------------

  log(runtime: Runtime, level: LogLine['level'], text: string): void {
    this.#options.onLog({ at: this.clock.now(), side: 'server', resource: runtime.name, level, text });
  }

  scriptError(runtime: Runtime, text: string): void {
    this.log(runtime, 'error', text);
  }

  print(level: LogLine['level'], text: string): void {
    this.#options.onLog({ at: this.clock.now(), side: 'server', resource: 'citizen', level, text });
  }

  // ---- ticks -------------------------------------------------------------------------------------------------------

  /** Queues something for the main thread: it runs at the beginning of the next tick. */
  post(work: () => void): void {
    this.#queue.push(work);
  }

  tick(): void {
    this.tracer.tick++;
    this.releaseReferences();
    const queue = this.#queue;
    this.#queue = [];
    for (const work of queue) work();
    for (const runtime of [...this.runtimes.values()]) this.#tickOf(runtime);
  }

  #tickOf(runtime: Runtime): void {
    this.tracer.add({ kind: 'tick', from: '', to: runtime.name, name: '' });
    runtime.tick();
    runtime.drain();
  }

  scheduleTick(by: Runtime, name: string): void {
    const runtime = this.runtimes.get(name);
    if (!runtime) return;
    this.tracer.add({ kind: 'tick-scheduled', from: by.name, to: name, name: '' });
    this.#scheduled.add(runtime);
    this.#options.onScheduled();
  }

  drainSoon(runtime: Runtime): void {
    this.#draining.add(runtime);
    this.#options.onScheduled();
  }

  get hasScheduled(): boolean {
    return this.#scheduled.size > 0 || this.#draining.size > 0;
  }

  /** Ticks that were asked for, out of turn. */
  runScheduled(): void {
    const scheduled = [...this.#scheduled];
    const draining = [...this.#draining];
    this.#scheduled.clear();
    this.#draining.clear();
    for (const runtime of scheduled) if (runtime.alive) this.#tickOf(runtime);
    for (const runtime of draining) runtime.drain();
  }

  // ---- resources ---------------------------------------------------------------------------------------------------

  state(name: string): ResourceState {
    if (this.#starting.has(name)) return 'starting';
    if (this.runtimes.has(name)) return 'started';
    return this.resources.has(name) ? 'stopped' : 'missing';
  }

  /** Starts a resource and what it depends on; false, with a line in the log, when that is not possible. */
  start(name: string): boolean {
    if (this.runtimes.has(name) || this.#starting.has(name)) return true;
    const folder = this.#options.folders.get(name);
    if (folder === undefined) {
      this.print('error', `Couldn't find resource ${name}.`);
      return false;
    }
    let resource: Resource;
    try {
      resource = this.#read(name, folder);
    } catch (error) {
      this.print('error', `Couldn't load resource ${name}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
    this.#starting.add(name);
    try {
      if (!this.announce('onResourceStarting', [name])) return false;
      for (const dependency of resource.manifest.all('dependency')) {
        if (this.#satisfy(dependency)) continue;
        this.print('error', `Could not find dependency ${dependency} for resource ${name}.`);
        return false;
      }
      this.#run(resource);
    } finally {
      this.#starting.delete(name);
    }
    this.print('info', `Started resource ${name}`);
    this.announce('onResourceStart', [name]);
    this.post(() => this.announce('onServerResourceStart', [name]));
    for (const player of this.players.values()) player.client?.startResource(resource);
    return true;
  }

  #satisfy(dependency: string): boolean {
    if (!dependency.startsWith('/')) return this.start(this.#providerOf(dependency));
    const [kind = '', value = ''] = dependency.slice(1).split(':');
    if (kind === 'server') return Number(value) <= BUILD;
    return ['onesync', 'gameBuild', 'policy', 'native'].includes(kind);
  }

  #providerOf(name: string): string {
    if (this.#options.folders.has(name)) return name;
    for (const resource of this.resources.values()) {
      if (resource.manifest.all('provide').includes(name)) return resource.name;
    }
    return name;
  }

  #run(resource: Resource): void {
    const { name, manifest } = resource;
    const random = this.#options.random(`server ${name}`);
    const { clock } = this;
    const { skew } = this.#options;
    const now = (): number => clock.now() + skew;
    const runtime: Runtime = new Runtime(this, resource, {
      natives: serverNatives(this, () => runtime),
      node: new NodeWorld({
        resource,
        readable: () => [...this.#options.folders.values()],
        random,
        now,
        log: (text) => this.log(runtime, 'log', text),
      }),
      random,
      ownTime: clock.mode === 'stepped' || skew !== 0 ? now : null,
      serverId: 0,
    });
    this.register(runtime);
    this.run(runtime, () => runtime.load([...manifest.files('shared_script'), ...manifest.files('server_script')]));
  }

  /** Stops those that depend on it first, and itself. */
  stop(name: string): boolean {
    const runtime = this.runtimes.get(name);
    if (!runtime) return false;
    const names = [name, ...runtime.resource.manifest.all('provide')];
    for (const other of [...this.runtimes.values()]) {
      if (other.resource.manifest.all('dependency').some((dependency) => names.includes(dependency))) {
        this.stop(other.name);
      }
    }
    this.announce('onResourceStop', [name]);
    this.unregister(runtime);
    for (const [command, entry] of this.#commands) if (entry.owner === runtime) this.#commands.delete(command);
    this.print('info', `Stopped resource ${name}`);
    this.post(() => this.announce('onServerResourceStop', [name]));
    for (const player of this.players.values()) player.client?.stopResource(name);
    return true;
  }

  restart(name: string): boolean {
    this.stop(name);
    return this.start(name);
  }

  ensure(name: string): boolean {
    return this.runtimes.has(name) ? this.restart(name) : this.start(name);
  }

  stopAll(): void {
    for (const name of [...this.runtimes.keys()].reverse()) this.stop(name);
  }

  // ---- commands ----------------------------------------------------------------------------------------------------

  registerCommand(runtime: Runtime, name: string, call: ScriptFunction, restricted: boolean): void {
    const key = name.toLowerCase();
    if (key in this.#builtins) return;
    const handler = { runtime, call };
    const known = this.#commands.get(key);
    if (known) {
      known.handler = handler;
      return;
    }
    this.#commands.set(key, { owner: runtime, handler });
    this.access.addAce(`resource.${runtime.name}`, `command.${key}`, true);
    if (!restricted) this.access.addAce('builtin.everyone', `command.${key}`, true);
  }

  commandNames(): readonly { readonly name: string; readonly resource: string }[] {
    return [...this.#commands].map(([name, { owner }]) => ({ name, resource: owner.name }));
  }

  /** `principals` null is the console, which may do everything. */
  execute(line: string, principals: readonly string[] | null, source: number): void {
    const [name = '', ...values] = words(line);
    if (name === '') return;
    const key = name.toLowerCase();
    const builtin = this.#builtins[key];
    const command = this.#commands.get(key);
    if (!builtin && !command) {
      this.print('log', `No such command ${name}.`);
      return;
    }
    if (principals !== null && !this.access.isAllowed(principals, `command.${key}`)) {
      this.print('log', `Access denied for command ${name}.`);
      return;
    }
    if (builtin) builtin(values);
    else if (command?.handler.runtime.alive) command.handler.call(source, values, line);
  }

  readonly #builtins: Readonly<Record<string, (values: readonly string[]) => void>> = {
    set: ([name = '', ...rest]) => this.convars.set(name, rest.join(' ')),
    setr: ([name = '', ...rest]) => this.convars.set(name, rest.join(' '), true),
    sets: ([name = '', ...rest]) => this.convars.set(name, rest.join(' ')),
    add_ace: ([principal = '', object = '', access = '']) => this.access.addAce(principal, object, access === 'allow'),
    remove_ace: ([principal = '', object = '', access = '']) =>
      this.access.removeAce(principal, object, access === 'allow'),
    add_principal: ([child = '', parent = '']) => this.access.addPrincipal(child, parent),
    remove_principal: ([child = '', parent = '']) => this.access.removePrincipal(child, parent),
    ensure: ([name = '']) => {
      this.ensure(name);
    },
    start: ([name = '']) => {
      this.start(name);
    },
    stop: ([name = '']) => {
      if (!this.stop(name)) this.print('error', `Resource ${name} is not running.`);
    },
    restart: ([name = '']) => {
      if (this.runtimes.has(name)) this.restart(name);
      else this.print('error', `Resource ${name} is not running.`);
    },
    refresh: () => undefined,
    status: () => {
      for (const player of this.players.values()) this.print('log', `${player.id} ${player.name}`);
    },
    clientkick: ([id = '', ...reason]) => {
      const player = this.players.get(Number(id));
      if (player) this.drop(player, reason.join(' ') || 'Kicked by console', 'console', DROP.server);
    },
  };

  // ---- players -----------------------------------------------------------------------------------------------------

  /** The player that a native was given, by number or text; undefined when there is none. */
  player(id: unknown): ServerPlayer | undefined {
    return this.players.get(Number(id));
  }

  /** Settles when the scripts have let the player in; rejects with the reason for which they did not. */
  connect(person: Person): Promise<ServerPlayer> {
    this.#lastTemporary++;
    const limits = new PlayerLimits(
      this.#options.limits,
      () => this.clock.now(),
      (name) => this.convars.get(name),
    );
    const player = new ServerPlayer(this.#lastTemporary, person, limits);
    return new Promise((accept, refuse) => {
      const reject = (reason: string): void => {
        player.dropReason = reason;
        this.players.delete(player.id);
        refuse(new Error(reason));
      };
      this.post(() => {
        this.players.set(player.id, player);
        let reason = 'Connection rejected by server.';
        let deferred = false;
        let over = false;
        const done = (why: unknown): void => {
          if (over) return;
          over = true;
          if (typeof why === 'string' && why !== '') reject(why);
          else accept(player);
        };
        const deferrals = {
          defer: () => {
            deferred = true;
          },
          update: () => undefined,
          presentCard: () => undefined,
          handover: () => undefined,
          done,
        };
        const setReason = (text: unknown): void => {
          reason = String(text);
        };
        const allowed = this.announce(
          'playerConnecting',
          [player.name, setReason, deferrals],
          `internal-net:${player.id}`,
        );
        if (!allowed) done(reason);
        else if (!deferred) done(undefined);
      });
    });
  }

  /** Gives the player the final id and the game; the scripts of the client start on its first frame. */
  joinPlayer(player: ServerPlayer): Client {
    const temporary = player.id;
    this.players.delete(temporary);
    player.id = this.#nextId();
    this.players.set(player.id, player);
    this.announce('playerJoining', [String(temporary)], `internal-net:${player.id}`);
    const client = new Client({
      id: player.id,
      name: player.name,
      link: this.#linkOf(player),
      clock: this.clock,
      tracer: this.tracer,
      kvp: this.#kvpOf(player.license),
      watched: this.#options.watched,
      random: (resource) => this.#options.random(`client ${player.license} ${resource}`),
      onLog: this.#options.onLog,
    });
    player.client = client;
    for (const { bag, key, entry } of this.bags.replicated()) client.receiveStateBag(bag, key, entry);
    for (const runtime of this.runtimes.values()) client.startResource(runtime.resource);
    return client;
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % 65_534) + 1;
    while (this.players.has(this.#lastId));
    return this.#lastId;
  }

  #kvpOf(license: string): KeyValueStore {
    let store = this.#clientKvp.get(license);
    if (!store) {
      store = new KeyValueStore();
      this.#clientKvp.set(license, store);
    }
    return store;
  }

  #linkOf(player: ServerPlayer): ServerLink {
    const passes = (verdict: Verdict, code: number): boolean => {
      if (verdict === 'pass') return true;
      if (verdict !== 'lost') this.#kick(player, verdict.drop, code);
      return false;
    };
    return {
      resources: this.resources,
      convars: this.convars,
      receiveEvent: (name, packed) => {
        if (player.dropReason !== null) return;
        if (!passes(player.limits.event(name, packed.length + name.length), DROP.netEventLimit)) return;
        this.#receive(player, name, packed);
      },
      receiveFragment: () => player.dropReason === null && passes(player.limits.fragment(), DROP.latentLimit),
      receiveLatentEvent: (name, packed) => {
        if (player.dropReason === null) this.#receive(player, name, packed);
      },
      receiveCommand: (line) => {
        if (player.dropReason !== null) return;
        if (!passes(player.limits.command(Buffer.byteLength(line)), DROP.commandLimit)) return;
        this.post(() => {
          if (player.dropReason === null) this.execute(line, player.principals(), player.id);
        });
      },
      receiveStateBag: (bag, key, entry) => {
        if (player.dropReason !== null) return;
        if (!passes(player.limits.stateBag(entry.packed.length), DROP.stateBagLimit)) return;
        const strict = this.convars.get('sv_stateBagStrictMode') === 'true';
        if (strict || bag !== `player:${player.id}`) return;
        this.post(() => this.setStateBag(bag, key, entry));
      },
    };
  }

  #receive(player: ServerPlayer, name: string, packed: Uint8Array): void {
    this.post(() => {
      if (player.dropReason !== null) return;
      this.tracer.add({ kind: 'net-in', from: `player:${player.id}`, to: '', name, bytes: packed.length });
      this.emit(name, packed, `net:${player.id}`);
    });
  }

  /** From the network's side: nothing more is taken, and the main thread drops the player at its next tick. */
  #kick(player: ServerPlayer, reason: string, code: number): void {
    if (player.dropReason !== null) return;
    player.dropReason = reason;
    this.post(() => this.#end(player, reason, 'server', code));
  }

  drop(player: ServerPlayer, reason: string, resource: string, code: number): void {
    if (player.dropReason !== null) return;
    player.dropReason = reason;
    this.#end(player, reason, resource, code);
  }

  #end(player: ServerPlayer, reason: string, resource: string, code: number): void {
    if (player.client) this.announce('playerDropped', [reason, resource, code], `internal-net:${player.id}`);
    this.players.delete(player.id);
    this.bags.remove(`player:${player.id}`);
    player.client?.close();
    this.#options.onDropped(player);
  }

  // ---- to the clients ----------------------------------------------------------------------------------------------

  /** `bps` 0 sends at once; else the event arrives when it has passed at that speed. */
  send(runtime: Runtime, name: string, target: string, packed: Uint8Array, bps = 0): void {
    if (packed.length >= LARGE_EVENT_BYTES && bps === 0 && this.clock.now() - this.#largeWarning > 5000) {
      this.#largeWarning = this.clock.now();
      this.log(runtime, 'warn', `Sending large event ${name} of ${packed.length} bytes`);
    }
    const at = bps === 0 ? 0 : this.clock.now() + (packed.length / (bps > 0 ? bps : DEFAULT_BPS)) * 1000;
    if (Number(target) === -1) {
      for (const player of this.players.values()) this.#sendTo(player, runtime, name, packed, at);
      return;
    }
    const player = this.players.get(Number(target));
    if (player) this.#sendTo(player, runtime, name, packed, at);
  }

  #sendTo(player: ServerPlayer, runtime: Runtime, name: string, packed: Uint8Array, at: number): void {
    if (!player.client) return;
    this.tracer.add({
      kind: 'net-out',
      from: runtime.name,
      to: `player:${player.id}`,
      name,
      bytes: packed.length,
    });
    player.client.receiveEvent(name, packed, at);
  }

  setStateBag(bag: string, key: string, entry: BagEntry): void {
    this.bags.set(bag, key, entry);
    if (!entry.replicated) return;
    for (const player of this.players.values()) player.client?.receiveStateBag(bag, key, entry);
  }
}
