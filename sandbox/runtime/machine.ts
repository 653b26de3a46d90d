import type { Clock } from './clock.ts';
import { type Codec, hostCodec } from './codec.ts';
import type { KeyValueStore } from './kvp.ts';
import { explainAny, type Runtime } from './runtime.ts';
import { StateBags } from './state-bags.ts';
import type { Tracer } from './trace.ts';
import type { LogLine } from './types.ts';

/** The resource whose unanswered calls a stepped clock waits for. */
export const DATABASE_RESOURCE = 'oxmysql';

/** Functions of the sandbox itself that scripts can call have references under this name. */
const OWN = 'cfx';

/** A function of a script as the sandbox holds it; calling it runs the script. */
export type ScriptFunction = (...values: readonly unknown[]) => unknown;

/** What the server and each client have in common: resources, events, references, logs. */
export abstract class Machine {
  abstract readonly side: 'server' | 'client';
  /** In the order in which they were started. */
  readonly runtimes = new Map<string, Runtime>();
  readonly bags = new StateBags();
  readonly codec: Codec;
  readonly clock: Clock;
  readonly tracer: Tracer;
  abstract readonly kvp: KeyValueStore;
  /** True where promise continuations run after each entry (client), false where they wait for a tick (server). */
  protected abstract readonly drainsAfterEntry: boolean;
  readonly #byInstance = new Map<number, Runtime>();
  readonly #stack: Runtime[] = [];
  readonly #touched = new Set<Runtime>();
  readonly #own = new Map<string, { readonly callback: (...values: readonly unknown[]) => unknown; count: number }>();
  readonly #observers = new Map<string, Set<(from: string, packed: Uint8Array) => void>>();
  readonly #released: string[] = [];
  readonly #watched = new FinalizationRegistry<string>((reference) => this.#released.push(reference));
  readonly startedAt: number;
  readonly #listeners = new Map<number, () => void>();
  #lastListener = 0;
  #lastOwn = 0;
  #fetchingExports = 0;
  #canceled = false;
  #lastCanceled = false;

  constructor(clock: Clock, tracer: Tracer) {
    this.clock = clock;
    this.tracer = tracer;
    this.startedAt = clock.now();
    this.codec = hostCodec({
      lua: false,
      refer: (callback) => {
        this.#lastOwn++;
        const reference = `${OWN}:0:${this.#lastOwn}`;
        this.#own.set(reference, { callback, count: 0 });
        return reference;
      },
      resolve: (reference) => {
        const call = (...values: readonly unknown[]) => this.callFunction(reference, values);
        this.keepReference(reference, call);
        return call;
      },
    });
  }

  abstract log(runtime: Runtime, level: LogLine['level'], text: string): void;
  abstract scriptError(runtime: Runtime, text: string): void;
  abstract drainSoon(runtime: Runtime): void;

  // ---- entering a context ------------------------------------------------------------------------------------------

  run<T>(runtime: Runtime, action: () => T): T {
    this.#stack.push(runtime);
    try {
      return action();
    } finally {
      this.#stack.pop();
      if (this.drainsAfterEntry) {
        this.#touched.add(runtime);
        if (this.#stack.length === 0) this.#drainTouched();
      }
    }
  }

  #drainTouched(): void {
    // A continuation may call into another resource, which then has work as well.
    for (const runtime of this.#touched) {
      this.#touched.delete(runtime);
      runtime.drain();
    }
  }

  /** The resource that called the one which asks; null outside of a call. */
  invoking(runtime: Runtime): string | null {
    const top = this.#stack.length - 1;
    const caller = this.#stack[top] === runtime ? this.#stack[top - 1] : this.#stack[top];
    return caller?.name ?? null;
  }

  /** A callback of Node's enters a resource without the sandbox: its first call out puts it on the stack. */
  #from<T>(runtime: Runtime, action: () => T): T {
    return this.#stack.at(-1) === runtime ? action() : this.run(runtime, action);
  }

  protected register(runtime: Runtime): void {
    this.runtimes.set(runtime.name, runtime);
    this.#byInstance.set(runtime.instance, runtime);
  }

  protected unregister(runtime: Runtime): void {
    runtime.destroy();
    this.runtimes.delete(runtime.name);
    this.#byInstance.delete(runtime.instance);
    this.tracer.forget(runtime.name);
  }

  // ---- events ------------------------------------------------------------------------------------------------------

  /** Delivers at once to every resource that listens; false when one of them cancelled it. */
  emit(name: string, packed: Uint8Array, from = ''): boolean {
    const outer = this.#canceled;
    this.#canceled = false;
    const observers = this.#observers.get(name);
    if (observers) for (const observer of [...observers]) observer(from, packed);
    for (const runtime of [...this.runtimes.values()]) {
      if (!runtime.alive || !runtime.subscriptions.has(name)) continue;
      try {
        runtime.dispatch(name, packed, from);
      } catch (error) {
        this.scriptError(runtime, `SCRIPT ERROR in event '${name}': ${explainAny(error)}`);
      }
    }
    this.#lastCanceled = this.#canceled;
    this.#canceled = outer;
    return !this.#lastCanceled;
  }

  emitFrom(runtime: Runtime, name: string, packed: Uint8Array): void {
    if (name.startsWith('__cfx_nui:')) return;
    const fetching = name.startsWith('__cfx_export_');
    if (fetching) this.#fetchingExports++;
    else if (this.tracer.recording) {
      this.tracer.add({ kind: 'event', from: runtime.name, to: '', name, bytes: packed.length });
    }
    try {
      this.#from(runtime, () => this.emit(name, packed));
    } finally {
      if (fetching) this.#fetchingExports--;
    }
  }

  /** A local event of the platform itself. */
  announce(name: string, values: readonly unknown[], from = ''): boolean {
    return this.emit(name, this.codec.packList(values), from);
  }

  cancelEvent(): void {
    this.#canceled = true;
  }

  get wasCanceled(): boolean {
    return this.#lastCanceled;
  }

  /** Calls the observer before the resources hear of the event. Returns what removes it. */
  observe(name: string, observer: (from: string, packed: Uint8Array) => void): () => void {
    let observers = this.#observers.get(name);
    if (!observers) {
      observers = new Set();
      this.#observers.set(name, observers);
    }
    observers.add(observer);
    return () => observers.delete(observer);
  }

  // ---- references --------------------------------------------------------------------------------------------------

  #find(reference: string): { runtime: Runtime; index: number } | null {
    const last = reference.lastIndexOf(':');
    const before = reference.lastIndexOf(':', last - 1);
    const runtime = this.#byInstance.get(Number(reference.slice(before + 1, last)));
    return runtime ? { runtime, index: Number(reference.slice(last + 1)) } : null;
  }

  /** A number by which the callbacks of the call are known; 0 when nobody is interested. */
  beginCall(caller: Runtime, reference: string, exporter: string, name: string): number {
    const found = this.#find(reference);
    if (!found || this.#fetchingExports > 0) return 0;
    const { runtime, index } = found;
    const answers = runtime.tags.get(index);
    if (answers !== undefined) {
      this.tracer.end(answers);
      this.tracer.add({ kind: 'callback', from: caller.name, to: runtime.name, name: '', callId: answers });
      return 0;
    }
    if (!this.tracer.recording && runtime.name !== DATABASE_RESOURCE) return 0;
    const call = this.tracer.begin(runtime.name);
    this.tracer.add({
      kind: 'export',
      from: caller.name,
      to: runtime.name,
      name: exporter === '' ? '(reference)' : name,
      callId: call,
    });
    return call;
  }

  endCall(call: number): void {
    if (call !== 0) this.tracer.end(call);
  }

  /** Null when it is dead or the callee threw: its own log then says why. */
  invokeFrom(caller: Runtime, reference: string, packed: Uint8Array): Uint8Array | null {
    return this.#from(caller, () => this.#invoke(reference, packed));
  }

  #invoke(reference: string, packed: Uint8Array): Uint8Array | null {
    if (reference.startsWith(`${OWN}:`)) {
      const own = this.#own.get(reference);
      const values = this.codec.unpack(packed);
      if (!own || !Array.isArray(values)) return null;
      return this.codec.packList([own.callback(...values)]);
    }
    const found = this.#find(reference);
    if (!found) return null;
    try {
      return found.runtime.callReference(found.index, packed);
    } catch (error) {
      this.scriptError(found.runtime, `SCRIPT ERROR in call ref: ${explainAny(error)}`);
      return null;
    }
  }

  /** A call by the sandbox of a function that a script handed out; the result is a copy. */
  callFunction(reference: string, values: readonly unknown[]): unknown {
    const result = this.#invoke(reference, this.codec.packList(values));
    if (result === null) return undefined;
    const returned = this.codec.unpack(result);
    return Array.isArray(returned) ? (returned.length > 1 ? returned : returned[0]) : undefined;
  }

  /** A function that a native was given, kept as long as its resource lives. */
  functionOf(reference: unknown): ScriptFunction | null {
    if (typeof reference !== 'string') return null;
    const found = this.#find(reference);
    if (!found) return null;
    found.runtime.keep(found.index);
    return (...values) => this.callFunction(reference, values);
  }

  keepReference(reference: string, holder: object): void {
    const own = this.#own.get(reference);
    if (own) {
      own.count++;
      this.#watched.register(holder, reference);
      return;
    }
    const found = this.#find(reference);
    if (!found) return;
    found.runtime.keep(found.index);
    this.#watched.register(holder, reference);
  }

  /** References whose holders are gone are given back once per tick. */
  protected releaseReferences(): void {
    if (this.#released.length === 0) return;
    for (const reference of this.#released.splice(0)) {
      const own = this.#own.get(reference);
      if (own) {
        own.count--;
        if (own.count === 0) this.#own.delete(reference);
        continue;
      }
      const found = this.#find(reference);
      if (found?.runtime.alive) found.runtime.release(found.index);
    }
  }

  /** An id by which a script can end what it began to listen to. */
  rememberListener(remove: () => void): number {
    this.#lastListener++;
    this.#listeners.set(this.#lastListener, remove);
    return this.#lastListener;
  }

  forgetListener(id: number): void {
    this.#listeners.get(id)?.();
    this.#listeners.delete(id);
  }

  /** Calls an export as a resource would. Throws when it is missing. */
  callExport(resource: string, name: string, values: readonly unknown[]): unknown {
    let found: unknown;
    this.announce(`__cfx_export_${resource}_${name}`, [
      (callback: unknown) => {
        found = callback;
      },
    ]);
    if (typeof found !== 'function') throw new Error(`No such export ${name} in resource ${resource}`);
    return found(...values);
  }
}
