import nodeCrypto from 'node:crypto';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { types } from 'node:util';
import type { Resource } from './resource.ts';

type Call = (...values: unknown[]) => unknown;

export interface NodeWorldOptions {
  readonly resource: Resource;
  /** Folders that may be read: those of all resources. */
  readonly readable: () => readonly string[];
  readonly random: (() => number) | null;
  readonly now: () => number;
  readonly log: (text: string) => void;
}

const blocked = new Set(['child_process', 'worker_threads', 'cluster', 'wasi', 'inspector', 'vm', 'module', 'repl']);

/** Methods of `fs` whose first argument is a path; the second is one too for those of `twoPaths`. */
const pathMethods =
  /^(access|appendFile|chmod|chown|copyFile|cp|createReadStream|createWriteStream|exists|glob|lchmod|lchown|link|lstat|lutimes|mkdir|mkdtemp|open|openAsBlob|opendir|readFile|readdir|readlink|realpath|rename|rm|rmdir|stat|statfs|symlink|truncate|unlink|unwatchFile|utimes|watch|watchFile|writeFile)(Sync)?$/;
const twoPaths = /^(copyFile|cp|link|rename|symlink)(Sync)?$/;
const writes =
  /^(appendFile|chmod|chown|createWriteStream|lchmod|lchown|link|lutimes|mkdir|mkdtemp|rename|rm|rmdir|symlink|truncate|unlink|utimes|writeFile)(Sync)?$/;

const bare = (name: string): string => (name.startsWith('node:') ? name.slice(5) : name);

/** What Node gives to a server context, with the real server's restrictions on it. */
export class NodeWorld {
  readonly #options: NodeWorldOptions;
  readonly #require: NodeJS.Require;
  readonly #modules = new Map<string, unknown>();
  readonly #process: EventEmitter;

  constructor(options: NodeWorldOptions) {
    this.#options = options;
    this.#require = createRequire(path.join(options.resource.folder, 'fxmanifest.lua'));
    this.#process = this.#limitedProcess();
  }

  exit(): void {
    this.#process.emit('exit', 0);
  }

  forPrelude(): Record<string, unknown> {
    const binary = [
      ArrayBuffer,
      SharedArrayBuffer,
      DataView,
      Uint8Array,
      Int8Array,
      Uint16Array,
      Int16Array,
      Uint32Array,
      Int32Array,
      Float32Array,
      Float64Array,
      Uint8ClampedArray,
      BigUint64Array,
      BigInt64Array,
    ];
    return {
      binary: Object.fromEntries(binary.map((type) => [type.name, type])),
      errors: { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError },
      isHostPromise: types.isPromise,
      cloneBinary: (value: unknown) => structuredClone(value),
      fetch,
      process: this.#process,
      require: (name: string) => this.require(name),
      resolveModule: (name: string) => this.#require.resolve(name),
      builtins: builtinModules.filter((name) => !/[/_]/.test(name) && name !== 'module'),
      nodeGlobals: {
        Buffer,
        URL,
        URLSearchParams,
        TextEncoder,
        TextDecoder,
        AbortController,
        AbortSignal,
        Event,
        EventTarget,
        Blob,
        Headers,
        Request,
        Response,
        FormData,
        atob,
        btoa,
        process: this.#process,
        performance: this.#performance(),
        crypto: this.#crypto(),
      },
    };
  }

  require(name: string): unknown {
    const known = bare(name);
    if (blocked.has(known)) throw denied(`Access to ${known} is restricted`);
    const cached = this.#modules.get(known);
    if (cached !== undefined) return cached;
    const made = this.#make(known, name);
    this.#modules.set(known, made);
    return made;
  }

  #make(known: string, name: string): unknown {
    switch (known) {
      case 'fs':
        return this.#guarded(fs);
      case 'fs/promises':
        return this.#guarded(fs.promises);
      case 'crypto':
        return this.#crypto();
      case 'process':
        return this.#process;
      case 'os':
        return variant(os, { tmpdir: () => path.join(this.#options.resource.folder, '.tmp') });
      case 'perf_hooks':
        return { performance: this.#performance() };
      case 'timers':
      case 'timers/promises':
        throw denied(`The sandbox does not emulate ${known}: use the global timers`);
      default:
        return this.#require(name);
    }
  }

  #performance(): Record<string, unknown> {
    const { now } = this.#options;
    const origin = now();
    return { now: () => now() - origin, timeOrigin: origin, mark: () => undefined, measure: () => undefined };
  }

  #crypto(): unknown {
    const { random } = this.#options;
    if (!random) return nodeCrypto;
    const fill = <T extends ArrayBufferView>(view: T): T => {
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random() * 256);
      return view;
    };
    const randomUUID = (): string => {
      const bytes = fill(Buffer.alloc(16));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = bytes.toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    };
    const randomInt = (min: number, max?: number): number => {
      const [low, high] = max === undefined ? [0, min] : [min, max];
      return low + Math.floor(random() * (high - low));
    };
    const own = { getRandomValues: fill, randomUUID };
    return variant(nodeCrypto, {
      ...own,
      randomFillSync: fill,
      randomBytes: (size: number) => fill(Buffer.alloc(size)),
      randomInt,
      webcrypto: variant(nodeCrypto.webcrypto, { ...own, subtle: nodeCrypto.webcrypto.subtle }),
      subtle: nodeCrypto.webcrypto.subtle,
    });
  }

  #limitedProcess(): EventEmitter {
    const { log, now } = this.#options;
    const began = now();
    const write = (text: unknown): boolean => {
      log(String(text).replace(/\n$/, ''));
      return true;
    };
    const out = { write, isTTY: false };
    return Object.assign(new EventEmitter(), {
      title: 'FXServer',
      version: process.version,
      versions: { ...process.versions },
      platform: process.platform,
      arch: process.arch,
      release: { ...process.release },
      pid: process.pid,
      ppid: process.ppid,
      argv: ['FXServer'],
      execArgv: [],
      env: { ...process.env },
      exitCode: undefined,
      cwd: () => this.#options.resource.folder,
      uptime: () => (now() - began) / 1000,
      hrtime: process.hrtime,
      memoryUsage: process.memoryUsage,
      cpuUsage: process.cpuUsage,
      emitWarning: (warning: unknown) => log(String(warning)),
      stdout: out,
      stderr: out,
      stdin: { on: () => undefined },
      exit: () => {
        throw new Error('process.exit would end the server');
      },
    });
  }

  /** Reads stay inside the folders of resources, writes inside the own one. */
  #guarded(target: object): unknown {
    const overrides: Record<string, unknown> = {};
    for (const name of Object.keys(target)) {
      const method: unknown = Reflect.get(target, name);
      if (!isCall(method) || !pathMethods.test(name)) continue;
      const write = writes.test(name);
      overrides[name] = (...values: unknown[]): unknown => {
        const opens = /^open(Sync)?$/.test(name) && typeof values[1] === 'string' && /[wa+]/.test(values[1]);
        this.#check(values[0], write || opens);
        if (twoPaths.test(name)) this.#check(values[1], true);
        return method.apply(target, values);
      };
    }
    if (target === fs) overrides.promises = this.#guarded(fs.promises);
    return variant(target, overrides);
  }

  #check(given: unknown, write: boolean): void {
    const file = given instanceof URL ? decodeURIComponent(given.pathname) : String(given);
    const full = realPath(path.resolve(this.#options.resource.folder, file));
    const roots = write ? [this.#options.resource.folder] : this.#options.readable();
    const inside = roots.some((root) => {
      const relative = path.relative(realPath(root), full);
      return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
    });
    if (!inside) {
      throw Object.assign(denied('Access to this API has been restricted'), {
        permission: write ? 'FileSystemWrite' : 'FileSystemRead',
        resource: full,
      });
    }
  }
}

const isCall = (value: unknown): value is Call => typeof value === 'function';

/** The real place of a path, or of the nearest folder above it that exists. */
function realPath(full: string): string {
  try {
    return fs.realpathSync(full);
  } catch {
    const parent = path.dirname(full);
    return parent === full ? full : path.join(realPath(parent), path.basename(full));
  }
}

const denied = (message: string): Error => Object.assign(new Error(message), { code: 'ERR_ACCESS_DENIED' });

/** A copy of a module in which some members are others; nothing of the original is called for it. */
function variant(original: object, overrides: Record<string, unknown>): unknown {
  const members: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(original);
  for (const [name, value] of Object.entries(overrides)) {
    members[name] = { value, writable: true, configurable: true, enumerable: true };
  }
  return Object.create(Object.getPrototypeOf(original), members);
}
