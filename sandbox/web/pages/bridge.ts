/*
 * First script of the resource's page: gives it what the game's browser gives, and takes away what that one refuses.
 * The surrounding page carries the calls, so that a content policy of this page does not see them.
 */
import type { GameWindow, NuiAnswer } from './game.ts';

interface NuiWindow {
  GetParentResourceName?: () => string;
  invokeNative?: (native: string, argument?: string) => void;
}

const { player = '', resource = '', store = '' } = document.currentScript?.dataset ?? {};
const page: Window & NuiWindow = window;
const surrounding: GameWindow = window.parent;
const game = surrounding.sandboxGame;

page.GetParentResourceName = () => decodeURIComponent(resource);
page.invokeNative = (native, argument) => {
  if (native === 'openUrl' && argument !== undefined) game?.openUrl(argument);
};

/* Calls to the client script */
const networkFetch = window.fetch.bind(window);
const callbackHost = decodeURIComponent(resource).toLowerCase();

const askOverHttp = async (callback: string, body: string): Promise<NuiAnswer> => {
  const response = await networkFetch(`/nui-callback/${player}/${callback}`, { method: 'POST', body });
  return { status: response.status, body: await response.text(), headers: {} };
};

window.fetch = async (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (url.protocol !== 'https:' || url.hostname !== callbackHost) return networkFetch(input, init);
  const body = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text();
  const callback = decodeURIComponent(url.pathname.slice(1));
  const aborted = new Promise<never>((_, fail) => {
    const abort = (): void => fail(new DOMException('The user aborted a request.', 'AbortError'));
    if (request.signal.aborted) abort();
    request.signal.addEventListener('abort', abort);
  });
  const answer = await Promise.race([game ? game.call(callback, body) : askOverHttp(callback, body), aborted]);
  if (!answer) throw new TypeError('Failed to fetch');
  const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*', ...answer.headers };
  return new Response(answer.status === 204 || answer.status === 304 ? null : answer.body, {
    status: answer.status,
    headers,
  });
};

/* One computer per player: what a page stores must not be seen by the pages of the other players in this browser. */
const prefix = `${store}/`;
const shared = window.localStorage;
const ownKeys = (): string[] =>
  Object.keys(shared)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));

const storage: Storage = {
  get length() {
    return ownKeys().length;
  },
  key: (index) => ownKeys()[index] ?? null,
  getItem: (key) => shared.getItem(prefix + key),
  setItem: (key, value) => shared.setItem(prefix + key, value),
  removeItem: (key) => shared.removeItem(prefix + key),
  clear: () => {
    for (const key of ownKeys()) shared.removeItem(prefix + key);
  },
};
Object.defineProperty(window, 'localStorage', {
  configurable: true,
  get: () =>
    new Proxy(storage, {
      get: (target, key) => {
        if (typeof key === 'symbol' || key in target) return Reflect.get(target, key);
        return target.getItem(key) ?? undefined;
      },
      set: (target, key, value) => {
        target.setItem(String(key), String(value));
        return true;
      },
      deleteProperty: (target, key) => {
        target.removeItem(String(key));
        return true;
      },
      has: (target, key) => key in target || target.getItem(String(key)) !== null,
      ownKeys,
      getOwnPropertyDescriptor: (target, key) => {
        const value = target.getItem(String(key));
        return value === null ? undefined : { configurable: true, enumerable: true, writable: true, value };
      },
    }),
});

const { open: openDatabase, deleteDatabase } = IDBFactory.prototype;
IDBFactory.prototype.open = function (name, version) {
  return version === undefined
    ? openDatabase.call(this, prefix + name)
    : openDatabase.call(this, prefix + name, version);
};
IDBFactory.prototype.deleteDatabase = function (name) {
  return deleteDatabase.call(this, prefix + name);
};
const SharedChannel = window.BroadcastChannel;
window.BroadcastChannel = class extends SharedChannel {
  constructor(name: string) {
    super(prefix + name);
  }
};

/* What the game's browser does not do */
window.open = () => null;
document.addEventListener(
  'click',
  (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const refused = target?.closest('a[target="_blank"], input[type="file"]');
    if (refused) event.preventDefault();
  },
  true,
);

/* Life in the frame */
document.addEventListener('DOMContentLoaded', () => game?.pageReady());
window.addEventListener('blur', () => setTimeout(() => game?.keepFocus(), 32));
for (const type of ['keydown', 'keyup'] as const) window.addEventListener(type, (event) => game?.key(event));
