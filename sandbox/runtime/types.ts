/** Everything that a user of the sandbox sees: tests, the web front, the command line. */

export interface SandboxOptions {
  /** Folder of the resource under test; default `<project>/build/atelier`. */
  readonly resource?: string;
  /** Name under which it runs; default `atelier`. */
  readonly resourceName?: string;
  /** Behaviour of the es_extended stand-in; default `1.16`. */
  readonly esx?: '1.13' | '1.16';
  /** Identifiers are `char1:<license>`. */
  readonly multicharacter?: boolean;
  /** `stepped`: time moves only by `advance()` and `until()`; default `real`. */
  readonly clock?: 'real' | 'stepped';
  /** Epoch ms at which a stepped clock begins. */
  readonly startAt?: number;
  /** ms added to `Date` in the contexts of the server. */
  readonly skew?: number;
  /** Seeds Math.random and the random functions of crypto in every context. */
  readonly seed?: number;
  /** MariaDB or MySQL to use; else ATELIER_DATABASE_URL, else a MariaDB of our own. */
  readonly databaseUrl?: string;
  /** Schema to create and use; default the one in the address, else `atelier_sandbox`. */
  readonly databaseName?: string;
  /** Folder of our own MariaDB; default `<project>/.sandbox/mariadb`. */
  readonly databaseFolder?: string;
  /** Leaves the schema as it is at the start and at the end; else it begins empty and is dropped. */
  readonly keepDatabase?: boolean;
  readonly convars?: Readonly<Record<string, string>>;
  /** Rate and size limits from client to server; default true. */
  readonly limits?: boolean;
  /** ms per client frame; default 16. */
  readonly frameMs?: number;
  /** `false`: no database, no oxmysql, no es_extended; the resource runs alone. */
  readonly peers?: boolean;
  /** More resources to start before the one under test, by name and folder. */
  readonly extraResources?: Readonly<Record<string, string>>;
  readonly onLog?: (line: LogLine) => void;
}

export interface LogLine {
  /** Sandbox clock, ms. */
  readonly at: number;
  readonly side: 'server' | 'client';
  /** Server id of the player whose client wrote it. */
  readonly player?: number;
  readonly resource: string;
  /** `lost`: what the real server swallows without a word, shown here because it helps. */
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug' | 'trace' | 'lost';
  readonly text: string;
}

export type ResourceState = 'started' | 'stopped' | 'missing' | 'starting';

export interface Sandbox {
  readonly resourceName: string;
  readonly players: ReadonlyMap<number, SandboxPlayer>;
  /** The last lines, bounded. */
  readonly logs: readonly LogLine[];
  readonly trace: Trace;
  readonly clock: { now(): number; readonly mode: 'real' | 'stepped' };
  readonly database: SandboxDatabase;
  /** Connects, joins and waits until es_extended has loaded and spawned the character. Rejects with the reason of a refusal. */
  join(character: CharacterSpec): Promise<SandboxPlayer>;
  /** As the console does: stops the resources that depend on it, and does not start them again. */
  restart(resource: string): Promise<void>;
  ensure(resource: string): Promise<void>;
  stop(resource: string): Promise<void>;
  state(resource: string): ResourceState;
  /** A line typed in the server console. */
  console(command: string): Promise<void>;
  /** Stepped clock: runs the ticks and frames of that time in order. Real clock: waits. */
  advance(ms: number): Promise<void>;
  /**
   * Goes on, tick by tick, until the fact holds; rejects with `what` after `timeoutMs`
   * (default 10 000; ms of the sandbox clock when stepped, else of the wall clock).
   */
  until(fact: () => boolean | Promise<boolean>, options?: UntilOptions): Promise<void>;
  setConvar(name: string, value: string): void;
  close(): Promise<void>;
}

export interface UntilOptions {
  readonly timeoutMs?: number;
  readonly what?: string;
}

export interface SandboxDatabase {
  /** Connection string with the schema. */
  readonly url: string;
  // biome-ignore lint/suspicious/noExplicitAny: only the one who asks knows the shape of the rows.
  query(sql: string, params?: readonly unknown[]): Promise<any>;
  /** The database goes away: connections break and new ones are refused. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface CharacterSpec {
  /** FiveM name. */
  readonly name: string;
  /** 40 hexadecimal digits; else derived from the name. */
  readonly license?: string;
  /** Number of the character when multicharacter is on; default 1. */
  readonly slot?: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly group?: string;
  readonly bank?: number;
  readonly dateofbirth?: string;
  readonly sex?: 'm' | 'f';
}

export interface ClientState {
  readonly dead?: boolean;
  readonly pauseMenu?: boolean;
  readonly cuffed?: boolean;
  readonly falling?: boolean;
  readonly ragdoll?: boolean;
  readonly swimming?: boolean;
  readonly inVehicle?: boolean;
  readonly otherNuiFocus?: boolean;
}

export interface SandboxClient {
  readonly notifications: readonly { readonly message: string; readonly type?: string; readonly title?: string }[];
  readonly objects: readonly { readonly model: string; readonly attached: boolean; readonly alive: boolean }[];
  /** `dictionary/clip` of the animation that plays. */
  readonly animation: string | null;
  /** NUI focus held by the resource under test. */
  readonly focus: { readonly hasFocus: boolean; readonly hasCursor: boolean; readonly keepInput: boolean };
  /** Live setTick handlers and timers of the resource under test. */
  activity(): { ticks: number; timers: number };
  set(state: ClientState): void;
  /** Script errors and unhandled rejections of this client. */
  readonly errors: readonly string[];
}

export interface SandboxPlayer {
  readonly id: number;
  readonly spec: CharacterSpec;
  /** ESX's identifier once loaded, else the license. */
  readonly identifier: string;
  readonly online: boolean;
  /** Why the server or the player ended it; null while online. */
  readonly dropReason: string | null;
  readonly nui: NuiBridge;
  readonly client: SandboxClient;
  /** Text typed in the chat, e.g. `/atelier`. */
  command(text: string): void;
  /** The key mapped to that command, pressed and released. */
  press(command: string): void;
  /** A cheating client: any event to the server, through the limits. */
  emitNet(name: string, ...args: readonly unknown[]): void;
  setBank(amount: number): void;
  /** Quits the game; resolves when ESX has saved. */
  leave(reason?: string): Promise<void>;
  /** The connection is lost; resolves when ESX has saved. */
  crash(): Promise<void>;
  /** Logs out and plays another character of the same license. */
  relog(spec: CharacterSpec): Promise<void>;
}

export interface NuiBridge {
  /** What the page's fetch does: dispatched on the next client frame; never settles if the script never answers. */
  post(callback: string, body: string): Promise<{ status: number; body: string; headers?: Record<string, string> }>;
  /** Without a listener a message is lost, as in the game. Returns what removes the listener. */
  onMessage(listener: (data: unknown) => void): () => void;
  /** Grows each time the frame is created: at a start of the resource; the page must load again. */
  readonly loaded: number;
  onFrame(listener: (state: 'created' | 'destroyed') => void): () => void;
  /** Folder from which the page's files are served. */
  readonly root: string;
  /** The manifest's `ui_page`; empty when it has none. */
  readonly page: string;
  /** Whether the manifest lets a client have that file (path relative to `root`, with `/`). */
  serves(path: string): boolean;
}

export interface TraceEvent {
  readonly seq: number;
  /** Sandbox clock, ms. */
  readonly at: number;
  /** Number of the server tick. */
  readonly tick: number;
  readonly kind: 'export' | 'callback' | 'event' | 'net-in' | 'net-out' | 'tick-scheduled' | 'tick';
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly bytes?: number;
  /** The same for a call through an export (or a reference) and the callbacks that answer it. */
  readonly callId?: number;
}

export interface Trace {
  start(): void;
  /** Ends the recording and gives it. */
  stop(): TraceEvent[];
  /** Calls to that resource that were given a callback or a promise and are not answered yet. */
  pending(resource: string): number;
}
