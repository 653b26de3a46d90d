import { inspect } from 'node:util';
import { constants, createContext, Script } from 'node:vm';
import { byteTools, codecScript, runtimeScript } from './codec.ts';
import type { Machine } from './machine.ts';
import { type Native, NativeFailure, type Natives } from './native.ts';
import { nativeNames } from './native-names.ts';
import type { NodeWorld } from './node-world.ts';
import { compile, type Resource } from './resource.ts';
import type { LogLine } from './types.ts';

/** What prelude/runtime.js gives back. */
interface Control {
  readonly state: { readonly due: number; readonly tickers: number };
  dispatch(name: string, packed: Uint8Array, from: string): void;
  callReference(index: number, packed: Uint8Array): Uint8Array | null;
  callWith(index: number, values: readonly unknown[]): Uint8Array | null;
  forget(index: number): void;
  tick(): void;
  runNextTicks(): void;
  hasNextTicks(): boolean;
  counts(): { ticks: number; timers: number };
  explain(error: unknown): string;
}

export interface RuntimeOptions {
  readonly natives: Natives;
  /** Node's part of a server context. */
  readonly node?: NodeWorld;
  readonly random: (() => number) | null;
  /** Time for `Date`; null leaves the machine's. */
  readonly ownTime: (() => number) | null;
  readonly serverId: number;
}

const drainScript = new Script('0');
const owners = new WeakMap<object, Runtime>();
let lastInstance = 0;

/** One resource running on one machine: a context, its references, its subscriptions. */
export class Runtime {
  readonly machine: Machine;
  readonly resource: Resource;
  /** Distinguishes this run from every other one, on any machine: references of former runs are dead. */
  readonly instance: number;
  readonly subscriptions = new Set<string>();
  /** The calls that references handed out in arguments answer to. */
  readonly tags = new Map<number, number>();
  alive = true;
  readonly #control: Control;
  readonly #context: object;
  readonly #counts = new Map<number, number>();
  readonly #node: NodeWorld | undefined;

  constructor(machine: Machine, resource: Resource, options: RuntimeOptions) {
    this.machine = machine;
    this.resource = resource;
    this.#node = options.node;
    lastInstance++;
    this.instance = lastInstance;
    this.#context = createContext(constants.DONT_CONTEXTIFY, {
      name: `${machine.side} ${resource.name}`,
      microtaskMode: 'afterEvaluate',
    });
    owners.set(Reflect.get(Reflect.get(this.#context, 'Promise'), 'prototype'), this);
    owners.set(Reflect.get(Reflect.get(this.#context, 'Error'), 'prototype'), this);
    const makeCodec = codecScript.runInContext(this.#context);
    this.#control = runtimeScript.runInContext(this.#context)(this.#host(options), makeCodec);
  }

  get name(): string {
    return this.resource.name;
  }

  get lua(): boolean {
    return this.resource.manifest.first('sandbox_lua') === 'yes';
  }

  /** Whose context a promise or an error comes from; undefined for those of the sandbox itself. */
  static ownerOf(value: unknown): Runtime | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    for (let proto = Object.getPrototypeOf(value); proto !== null; proto = Object.getPrototypeOf(proto)) {
      const owner = owners.get(proto);
      if (owner) return owner;
    }
    return undefined;
  }

  /** Runs the scripts in order; one that fails is reported and the others still run. */
  load(paths: readonly string[]): void {
    for (const path of paths) {
      try {
        compile(this.resource, path).runInContext(this.#context);
      } catch (error) {
        this.machine.scriptError(this, `Error loading script ${path} in resource ${this.name}: ${explainAny(error)}`);
      }
    }
  }

  dispatch(name: string, packed: Uint8Array, from: string): void {
    this.machine.run(this, () => this.#control.dispatch(name, packed, from));
  }

  callReference(index: number, packed: Uint8Array): Uint8Array | null {
    if (!this.alive) return null;
    return this.machine.run(this, () => this.#control.callReference(index, packed));
  }

  /** A call by the sandbox; the values are copied into the context. */
  call(index: number, values: readonly unknown[]): Uint8Array | null {
    if (!this.alive) return null;
    return this.machine.run(this, () => this.#control.callWith(index, values));
  }

  /** Whether a tick at that time would do anything beyond running promise continuations. */
  wantsTick(now: number): boolean {
    const { state } = this.#control;
    return state.tickers > 0 || now > state.due;
  }

  /** First time at which a timer is due. */
  get due(): number {
    const { state } = this.#control;
    return state.tickers > 0 ? 0 : state.due;
  }

  tick(): void {
    if (!this.alive) return;
    this.machine.run(this, () => this.#control.tick());
  }

  /** Runs what waits in the queue of promise continuations. */
  drain(): void {
    if (!this.alive) return;
    this.#control.runNextTicks();
    drainScript.runInContext(this.#context);
    for (let round = 0; round < 100 && this.#control.hasNextTicks(); round++) {
      this.#control.runNextTicks();
      drainScript.runInContext(this.#context);
    }
  }

  activity(): { ticks: number; timers: number } {
    return this.#control.counts();
  }

  explain(error: unknown): string {
    return this.#control.explain(error);
  }

  keep(index: number): void {
    this.#counts.set(index, (this.#counts.get(index) ?? 0) + 1);
  }

  release(index: number): void {
    const count = (this.#counts.get(index) ?? 0) - 1;
    if (count > 0) {
      this.#counts.set(index, count);
      return;
    }
    this.#counts.delete(index);
    this.tags.delete(index);
    this.#control.forget(index);
  }

  destroy(): void {
    this.alive = false;
    this.#node?.exit();
  }

  #host(options: RuntimeOptions): Record<string, unknown> {
    const { machine } = this;
    const names = nativeNames(machine.side);
    const natives: Record<string, Native> = { ...options.natives };
    return {
      ...byteTools,
      ...options.node?.forPrelude(),
      side: machine.side,
      resource: this.name,
      lua: this.lua,
      natives,
      referencePrefix: `${this.name}:${this.instance}:`,
      manifestExports: this.resource.manifest.all(machine.side === 'server' ? 'server_export' : 'export'),
      ownTime: options.ownTime !== null,
      now: options.ownTime ?? Date.now,
      time: () => machine.clock.now(),
      random: options.random,
      serverId: () => options.serverId,
      log: (level: LogLine['level'], text: string) => machine.log(this, level, text),
      scriptError: (text: string) => machine.scriptError(this, text),
      inspect: (value: unknown) => inspect(value, { depth: 4, breakLength: 120 }),
      emit: (name: string, packed: Uint8Array) => machine.emitFrom(this, name, packed),
      subscribe: (name: string) => this.subscriptions.add(name),
      beginCall: (reference: string, exporter: string, name: string) =>
        machine.beginCall(this, reference, exporter, name),
      endCall: (call: number) => machine.endCall(call),
      invokeReference: (reference: string, packed: Uint8Array) => machine.invokeFrom(this, reference, packed),
      tagReference: (index: number, call: number) => this.tags.set(index, call),
      keepReference: (reference: string, callback: object) => machine.keepReference(reference, callback),
      isNativeFailure: (error: unknown) => error instanceof NativeFailure,
      isNativeName: (name: unknown) => typeof name === 'string' && names.has(name),
      stateBagValue: (bag: string, key: string) => machine.bags.get(bag, key),
      drainSoon: () => machine.drainSoon(this),
    };
  }
}

/** Text of anything thrown, of any realm. */
export function explainAny(error: unknown): string {
  const stack = typeof error === 'object' && error !== null ? Reflect.get(error, 'stack') : undefined;
  return typeof stack === 'string' ? stack : typeof error === 'string' ? error : inspect(error);
}
