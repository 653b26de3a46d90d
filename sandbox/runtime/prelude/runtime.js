// What the platform's own scripts give to a resource: events, exports, references, timers, console, state bags.
// Evaluated once in each context before the resource's scripts; `host` is the sandbox's side of it, and nothing of it
// is left where a script could find it. Values that reach a script are always made here, in its own realm.
(host, makeCodec) => {
  'use strict';
  const { side, resource, lua } = host;
  const server = side === 'server';
  const global = globalThis;
  const NativeDate = Date;
  const NativePromise = Promise;
  const natives = host.natives;

  const define = (name, value, writable = true) =>
    Object.defineProperty(global, name, { value, writable, configurable: writable, enumerable: false });

  // ---- time and randomness ---------------------------------------------------------------------------------------

  if (host.ownTime) {
    const ClockDate = function ClockDate(...values) {
      if (!new.target) return new NativeDate(host.now()).toString();
      return Reflect.construct(NativeDate, values.length === 0 ? [host.now()] : values, new.target);
    };
    ClockDate.prototype = NativeDate.prototype;
    Object.defineProperty(ClockDate, 'length', { value: 7 });
    Object.defineProperty(ClockDate, 'name', { value: 'Date' });
    for (const name of ['parse', 'UTC']) {
      Object.defineProperty(ClockDate, name, { value: NativeDate[name], writable: true, configurable: true });
    }
    Object.defineProperty(ClockDate, 'now', { value: () => host.now(), writable: true, configurable: true });
    Object.defineProperty(NativeDate.prototype, 'constructor', {
      value: ClockDate,
      writable: true,
      configurable: true,
    });
    Object.defineProperty(ClockDate, 'prototype', { writable: false });
    define('Date', ClockDate);
  }

  if (host.random) Object.defineProperty(Math, 'random', { value: () => host.random() });

  // ---- Node on the server ----------------------------------------------------------------------------------------

  const nextTicks = [];
  if (server) {
    // Node's functions give buffers and errors of the realm that Node lives in; on the real server that is the same one.
    for (const [name, value] of Object.entries(host.binary)) define(name, value);
    for (const [name, foreign] of Object.entries(host.errors)) {
      const own = global[name];
      Object.defineProperty(own, Symbol.hasInstance, {
        value(value) {
          if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
          return this === own && value instanceof foreign;
        },
      });
    }
    Object.defineProperty(NativePromise, Symbol.hasInstance, {
      value(value) {
        if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
        return this === NativePromise && host.isHostPromise(value);
      },
    });
    for (const [name, value] of Object.entries(host.nodeGlobals)) define(name, value);
    for (const name of host.builtins) {
      if (Object.hasOwn(global, name)) continue;
      Object.defineProperty(global, name, {
        configurable: true,
        get: () => host.require(name),
        set: (value) => define(name, value),
      });
    }
    const adopt = (promise) =>
      new NativePromise((resolve, reject) => {
        promise.then(
          (value) => {
            resolve(value);
            host.drainSoon();
          },
          (error) => {
            reject(error);
            host.drainSoon();
          },
        );
      });
    const own = (call) => {
      try {
        return call();
      } catch (error) {
        if (error instanceof Error && Object.getPrototypeOf(error) !== Error.prototype && error.code) {
          throw Object.assign(new Error(error.message), { code: error.code });
        }
        throw error;
      }
    };
    const require = (name) => own(() => host.require(name));
    require.resolve = (name) => own(() => host.resolveModule(name));
    define('require', require);
    define('fetch', (...values) => adopt(host.fetch(...values)));
    define('queueMicrotask', (callback) => {
      NativePromise.resolve().then(callback);
    });
    define('structuredClone', (value) => {
      const seen = new Map();
      const clone = (part) => {
        if (typeof part === 'function' || typeof part === 'symbol') {
          throw new Error(`${String(part)} could not be cloned.`);
        }
        if (typeof part !== 'object' || part === null) return part;
        if (seen.has(part)) return seen.get(part);
        const keep = (copy) => {
          seen.set(part, copy);
          return copy;
        };
        if (Array.isArray(part)) {
          const copy = keep(new Array(part.length));
          for (const key of Object.keys(part)) copy[key] = clone(part[key]);
          return copy;
        }
        if (part instanceof NativeDate) return keep(new NativeDate(part.getTime()));
        if (part instanceof RegExp) return keep(new RegExp(part.source, part.flags));
        if (part instanceof Map) {
          const copy = keep(new Map());
          for (const [key, field] of part) copy.set(clone(key), clone(field));
          return copy;
        }
        if (part instanceof Set) {
          const copy = keep(new Set());
          for (const field of part) copy.add(clone(field));
          return copy;
        }
        if (part instanceof Error) {
          const copy = keep(new Error(part.message));
          copy.name = part.name;
          return copy;
        }
        if (ArrayBuffer.isView(part) || part instanceof ArrayBuffer) return keep(host.cloneBinary(part));
        const copy = keep({});
        for (const key of Object.keys(part)) copy[key] = clone(part[key]);
        return copy;
      };
      return clone(value);
    });
    host.process.nextTick = (callback, ...values) => {
      nextTicks.push([callback, values]);
    };
  }

  define('global', global);
  define('source', null);

  // ---- errors and console ----------------------------------------------------------------------------------------

  const explain = (error) => {
    if (typeof error === 'object' && error !== null && typeof error.stack === 'string') return error.stack;
    return typeof error === 'string' ? error : host.inspect(error);
  };
  const printError = (where, error) => host.scriptError(`SCRIPT ERROR in ${where}: ${explain(error)}`);

  const shown = (values) => values.map((value) => (typeof value === 'string' ? value : host.inspect(value))).join(' ');
  const counts = new Map();
  const times = new Map();
  const line =
    (level) =>
    (...values) =>
      host.log(level, shown(values));
  const console = {
    log: line('log'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    debug: line('debug'),
    trace: (...values) => host.log('trace', `${shown(values)}\n${new Error('Trace').stack}`),
    dir: (value) => host.log('log', host.inspect(value)),
    assert: (fact, ...values) => {
      if (!fact) host.log('error', `Assertion failed: ${shown(values)}`);
    },
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      host.log('log', `${label}: ${counts.get(label)}`);
    },
    countReset: (label = 'default') => {
      counts.delete(label);
    },
    time: (label = 'default') => {
      times.set(label, host.now());
    },
    timeEnd: (label = 'default') => {
      if (times.has(label)) host.log('log', `${label}: ${host.now() - times.get(label)}ms`);
      times.delete(label);
    },
  };
  for (const name of ['table', 'group', 'groupCollapsed', 'groupEnd', 'clear', 'dirxml', 'select']) {
    console[name] = () => host.log('error', `console.${name} is not implemented yet`);
  }
  define('console', console);
  define('printError', printError);
  define('FormatStackTrace', () => null);
  define('runWithBoundaryStart', (callback) => callback());

  // ---- references ------------------------------------------------------------------------------------------------

  const functions = new Map();
  const textOfReference = new WeakMap();
  let lastReference = 0;
  let taggingCall = 0;
  let tagged = false;

  /** Every packed function gets a new reference, also the same function twice. */
  const refer = (callback) => {
    lastReference++;
    functions.set(lastReference, callback);
    if (taggingCall !== 0) {
      tagged = true;
      host.tagReference(lastReference, taggingCall);
    }
    return host.referencePrefix + lastReference;
  };

  const resolve = (text) => {
    const reference = (...values) => invoke(text, values, 0, '', '');
    textOfReference.set(reference, text);
    host.keepReference(text, reference);
    return reference;
  };

  const codec = makeCodec({
    refer,
    resolve,
    lua,
    Bytes: host.Bytes,
    View: host.View,
    utf8Write: host.utf8Write,
    utf8Slice: host.utf8Slice,
    latin1Slice: host.latin1Slice,
    isArrayBuffer: host.isArrayBuffer,
  });
  const { pack, packList, packReturn, unpack } = codec;

  const packTagged = (values, call) => {
    const [outerCall, outerTagged] = [taggingCall, tagged];
    taggingCall = call;
    tagged = false;
    try {
      const packed = packList(values);
      return [packed, tagged];
    } finally {
      taggingCall = outerCall;
      tagged = outerTagged;
    }
  };

  /** `given` is the call that this one answers to; 0 begins one of its own, if the host counts it. */
  const invoke = (text, values, given, exporter, name) => {
    const call = given !== 0 ? given : host.beginCall(text, exporter, name);
    let packed;
    let answerable = false;
    try {
      [packed, answerable] = packTagged(values, call);
    } catch (error) {
      if (given === 0) host.endCall(call);
      throw error;
    }
    const result = host.invokeReference(text, packed, call);
    if (result === null) {
      if (given === 0) host.endCall(call);
      throw new Error(`Error in nested ref call for ${resource}. See above for details.`);
    }
    const returned = unpack(result);
    const value = !Array.isArray(returned) || returned.length === 0 ? undefined : returned[0];
    if (Array.isArray(returned) && returned.length > 1) {
      if (given === 0 && !answerable) host.endCall(call);
      return returned;
    }
    const promised = typeof value === 'object' && value !== null ? value.__cfx_async_retval : undefined;
    if (typeof promised === 'function' && textOfReference.has(promised)) {
      return new NativePromise((done, fail) => {
        invoke(textOfReference.get(promised), [done, fail], call, '', '');
      });
    }
    if (given === 0 && !answerable) host.endCall(call);
    return value;
  };

  class Several {
    constructor(values) {
      this.values = values;
    }
  }

  const packResult = (value) => {
    if (!lua) return packList([value]);
    return packReturn(value instanceof Several ? value.values : [value]);
  };

  const callReference = (index, packed) => {
    const callback = functions.get(index);
    if (callback === undefined) {
      host.scriptError(`Invalid ref call attempt: ${index}`);
      return null;
    }
    try {
      const values = unpack(packed);
      const value = callback(...values);
      if (!(value instanceof NativePromise)) return packResult(value);
      const promised = (done, fail) => {
        value.then(
          (result) => {
            if (lua && result instanceof Several) done(...result.values);
            else done(result);
          },
          (error) => fail(error?.message || error),
        );
      };
      return packList([{ __cfx_async_retval: promised }]);
    } catch (error) {
      printError('call ref', error);
      return null;
    }
  };

  // ---- natives ---------------------------------------------------------------------------------------------------

  const plain = (value) => (typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value);

  for (const name of Object.keys(natives)) {
    const native = natives[name];
    const call = (...values) => {
      for (let i = 0; i < values.length; i++) if (typeof values[i] === 'function') values[i] = refer(values[i]);
      let result;
      try {
        result = native(...values);
      } catch (error) {
        throw host.isNativeFailure(error) ? new Error(error.message) : error;
      }
      return typeof result === 'object' && result !== null ? plain(result) : result;
    };
    Object.defineProperty(call, 'name', { value: name });
    define(name, call);
  }

  Object.setPrototypeOf(
    global,
    new Proxy(Object.prototype, {
      has: (target, name) => Reflect.has(target, name) || host.isNativeName(name),
      get(target, name, receiver) {
        if (Reflect.has(target, name)) return Reflect.get(target, name, receiver);
        if (host.isNativeName(name)) throw new Error(`Sandbox: native ${name} is not emulated`);
        return undefined;
      },
      set(_target, name, value, receiver) {
        return Reflect.defineProperty(receiver, name, { value, writable: true, configurable: true, enumerable: true });
      },
    }),
  );

  // ---- events ----------------------------------------------------------------------------------------------------

  const listeners = new Map();
  const rawListeners = new Map();
  const netSafe = new Set();
  const warned = new Set();
  let maxListeners = 10;

  const addTo = (map, name, callback) => {
    const list = map.get(name);
    // A copy, so that a listener added or removed by a listener changes only the next event.
    map.set(name, list ? [...list, callback] : [callback]);
    const count = map.get(name).length;
    if (maxListeners > 0 && count > maxListeners && !warned.has(name)) {
      warned.add(name);
      host.log('error', `warning: possible EventEmitter memory leak detected. ${count} ${name} listeners added.`);
    }
  };

  const on = (name, callback, safe = false) => {
    if (safe) netSafe.add(name);
    host.subscribe(name);
    addTo(listeners, name, callback);
  };
  const onNet = (name, callback) => on(name, callback, true);
  const off = (name, callback) => {
    const list = listeners.get(name);
    const index = list ? list.indexOf(callback) : -1;
    if (index >= 0) listeners.set(name, [...list.slice(0, index), ...list.slice(index + 1)]);
  };
  const emit = (name, ...values) => {
    host.emit(String(name), packList(values));
  };
  const addRaw = (name, callback) => addTo(rawListeners, name, callback);
  const registerNet = (name) => {
    netSafe.add(name);
    host.subscribe(name);
  };
  const setMax = (count) => {
    maxListeners = count;
  };

  for (const name of ['on', 'addEventListener', 'AddEventHandler']) define(name, on);
  for (const name of ['onNet', 'addNetEventListener']) define(name, onNet);
  for (const name of ['RegisterNetEvent', 'RegisterServerEvent']) define(name, registerNet);
  for (const name of ['removeEventListener', 'RemoveEventHandler']) define(name, off);
  for (const name of ['addRawEventListener', 'addRawEventHandler']) define(name, addRaw);
  for (const name of ['setMaxEventListeners', 'setMaxRawEventListeners']) define(name, setMax);
  for (const name of ['emit', 'TriggerEvent']) define(name, emit);

  if (server) {
    const emitNet = (name, target, ...values) => {
      const packed = packList(values);
      global.TriggerClientEventInternal(name, target, packed, packed.length);
    };
    for (const name of ['emitNet', 'TriggerClientEvent']) define(name, emitNet);
    define('TriggerLatentClientEvent', (name, target, bps, ...values) => {
      const packed = packList(values);
      global.TriggerLatentClientEventInternal(name, target, packed, packed.length, bps);
    });
    define('getPlayers', () => {
      const players = [];
      for (let i = 0; i < global.GetNumPlayerIndices(); i++) players.push(global.GetPlayerFromIndex(i));
      return players;
    });
    define('getPlayerIdentifiers', (player) => {
      const identifiers = [];
      for (let i = 0; i < global.GetNumPlayerIdentifiers(player); i++) {
        identifiers.push(global.GetPlayerIdentifier(player, i));
      }
      return identifiers;
    });
    define('getPlayerTokens', (player) => {
      const tokens = [];
      for (let i = 0; i < global.GetNumPlayerTokens(player); i++) tokens.push(global.GetPlayerToken(player, i));
      return tokens;
    });
  } else {
    const emitNet = (name, ...values) => {
      const packed = packList(values);
      global.TriggerServerEventInternal(name, packed, packed.length);
    };
    for (const name of ['emitNet', 'TriggerServerEvent']) define(name, emitNet);
    define('TriggerLatentServerEvent', (name, bps, ...values) => {
      const packed = packList(values);
      global.TriggerLatentServerEventInternal(name, packed, packed.length, bps);
    });
    define('SendNUIMessage', (data) => global.SendNuiMessage(JSON.stringify(data)));
  }

  const guard = (name, callback, values) => {
    try {
      const result = callback(...values);
      if (result instanceof NativePromise) {
        result.then(undefined, (error) => host.scriptError(`Unhandled promise failure: ${explain(error)}`));
      }
    } catch (error) {
      printError(`event '${name}'`, error);
    }
  };

  /** `from`: `net:<id>`, `internal-net:<id>` or '' for a local event. */
  const dispatch = (name, packed, from) => {
    const list = listeners.get(name);
    global.source = '';
    if (from.startsWith('net:')) {
      if (list && list.length > 0 && !netSafe.has(name)) {
        host.scriptError(`Event ${name} was not safe for net`);
        global.source = null;
        return;
      }
      global.source = Number.parseInt(from.slice(4), 10);
    } else if (from.startsWith('internal-net:')) global.source = Number.parseInt(from.slice(13), 10);

    for (const callback of rawListeners.get(name) ?? []) guard(name, callback, [packed, from]);
    if (list && list.length > 0) {
      let values;
      try {
        values = unpack(packed);
      } catch (error) {
        // Outside the platform's own error handling: `source` keeps its value.
        printError(`event '${name}'`, error);
        return;
      }
      if (Array.isArray(values)) for (const callback of list) guard(name, callback, values);
    }
    global.source = null;
  };

  // ---- exports ---------------------------------------------------------------------------------------------------

  const exported = new Map();
  const stopEvent = server ? 'onServerResourceStop' : 'onClientResourceStop';
  on(stopEvent, (name) => {
    exported.delete(name);
  });

  const provide = (name, callback) => {
    on(`__cfx_export_${resource}_${name}`, (give) => give(callback));
  };
  for (const name of host.manifestExports) {
    on(`__cfx_export_${resource}_${name}`, (give) => give((...values) => global[name](...values)));
  }

  const fetchExport = (exporter, name) => {
    let found;
    host.emit(
      `__cfx_export_${exporter}_${name}`,
      packList([
        (callback) => {
          found = callback;
        },
      ]),
    );
    const text = textOfReference.get(found);
    if (text === undefined) throw new Error(`No such export ${name} in resource ${exporter}`);
    return (...values) => {
      try {
        return invoke(text, values, 0, exporter, name);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('Error in nested ref call'))) {
          printError(`call of export ${name}`, error);
        }
        throw new Error(
          `An error occurred while calling export ${name} of resource ${exporter} - see above for details`,
        );
      }
    };
  };

  const exportsOf = (exporter) =>
    new Proxy(
      {},
      {
        get(_target, name) {
          if (typeof name === 'symbol') return undefined;
          let known = exported.get(exporter);
          if (known === undefined) {
            known = new Map();
            exported.set(exporter, known);
          }
          let callback = known.get(name);
          if (callback === undefined) {
            callback = fetchExport(exporter, name);
            known.set(name, callback);
          }
          return callback;
        },
        set() {
          throw new Error('Cannot set values on exports');
        },
      },
    );

  const proxies = new Map();
  define(
    'exports',
    new Proxy(() => undefined, {
      get(_target, exporter) {
        if (typeof exporter === 'symbol') return undefined;
        let proxy = proxies.get(exporter);
        if (proxy === undefined) {
          proxy = exportsOf(exporter);
          proxies.set(exporter, proxy);
        }
        return proxy;
      },
      set() {
        throw new Error('Cannot set values on exports');
      },
      apply(_target, _self, [name, callback]) {
        provide(name, callback);
      },
    }),
  );

  // ---- state bags ------------------------------------------------------------------------------------------------

  const bag = (name) =>
    new Proxy(
      {},
      {
        get(_target, key) {
          if (typeof key === 'symbol') return undefined;
          if (key === 'set') {
            return (field, value, replicated) => {
              const packed = pack(value);
              global.SetStateBagValue(name, field, packed, packed.length, replicated);
            };
          }
          const packed = host.stateBagValue(name, key);
          if (packed === null) return lua ? undefined : null;
          const value = unpack(packed);
          return typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;
        },
        set(_target, key, value) {
          const packed = pack(value);
          global.SetStateBagValue(name, key, packed, packed.length, server);
          return true;
        },
      },
    );
  const entity = (name) => ({
    get state() {
      return bag(name);
    },
  });
  define('NewStateBag', bag);
  define('GlobalState', bag('global'));
  define('Player', (id) => entity(`player:${Number(id) === -1 && !server ? host.serverId() : id}`));
  define('Entity', (id) => entity(`entity:${id}`));
  if (!server) define('LocalPlayer', entity(`player:${host.serverId()}`));
  define('GetStateBagValue', (name, key) => bag(name)[key]);

  // ---- timers ----------------------------------------------------------------------------------------------------

  const timers = new Map();
  const tickers = new Map();
  let lastTimer = 0;
  /** Read by the sandbox, which leaves out frames in which nothing would happen. */
  const state = { due: Number.POSITIVE_INFINITY, tickers: 0 };

  const arm = (timer) => {
    timer.at = host.time() + Math.max(1, timer.delay);
    timers.set(timer.id, timer);
    if (timer.at < state.due) state.due = timer.at;
  };
  const start = (callback, delay, repeat, values) => {
    if (typeof callback !== 'function') throw new TypeError('The callback of a timer must be a function');
    lastTimer++;
    const id = lastTimer;
    const timer = { id, callback, values, delay: Math.max(0, Number(delay) || 0), repeat, at: 0, handle: null };
    let held = true;
    timer.handle = {
      ref() {
        held = true;
        return timer.handle;
      },
      unref() {
        held = false;
        return timer.handle;
      },
      hasRef: () => held,
      refresh() {
        if (timers.has(id)) arm(timer);
        return timer.handle;
      },
      [Symbol.toPrimitive]: () => id,
    };
    handles.set(timer.handle, id);
    arm(timer);
    return timer.handle;
  };
  const handles = new WeakMap();
  const clear = (handle) => {
    // A number is not accepted, though the handle turns into one.
    if (typeof handle === 'object' && handle !== null) timers.delete(handles.get(handle));
  };
  const setTick = (callback) => {
    lastTimer++;
    tickers.set(lastTimer, { callback, waiting: false });
    state.tickers = tickers.size;
    return lastTimer;
  };
  const clearTick = (id) => {
    tickers.delete(id);
    state.tickers = tickers.size;
  };

  const runTimers = () => {
    const now = host.time();
    if (now > state.due) {
      for (const timer of [...timers.values()]) {
        if (!(now > timer.at) || timers.get(timer.id) !== timer) continue;
        if (timer.repeat) timer.at = now + Math.max(1, timer.delay);
        else timers.delete(timer.id);
        try {
          timer.callback(...timer.values);
        } catch (error) {
          printError('timer', error);
        }
      }
      state.due = Number.POSITIVE_INFINITY;
      for (const timer of timers.values()) if (timer.at < state.due) state.due = timer.at;
    }
    for (const ticker of [...tickers.values()]) {
      if (ticker.waiting) continue;
      try {
        const result = ticker.callback();
        if (result instanceof NativePromise) {
          // After a rejection it never runs again.
          ticker.waiting = true;
          result.then(() => {
            ticker.waiting = false;
          });
        }
      } catch (error) {
        printError('tick', error);
      }
    }
  };

  const runNextTicks = () => {
    while (nextTicks.length > 0) {
      const [callback, values] = nextTicks.shift();
      try {
        callback(...values);
      } catch {
        // The real environment's listener for uncaught exceptions does nothing either.
      }
    }
  };

  const fixed = {
    setTimeout: (callback, delay, ...values) => start(callback, delay, false, values),
    setInterval: (callback, delay, ...values) => start(callback, delay, true, values),
    setImmediate: (callback, ...values) => start(callback, 0, false, values),
    requestAnimationFrame: (callback) => start(() => callback(host.time()), 0, false, []),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    cancelAnimationFrame: clear,
    setTick,
    clearTick,
  };
  for (const [name, value] of Object.entries(fixed)) define(name, value, false);

  // ---- the rest --------------------------------------------------------------------------------------------------

  define('msgpack_pack', (value) => new Uint8Array(pack(value)));
  define('msgpack_unpack', unpack);
  if (lua) define('luaMulti', (...values) => new Several(values));
  define('Citizen', {
    trace: (...values) => host.log('log', shown(values)),
    getTickCount: () => host.time(),
    makeRefFunction: refer,
    canonicalizeRef: (index) => host.referencePrefix + index,
    invokeNative: (hash) => {
      throw new Error(`Sandbox: native ${hash} is not emulated`);
    },
    startProfiling: () => undefined,
    stopProfiling: () => ({}),
  });

  return {
    state,
    dispatch,
    callReference,
    /** A call by the sandbox itself, which keeps nothing of the result. */
    callWith: (index, values) => callReference(index, packList(values)),
    forget: (index) => functions.delete(index),
    tick: runTimers,
    runNextTicks,
    hasNextTicks: () => nextTicks.length > 0,
    counts: () => ({ ticks: tickers.size, timers: timers.size }),
    explain,
  };
};
