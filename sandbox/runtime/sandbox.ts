import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Clock } from './clock.ts';
import { type DatabaseLink, openDatabase } from './database-link.ts';
import { DATABASE_RESOURCE } from './machine.ts';
import { Player, type PlayerActions } from './player.ts';
import { seededRandom } from './random.ts';
import { adoptRejections } from './rejections.ts';
import { DROP, Server, type ServerPlayer, TICK_MS } from './server.ts';
import { Tracer } from './trace.ts';
import type {
  CharacterSpec,
  LogLine,
  ResourceState,
  Sandbox,
  SandboxDatabase,
  SandboxOptions,
  UntilOptions,
} from './types.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const KEPT_LINES = 5000;
const DEFAULT_FRAME_MS = 16;
const DEFAULT_TIMEOUT_MS = 10_000;
/** A call to the database that is not answered within this wall time does not hold a stepped clock any longer. */
const PATIENCE_MS = 3000;
const MOST_FORCED_TICKS = 1000;
const FRAMEWORK = 'es_extended';

/** What ESX's own server.cfg allows. */
const CONSOLE = [
  'add_ace group.admin command allow',
  'add_principal group.admin group.user',
  'add_ace resource.es_extended command.add_ace allow',
  'add_ace resource.es_extended command.add_principal allow',
  'add_ace resource.es_extended command.remove_principal allow',
  'add_ace resource.es_extended command.stop allow',
];

/**
 * Starts the server with the resource under test and its peers. Rejects when the resource cannot be started.
 * The promise of `join` and the like go on by themselves, also when the clock is stepped: they move it.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  adoptRejections();
  const host = new SandboxHost(options);
  try {
    await host.open();
  } catch (error) {
    await host.close();
    throw error;
  }
  return host;
}

class SandboxHost implements Sandbox {
  readonly resourceName: string;
  readonly players = new Map<number, Player>();
  readonly logs: LogLine[] = [];
  readonly trace: Tracer;
  readonly clock: Clock;
  readonly #options: SandboxOptions;
  readonly #server: Server;
  readonly #frameMs: number;
  #link: DatabaseLink | null = null;
  #away = false;
  #closed = false;
  #step: Promise<void> | null = null;
  #wake: () => void = () => undefined;
  #immediate: NodeJS.Immediate | null = null;
  #nextTick: number;
  #lastFrame: number;
  #tickTimer: NodeJS.Timeout | null = null;
  #frameTimer: NodeJS.Timeout | null = null;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.resourceName = options.resourceName ?? 'atelier';
    this.clock = new Clock(options.clock ?? 'real', options.startAt ?? Date.now());
    this.trace = new Tracer(() => this.clock.now());
    this.trace.onAnswer = () => this.#wake();
    this.#frameMs = options.frameMs ?? DEFAULT_FRAME_MS;
    this.#nextTick = this.clock.now() + TICK_MS;
    this.#lastFrame = this.clock.now();
    const { seed } = options;
    this.#server = new Server({
      clock: this.clock,
      tracer: this.trace,
      skew: options.skew ?? 0,
      limits: options.limits !== false,
      watched: this.resourceName,
      folders: this.#folders(),
      versions: new Map(options.esx === '1.13' ? [[FRAMEWORK, '1.13.5']] : []),
      random: (name) => (seed === undefined ? null : seededRandom(seed, name)),
      onLog: (line) => this.#keep(line),
      onScheduled: () => this.#soon(),
      onDropped: (connection) => this.#dropped(connection),
    });
  }

  #folders(): Map<string, string> {
    const folders = new Map<string, string>();
    if (this.#options.peers !== false) {
      for (const name of [DATABASE_RESOURCE, FRAMEWORK]) {
        const folder = join(project, 'sandbox', 'resources', name);
        if (existsSync(join(folder, 'fxmanifest.lua'))) folders.set(name, folder);
      }
    }
    for (const [name, folder] of Object.entries(this.#options.extraResources ?? {})) folders.set(name, resolve(folder));
    folders.set(this.resourceName, resolve(this.#options.resource ?? join(project, 'build', 'atelier')));
    return folders;
  }

  async open(): Promise<void> {
    const server = this.#server;
    const { convars } = server;
    if (server.resources.has(DATABASE_RESOURCE)) {
      this.#link = await openDatabase({
        url: this.#options.databaseUrl ?? (process.env.ATELIER_DATABASE_URL || undefined),
        name: this.#options.databaseName,
        folder: this.#options.databaseFolder,
        keep: this.#options.keepDatabase === true,
        onAway: () => {
          this.#away = true;
          this.trace.loseAll(DATABASE_RESOURCE);
          this.#wake();
        },
      });
      convars.set('mysql_connection_string', this.#link.connectionString);
    }
    convars.set('sv_hostname', 'Sandbox');
    convars.set('onesync', 'on');
    convars.set('sandbox_esx_profile', this.#options.esx ?? '1.16');
    convars.set('sandbox_multicharacter', String(this.#options.multicharacter === true));
    for (const [name, value] of Object.entries(this.#options.convars ?? {})) this.setConvar(name, value);
    for (const line of CONSOLE) server.execute(line, null, 0);

    server.observe('esx:playerLoaded', (_from, packed) => {
      const values = server.codec.unpack(packed);
      if (!Array.isArray(values)) return;
      const player = this.players.get(Number(values[0]));
      if (!player) return;
      const identifier: unknown = Reflect.get(Object(values[1]), 'identifier');
      if (typeof identifier === 'string') player.identifier = identifier;
      player.seen.loaded = true;
    });
    server.observe('esx:onPlayerSpawn', (from) => {
      const player = this.players.get(Number(from.replace('net:', '')));
      if (player) player.seen.spawned = true;
    });

    for (const name of server.resources.keys()) {
      if (server.start(name)) continue;
      const why = this.logs.findLast((line) => line.resource === 'citizen' && line.level === 'error');
      throw new Error(`The resource ${name} did not start: ${why?.text ?? 'a script refused it'}`);
    }
    if (this.clock.mode === 'real') this.#runInRealTime();
  }

  get database(): SandboxDatabase {
    const link = this.#link;
    if (!link) throw new Error('This sandbox has no database');
    return {
      url: link.url,
      query: (sql, params) => link.query(sql, params),
      stop: () => link.stop(),
      start: async () => {
        await link.start();
        this.#away = false;
      },
    };
  }

  // ---- time --------------------------------------------------------------------------------------------------------

  #runInRealTime(): void {
    const tick = (): void => {
      this.#server.tick();
      // After a long tick the missed ones are left out, not made up for.
      this.#nextTick = Math.max(this.#nextTick + TICK_MS, Date.now());
      this.#tickTimer = setTimeout(tick, this.#nextTick - Date.now());
    };
    this.#tickTimer = setTimeout(tick, TICK_MS);
    this.#frameTimer = setInterval(() => this.#frames(), this.#frameMs);
  }

  #frames(): void {
    const now = this.clock.now();
    for (const player of [...this.players.values()]) if (player.game.wantsFrameAt(now) <= now) player.game.frame();
  }

  /** A resource wants a tick out of turn: as soon as Node comes back from what it does. */
  #soon(): void {
    this.#wake();
    this.#immediate ??= setImmediate(() => {
      this.#immediate = null;
      if (!this.#closed) this.#server.runScheduled();
    });
  }

  /** Nothing waits to run at this time, and the database owes no answer. */
  async #settle(): Promise<void> {
    // A resource that asks for a tick in every tick must not stop the time.
    for (let rounds = 0; rounds < MOST_FORCED_TICKS; rounds++) {
      if (this.#closed) return;
      if (this.#server.hasScheduled) {
        this.#server.runScheduled();
        continue;
      }
      if (this.#away || this.trace.inFlight(DATABASE_RESOURCE, PATIENCE_MS) === 0) return;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, 20);
        this.#wake = () => {
          clearTimeout(timer);
          done();
        };
      });
      this.#wake = () => undefined;
    }
  }

  /** Moves a stepped clock to the next tick or frame, at most to `limit`, and runs it. */
  async #stepOnce(limit: number): Promise<void> {
    await this.#settle();
    const now = this.clock.now();
    let wanted = Number.POSITIVE_INFINITY;
    for (const player of this.players.values()) wanted = Math.min(wanted, player.game.wantsFrameAt(now));
    const frames = Math.max(1, Math.ceil((wanted - this.#lastFrame) / this.#frameMs));
    const frameAt = wanted === Number.POSITIVE_INFINITY ? wanted : this.#lastFrame + frames * this.#frameMs;
    const next = Math.min(this.#nextTick, frameAt);
    if (next > limit) {
      this.clock.moveTo(limit);
      return;
    }
    this.clock.moveTo(next);
    if (this.#nextTick <= next) {
      this.#nextTick += TICK_MS;
      this.#server.tick();
      // Lets promises and sockets of the host go on, once per tick.
      await new Promise((done) => setImmediate(done));
    } else {
      this.#lastFrame = next;
      this.#frames();
      await null;
    }
  }

  /** One step at a time, however many wait for something. */
  async #exclusiveStep(limit: number): Promise<void> {
    if (this.#step) {
      await this.#step;
      return;
    }
    this.#step = this.#stepOnce(limit).finally(() => {
      this.#step = null;
    });
    await this.#step;
  }

  async advance(ms: number): Promise<void> {
    if (this.clock.mode === 'real') {
      await new Promise((done) => setTimeout(done, ms));
      return;
    }
    const target = this.clock.now() + ms;
    while (this.clock.now() < target && !this.#closed) await this.#exclusiveStep(target);
    await this.#settle();
  }

  async until(fact: () => boolean | Promise<boolean>, options: UntilOptions = {}): Promise<void> {
    const timeout = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const stepped = this.clock.mode === 'stepped';
    const time = (): number => (stepped ? this.clock.now() : performance.now());
    const deadline = time() + timeout;
    for (;;) {
      if (stepped) await this.#settle();
      if (await fact()) return;
      if (this.#closed) throw new Error(`The sandbox was closed while it waited for ${options.what ?? 'a fact'}`);
      if (time() >= deadline) throw new Error(`Waited ${timeout} ms in vain for ${options.what ?? 'a fact'}`);
      if (stepped) await this.#exclusiveStep(deadline);
      else await new Promise((done) => setTimeout(done, Math.min(this.#frameMs, 10)));
    }
  }

  // ---- resources and console ---------------------------------------------------------------------------------------

  async restart(resource: string): Promise<void> {
    this.#server.restart(resource);
  }

  async ensure(resource: string): Promise<void> {
    this.#server.ensure(resource);
  }

  async stop(resource: string): Promise<void> {
    this.#server.stop(resource);
  }

  state(resource: string): ResourceState {
    return this.#server.state(resource);
  }

  async console(command: string): Promise<void> {
    this.#server.execute(command, null, 0);
  }

  setConvar(name: string, value: string): void {
    // What a server.cfg sets with `setr`.
    const replicated = name.startsWith('esx:') || name === 'sv_stateBagStrictMode';
    this.#server.convars.set(name, value, replicated);
  }

  // ---- players -----------------------------------------------------------------------------------------------------

  async join(spec: CharacterSpec): Promise<Player> {
    const license = spec.license ?? createHash('sha1').update(spec.name).digest('hex');
    this.#tellCharacter(license, spec);
    let connection: ServerPlayer | undefined;
    let refused: Error | undefined;
    this.#server.connect({ name: spec.name, license }).then(
      (accepted) => {
        connection = accepted;
      },
      (reason: unknown) => {
        refused = reason instanceof Error ? reason : new Error(String(reason));
      },
    );
    await this.until(() => connection !== undefined || refused !== undefined, {
      what: `${spec.name} to be let in`,
      timeoutMs: 60_000,
    });
    if (refused) throw refused;
    if (!connection) throw new Error(`${spec.name} is not connected`);
    const player = new Player(connection, this.#server.joinPlayer(connection), this.resourceName, spec, this.#actions);
    this.players.set(player.id, player);
    player.game.observe('esx:playerLoaded', () => {
      player.seen.known = true;
    });
    // es_extended shows messages through its own resource or, here, by telling the game.
    player.game.observe('sandbox:notification', (_from, packed) => {
      const values = player.game.codec.unpack(packed);
      const shown: unknown = Array.isArray(values) ? values[0] : undefined;
      if (typeof shown !== 'object' || shown === null) return;
      const field = (name: string): string | undefined => {
        const value: unknown = Reflect.get(shown, name);
        return value === null || value === undefined ? undefined : String(value);
      };
      const [type, title] = [field('type'), field('title')];
      player.game.game.notifications.push({
        message: field('message') ?? '',
        ...(type !== undefined ? { type } : {}),
        ...(title !== undefined ? { title } : {}),
      });
    });
    await this.#loaded(player);
    return player;
  }

  #tellCharacter(license: string, spec: CharacterSpec): void {
    this.#server.convars.set(`sandbox_character_${license}`, JSON.stringify(spec));
  }

  async #loaded(player: Player): Promise<void> {
    const { seen, game } = player;
    const ready = (): boolean => {
      if (!player.online) return true;
      if (this.state(this.resourceName) === 'started' && game.state(this.resourceName) !== 'started') return false;
      return this.state(FRAMEWORK) !== 'started' || (seen.loaded && seen.known && seen.spawned);
    };
    await this.until(ready, { what: `${player.spec.name} to be loaded`, timeoutMs: 30_000 });
    if (!player.online) throw new Error(player.dropReason ?? 'The player was dropped');
  }

  /** The calls to the database that are open now are answered. */
  async #saved(): Promise<void> {
    const open = this.trace.open(DATABASE_RESOURCE);
    await this.until(() => this.#away || open.every((call) => !this.trace.isOpen(call)), { what: 'the save' });
  }

  readonly #actions: PlayerActions = {
    setBank: (player, amount) => {
      this.#server.callExport(FRAMEWORK, 'RunStaticPlayerMethod', [player.id, 'setAccountMoney', 'bank', amount]);
    },
    end: async (player, reason, how) => {
      const code = how === 'quit' ? DROP.client : DROP.timedOut;
      this.#server.drop(player.connection, reason, '', code);
      await this.until(() => !this.players.has(player.id), { what: `${player.spec.name} to be gone` });
      await this.#saved();
    },
    relog: async (player, spec) => {
      this.#tellCharacter(player.connection.license, spec);
      Object.assign(player.seen, { loaded: false, known: false, spawned: false });
      player.spec = spec;
      this.#server.announce('esx:playerLogout', [player.id]);
      await this.#saved();
      if (this.#options.multicharacter !== true) {
        // Without several characters ESX's client does not ask again by itself.
        await this.advance(2 * TICK_MS);
        player.emitNet('esx:onPlayerJoined');
      }
      await this.#loaded(player);
    },
  };

  #dropped(connection: ServerPlayer): void {
    this.players.delete(connection.id);
  }

  #keep(line: LogLine): void {
    this.logs.push(line);
    if (this.logs.length > KEPT_LINES) this.logs.splice(0, this.logs.length - KEPT_LINES);
    this.#options.onLog?.(line);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#tickTimer) clearTimeout(this.#tickTimer);
    if (this.#frameTimer) clearInterval(this.#frameTimer);
    for (const player of [...this.players.values()]) player.game.close();
    this.#server.stopAll();
    this.#closed = true;
    this.#wake();
    if (this.#immediate) clearImmediate(this.#immediate);
    await this.#step?.catch(() => undefined);
    await this.#link?.close();
  }
}
