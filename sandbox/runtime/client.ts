import type { Clock } from './clock.ts';
import { words } from './command-line.ts';
import type { Convars } from './convars.ts';
import { Game } from './game.ts';
import type { KeyValueStore } from './kvp.ts';
import { FRAGMENT_BYTES, MAX_EVENT_BYTES } from './limits.ts';
import { Machine, type ScriptFunction } from './machine.ts';
import { bool, type Natives, number, packedBytes, required, text } from './native.ts';
import { type CommonHost, commonNatives } from './natives-common.ts';
import { NuiFrame, type NuiRequest } from './nui.ts';
import type { Resource } from './resource.ts';
import { Runtime } from './runtime.ts';
import type { BagEntry } from './state-bags.ts';
import type { Tracer } from './trace.ts';
import type { LogLine, ResourceState } from './types.ts';

/** `source` of an event that came from the server. */
const FROM_SERVER = 'net:65535';
const DEFAULT_BPS = 25_000;

/** What a client can do to its server. */
export interface ServerLink {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly convars: Convars;
  receiveEvent(name: string, packed: Uint8Array): void;
  /** False when the player was dropped for it. */
  receiveFragment(): boolean;
  receiveLatentEvent(name: string, packed: Uint8Array): void;
  receiveCommand(line: string): void;
  receiveStateBag(bag: string, key: string, entry: BagEntry): void;
}

export interface ClientOptions {
  readonly id: number;
  readonly name: string;
  readonly link: ServerLink;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly kvp: KeyValueStore;
  /** The resource whose page and activity are observed. */
  readonly watched: string;
  readonly random: (resource: string) => (() => number) | null;
  readonly onLog: (line: LogLine) => void;
}

interface Focus {
  hasFocus: boolean;
  hasCursor: boolean;
  keepInput: boolean;
}

interface NuiHandler {
  readonly raw: boolean;
  readonly call: ScriptFunction;
}

interface Latent {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly bps: number;
  readonly began: number;
  sent: number;
}

/** The game of one player: a context per resource, advanced frame by frame. */
export class Client extends Machine {
  readonly side = 'client';
  readonly id: number;
  readonly game: Game;
  readonly nui: NuiFrame;
  readonly kvp: KeyValueStore;
  readonly errors: string[] = [];
  protected readonly drainsAfterEntry = true;
  readonly #options: ClientOptions;
  readonly #inbox: { readonly at: number; readonly work: () => void }[] = [];
  readonly #commands = new Map<string, { readonly runtime: Runtime; readonly call: ScriptFunction }>();
  readonly #keys = new Map<string, { readonly resource: string; readonly description: string; readonly key: string }>();
  readonly #focus = new Map<string, Focus>();
  readonly #nuiHandlers = new Map<string, Map<string, NuiHandler>>();
  readonly #latent: Latent[] = [];
  #open = true;

  constructor(options: ClientOptions) {
    super(options.clock, options.tracer);
    this.#options = options;
    this.id = options.id;
    this.kvp = options.kvp;
    this.game = new Game(100 + options.id);
    this.nui = new NuiFrame(() => options.link.resources.get(options.watched));
  }

  log(runtime: Runtime, level: LogLine['level'], text: string): void {
    this.#options.onLog({
      at: this.clock.now(),
      side: 'client',
      player: this.id,
      resource: runtime.name,
      level,
      text,
    });
  }

  scriptError(runtime: Runtime, text: string): void {
    this.errors.push(`${runtime.name}: ${text}`);
    this.log(runtime, 'error', text);
  }

  drainSoon(runtime: Runtime): void {
    this.deliver(() => runtime.drain());
  }

  // ---- what comes in -----------------------------------------------------------------------------------------------

  /** Does something on the first frame from that time on. */
  deliver(work: () => void, at = 0): void {
    this.#inbox.push({ at, work });
  }

  receiveEvent(name: string, packed: Uint8Array, at = 0): void {
    this.deliver(() => this.emit(name, packed, FROM_SERVER), at);
  }

  receiveStateBag(bag: string, key: string, entry: BagEntry): void {
    this.deliver(() => this.bags.set(bag, key, entry));
  }

  startResource(resource: Resource): void {
    this.deliver(() => this.#start(resource));
  }

  stopResource(name: string): void {
    this.deliver(() => this.#stop(name));
  }

  /** A chat line or a console line of this player. */
  type(line: string): void {
    this.deliver(() => this.#execute(line));
  }

  press(command: string): void {
    if (!this.#keys.has(command)) throw new Error(`No key is mapped to the command "${command}"`);
    this.deliver(() => {
      if (this.#nuiTakesKeys() || !this.#keys.has(command)) return;
      this.#execute(command);
      if (command.startsWith('+')) this.#execute(`-${command.slice(1)}`);
    });
  }

  isMapped(command: string): boolean {
    return this.#keys.has(command);
  }

  // ---- frames ------------------------------------------------------------------------------------------------------

  /** Time of the next frame in which something would happen; Infinity when nothing waits. */
  wantsFrameAt(now: number): number {
    if (!this.#open) return Number.POSITIVE_INFINITY;
    if (this.#latent.length > 0 || this.nui.busy) return now;
    let next = Number.POSITIVE_INFINITY;
    for (const { at } of this.#inbox) if (at < next) next = at;
    // A timer fires after its time, not at it.
    for (const runtime of this.runtimes.values()) if (runtime.due + 1 < next) next = runtime.due + 1;
    return next;
  }

  frame(): void {
    if (!this.#open) return;
    const now = this.clock.now();
    this.game.frame++;
    this.releaseReferences();
    this.#sendLatent(now);
    if (this.#inbox.length > 0) {
      for (const entry of this.#inbox.splice(0)) {
        if (entry.at > now) this.#inbox.push(entry);
        else if (this.#open) entry.work();
      }
    }
    if (this.nui.busy) for (const request of this.nui.takeRequests()) this.#answer(request);
    for (const runtime of [...this.runtimes.values()]) if (runtime.wantsTick(now)) runtime.tick();
    this.nui.deliver();
  }

  /** The game ends: its scripts are gone without another word. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.runtimes.has(this.#options.watched)) this.nui.destroy();
    for (const runtime of [...this.runtimes.values()]) this.unregister(runtime);
    this.#inbox.length = 0;
    this.game.animation = null;
    for (const object of this.game.objects) object.alive = false;
  }

  get focus(): Focus {
    return this.#focus.get(this.#options.watched) ?? { hasFocus: false, hasCursor: false, keepInput: false };
  }

  // ---- resources ---------------------------------------------------------------------------------------------------

  #start(resource: Resource): void {
    if (this.runtimes.has(resource.name)) return;
    const { manifest } = resource;
    const scripts = [...manifest.files('shared_script'), ...manifest.files('client_script')];
    if (!this.announce('onResourceStarting', [resource.name])) return;
    const runtime: Runtime = new Runtime(this, resource, {
      natives: this.#natives(resource, () => runtime),
      random: this.#options.random(resource.name),
      ownTime: this.clock.mode === 'stepped' ? () => this.clock.now() : null,
      serverId: this.id,
    });
    this.register(runtime);
    const page = resource.name === this.#options.watched && manifest.first('ui_page') !== null;
    if (page) this.nui.create();
    this.run(runtime, () => runtime.load(scripts));
    this.announce('onResourceStart', [resource.name]);
    this.deliver(() => this.announce('onClientResourceStart', [resource.name]));
  }

  #stop(name: string): void {
    const runtime = this.runtimes.get(name);
    if (!runtime) return;
    this.announce('onResourceStop', [name]);
    this.unregister(runtime);
    // Focus, commands and callbacks go with the resource; props and animations stay.
    this.#focus.delete(name);
    this.#nuiHandlers.delete(name);
    for (const [command, entry] of this.#commands) if (entry.runtime === runtime) this.#commands.delete(command);
    for (const [command, entry] of this.#keys) if (entry.resource === name) this.#keys.delete(command);
    if (name === this.#options.watched && runtime.resource.manifest.first('ui_page') !== null) this.nui.destroy();
    this.deliver(() => this.announce('onClientResourceStop', [name]));
  }

  state(name: string): ResourceState {
    if (this.runtimes.has(name)) return 'started';
    return this.#options.link.resources.has(name) ? 'stopped' : 'missing';
  }

  // ---- commands and keys -------------------------------------------------------------------------------------------

  #execute(line: string): void {
    const raw = line.replace(/^\//, '');
    const [name = '', ...values] = words(raw);
    const command = this.#commands.get(name.toLowerCase());
    if (command) {
      if (command.runtime.alive) command.call(0, values, raw);
      return;
    }
    // What no script of the client knows is a command of the server; so are the unpressed halves of keys, which it ignores.
    if (name !== '' && !name.startsWith('-')) this.#options.link.receiveCommand(raw);
  }

  #nuiTakesKeys(): boolean {
    if (this.game.state.otherNuiFocus) return true;
    let taken = false;
    for (const focus of this.#focus.values()) if (focus.hasFocus && !focus.keepInput) taken = true;
    return taken;
  }

  // ---- NUI ---------------------------------------------------------------------------------------------------------

  #answer(request: NuiRequest): void {
    const { watched } = this.#options;
    const runtime = this.runtimes.get(watched);
    const handlers = this.#nuiHandlers.get(watched);
    const handler = handlers?.get(request.callback) ?? handlers?.get(request.callback.split('/')[0] ?? '');
    if (!runtime || !handler) {
      request.answer({ status: 404, body: '' });
      return;
    }
    let answered = false;
    const once = (give: () => void): void => {
      if (answered) return;
      answered = true;
      give();
    };
    if (handler.raw) {
      const headers = { 'content-type': 'application/json', origin: `https://cfx-nui-${watched}` };
      const answer = (...values: readonly unknown[]): void =>
        once(() => {
          const given: unknown = values[0];
          const field = (name: string): unknown =>
            typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
          const given_headers = field('headers');
          request.answer({
            status: typeof field('status') === 'number' ? number(field('status')) : 200,
            body: typeof field('body') === 'string' ? String(field('body')) : '',
            ...(typeof given_headers === 'object' && given_headers !== null
              ? {
                  headers: Object.fromEntries(
                    Object.entries(given_headers).map(([name, value]) => [name, String(value)]),
                  ),
                }
              : {}),
          });
        });
      const path = `/${request.callback}`;
      const { body } = request;
      handler.call({ headers, rawHeaders: headers, method: 'POST', path, body, resource: watched }, answer);
      return;
    }
    let data: unknown = null;
    if (request.body !== '') {
      try {
        data = JSON.parse(request.body);
      } catch {
        return;
      }
    }
    handler.call(data, (...values: readonly unknown[]) => {
      // With none or several arguments the page's request never ends.
      if (values.length === 1) once(() => request.answer({ status: 200, body: JSON.stringify(values[0] ?? null) }));
    });
  }

  // ---- latent events to the server ---------------------------------------------------------------------------------

  #sendLatent(now: number): void {
    for (const event of [...this.#latent]) {
      const allowed = Math.floor((((now - event.began) / 1000) * event.bps) / FRAGMENT_BYTES) + 1;
      const total = Math.ceil(event.packed.length / FRAGMENT_BYTES);
      for (; event.sent < Math.min(allowed, total); event.sent++) {
        if (!this.#options.link.receiveFragment()) return;
      }
      if (event.sent < total) continue;
      this.#latent.splice(this.#latent.indexOf(event), 1);
      this.#options.link.receiveLatentEvent(event.name, event.packed);
    }
  }

  /** An event to the server, as any script of this client can send it. */
  sendEvent(name: string, packed: Uint8Array, runtime?: Runtime): void {
    if (packed.length > MAX_EVENT_BYTES) {
      const text = `Event ${name} of ${packed.length} bytes is too large and was not sent`;
      if (runtime) this.scriptError(runtime, text);
      else this.errors.push(text);
      return;
    }
    this.#options.link.receiveEvent(name, packed);
  }

  // ---- natives -----------------------------------------------------------------------------------------------------

  #natives(resource: Resource, self: () => Runtime): Natives {
    const { link } = this.#options;
    const host: CommonHost = {
      machine: this,
      convars: link.convars,
      resources: link.resources,
      state: (name) => this.state(name),
      registerCommand: (runtime, name, call) => {
        this.#commands.set(name.toLowerCase(), { runtime, call });
      },
      commandNames: () => [...this.#commands].map(([name, { runtime }]) => ({ name, resource: runtime.name })),
      executeCommand: (_runtime, line) => this.#execute(line),
      setStateBag: (_runtime, bag, key, packed, replicated) => {
        const entry = { packed, replicated };
        if (bag === 'global') return;
        this.bags.set(bag, key, entry);
        if (replicated) link.receiveStateBag(bag, key, entry);
      },
    };
    const hasPage = resource.manifest.first('ui_page') !== null;
    const vote = (): Focus => {
      let focus = this.#focus.get(resource.name);
      if (!focus) {
        focus = { hasFocus: false, hasCursor: false, keepInput: false };
        this.#focus.set(resource.name, focus);
      }
      return focus;
    };
    const onNui = (type: unknown, call: ScriptFunction | null, raw: boolean): void => {
      if (!call) return;
      let handlers = this.#nuiHandlers.get(resource.name);
      if (!handlers) {
        handlers = new Map();
        this.#nuiHandlers.set(resource.name, handlers);
      }
      handlers.set(required(type, 0), { raw, call });
    };

    return {
      ...commonNatives(host, self),
      ...this.game.natives(),
      PlayerId: () => 128,
      GetPlayerIndex: () => 128,
      GetPlayerServerId: (player) => (number(player) === 128 || number(player) === -1 ? this.id : 0),
      GetPlayerFromServerId: (id) => (number(id) === this.id ? 128 : -1),
      GetActivePlayers: () => [128],
      GetPlayerName: (player) => (number(player) === 128 || number(player) === -1 ? this.#options.name : '**Invalid**'),
      NetworkIsPlayerActive: () => 1,
      NetworkIsSessionStarted: () => 1,
      NetworkIsSessionActive: () => 1,
      NetworkIsGameInProgress: () => 1,
      NetworkGetEntityIsNetworked: () => 1,
      GetNetworkTime: () => this.clock.now() - this.startedAt,
      GetCloudTimeAsInt: () => Math.floor(this.clock.now() / 1000),
      GetPosixTime: () => [0, 0, 0, 0, 0, 0],
      GetCurrentServerEndpoint: () => '127.0.0.1:30120',
      GetCurrentLanguage: () => 2,

      TriggerServerEventInternal: (name, packed) => this.sendEvent(required(name, 0), packedBytes(packed), self()),
      TriggerLatentServerEventInternal: (name, packed, _length, bps) => {
        this.#latent.push({
          name: required(name, 0),
          packed: packedBytes(packed),
          bps: number(bps) > 0 ? number(bps) : DEFAULT_BPS,
          began: this.clock.now(),
          sent: 0,
        });
      },

      RegisterKeyMapping: (command, description, _mapper, key) => {
        this.#keys.set(required(command, 0), {
          resource: resource.name,
          description: text(description) ?? '',
          key: text(key) ?? '',
        });
      },

      SendNuiMessage: (json) => {
        const message = text(json) ?? '';
        try {
          JSON.parse(message);
        } catch {
          return false;
        }
        if (!hasPage) return false;
        if (resource.name === this.#options.watched) this.nui.queueMessage(message);
        return 1;
      },
      SetNuiFocus: (hasFocus, hasCursor) => {
        if (hasPage) Object.assign(vote(), { hasFocus: Boolean(hasFocus), hasCursor: Boolean(hasCursor) });
      },
      SetNuiFocusKeepInput: (keepInput) => {
        if (hasPage) vote().keepInput = Boolean(keepInput);
      },
      SetNuiZindex: () => undefined,
      IsNuiFocused: () => bool(this.game.state.otherNuiFocus === true || this.#anyFocus('hasFocus')),
      IsNuiFocusKeepingInput: () => bool(this.#anyFocus('keepInput')),
      GetNuiCursorPosition: () => [0, 0],
      RegisterNuiCallback: (type, handler) => onNui(type, this.functionOf(handler), false),
      RegisterRawNuiCallback: (type, handler) => onNui(type, this.functionOf(handler), true),
      RegisterNuiCallbackType: (type) =>
        onNui(
          type,
          (data, answer) => {
            this.announce(`__cfx_nui:${text(type)}`, [data, answer]);
          },
          false,
        ),
      RemoveNuiCallback: (type) => this.#nuiHandlers.get(resource.name)?.delete(required(type, 0)),
    };
  }

  #anyFocus(key: keyof Focus): boolean {
    for (const focus of this.#focus.values()) if (focus[key]) return true;
    return false;
  }
}
