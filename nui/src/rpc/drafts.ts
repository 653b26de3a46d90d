import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from './api.ts';

export type DraftStatus = 'empty' | 'saving' | 'saved' | 'unsaved';

export interface DraftState<T> {
  readonly value: T;
  readonly status: DraftStatus;
  /** When it was last kept on this computer, epoch ms. */
  readonly savedAt: number | null;
}

export interface DraftOptions<T> {
  /** Stored text becomes a value again; null when it does not fit (an older version of the form). */
  readonly parse?: (stored: unknown) => T | null;
  /** False: never leaves this computer (what is typed before consent). Accounts keep the others on the server, too. */
  readonly server?: boolean;
}

export interface DraftParts {
  readonly api: Pick<Api, 'call'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly now: () => number;
}

/** What lies in the browser's storage. An empty body says that the draft was done with: an older copy elsewhere stays dead. */
interface Stored {
  readonly counter: number;
  readonly body: string;
}

const LOCAL_DELAY_MS = 300;
const SERVER_DELAY_MS = 3_000;
const LARGE_SERVER_DELAY_MS = 10_000;
const LARGE_BODY = 50_000;
/** The server's own bound (`MAX_DRAFT` of the contract, which is not loaded here): what is longer stays on this computer. */
const MAX_BODY = 150_000;

const open = new Set<DraftBox<never>>();

/** Writes what is typed and not written yet: the page may be gone in a moment. */
export function flushDrafts(): void {
  for (const box of open) box.flush();
}

/**
 * One text that is typed and not sent, kept under its place. The browser has it within a third of a second,
 * the account within seconds; the newer counter wins wherever it comes from.
 */
export class DraftBox<T> {
  readonly store: StoreApi<DraftState<T>>;
  readonly #place: string;
  readonly #key: string;
  readonly #server: boolean;
  readonly #initial: T;
  readonly #parse: (stored: unknown) => T | null;
  readonly #parts: DraftParts;
  #counter = 0;
  #localTimer: ReturnType<typeof setTimeout> | undefined;
  #serverTimer: ReturnType<typeof setTimeout> | undefined;
  #dirty = false;
  #unsent = false;

  /** `accountId` null: a visitor, whose drafts stay here. */
  constructor(place: string, accountId: string | null, initial: T, options: DraftOptions<T>, parts: DraftParts) {
    this.#place = place;
    this.#key = `atelier:draft:${accountId ?? 'visitor'}:${place}`;
    this.#server = accountId !== null && options.server !== false;
    this.#initial = initial;
    this.#parse = options.parse ?? ((stored) => (sameShape(initial, stored) ? stored : null));
    this.#parts = parts;
    const stored = this.#readLocal();
    this.#counter = stored?.counter ?? 0;
    const value = stored ? this.#decode(stored.body) : null;
    this.store = createStore<DraftState<T>>(() =>
      value === null
        ? { value: initial, status: 'empty', savedAt: null }
        : { value, status: 'saved', savedAt: this.#counter },
    );
  }

  /** Starts saving, and asks the account for a newer copy. Returns the way to stop, which saves what is left. */
  connect(): () => void {
    open.add(this as unknown as DraftBox<never>);
    if (this.#server) this.#pull();
    return () => {
      this.flush();
      open.delete(this as unknown as DraftBox<never>);
    };
  }

  set(value: T): void {
    this.#counter = Math.max(this.#counter + 1, this.#parts.now());
    this.#dirty = true;
    this.store.setState({ value, status: 'saving' });
    this.#localTimer ??= setTimeout(() => this.#writeLocal(), LOCAL_DELAY_MS);
  }

  /** Sent or thrown away: forgotten here and on the server. */
  clear(): void {
    clearTimeout(this.#localTimer);
    this.#localTimer = undefined;
    this.#dirty = false;
    this.#counter = Math.max(this.#counter + 1, this.#parts.now());
    this.store.setState({ value: this.#initial, status: 'empty', savedAt: null });
    try {
      if (this.#server) this.#parts.storage.setItem(this.#key, JSON.stringify({ counter: this.#counter, body: '' }));
      else this.#parts.storage.removeItem(this.#key);
    } catch {
      // Storage that takes nothing holds nothing either.
    }
    if (this.#server) this.#push();
  }

  flush(): void {
    if (this.#dirty) this.#writeLocal();
    if (this.#unsent) this.#push();
  }

  #writeLocal(): void {
    clearTimeout(this.#localTimer);
    this.#localTimer = undefined;
    this.#dirty = false;
    const body = this.#body();
    try {
      this.#parts.storage.setItem(this.#key, JSON.stringify({ counter: this.#counter, body }));
      this.store.setState({ status: 'saved', savedAt: this.#counter });
    } catch {
      this.store.setState({ status: 'unsaved' });
    }
    if (!this.#server || body.length > MAX_BODY) return;
    this.#unsent = true;
    this.#serverTimer ??= setTimeout(
      () => this.#push(),
      body.length > LARGE_BODY ? LARGE_SERVER_DELAY_MS : SERVER_DELAY_MS,
    );
  }

  #push(): void {
    clearTimeout(this.#serverTimer);
    this.#serverTimer = undefined;
    this.#unsent = false;
    const body = this.#body();
    const counter = this.#counter;
    this.#parts.api.call('drafts.save', { place: this.#place, counter, body }).then(
      () => {
        // The copy on the server is as good as the one here.
        if (this.#counter === counter && body !== '' && this.store.getState().status === 'unsaved') {
          this.store.setState({ status: 'saved', savedAt: counter });
        }
      },
      () => {
        // The next change, or the next opening of this place, sends it again.
        if (this.#counter === counter) this.#unsent = true;
      },
    );
  }

  #pull(): void {
    const before = this.#counter;
    this.#parts.api.call('drafts.read', { place: this.#place }).then(
      (draft) => {
        const theirs = draft?.counter ?? 0;
        // What was typed while the answer was on its way is newer, whatever the two clocks say.
        if (this.#counter !== before) {
          this.#counter = Math.max(this.#counter, theirs + 1);
          return;
        }
        if (theirs < this.#counter && this.#counter > 0) {
          this.#push();
          return;
        }
        if (!draft || theirs === this.#counter) return;
        const value = this.#decode(draft.body);
        if (value === null) return;
        this.#counter = draft.counter;
        this.store.setState({ value, status: 'saved', savedAt: draft.savedAt });
      },
      () => {
        // The copy here goes on; the account's is asked for the next time.
      },
    );
  }

  #body(): string {
    const { value, status } = this.store.getState();
    return status === 'empty' ? '' : JSON.stringify(value);
  }

  #readLocal(): Stored | null {
    try {
      const stored: unknown = JSON.parse(this.#parts.storage.getItem(this.#key) ?? 'null');
      if (typeof stored !== 'object' || stored === null || !('counter' in stored) || !('body' in stored)) return null;
      const { counter, body } = stored;
      return typeof counter === 'number' && typeof body === 'string' ? { counter, body } : null;
    } catch {
      return null;
    }
  }

  #decode(body: string): T | null {
    if (body === '') return null;
    try {
      return this.#parse(JSON.parse(body));
    } catch {
      return null;
    }
  }
}

/** The same kinds of values under the same keys as the empty form has. */
function sameShape<T>(model: T, stored: unknown): stored is T {
  if (model === null || model === undefined) return true;
  if (Array.isArray(model)) return Array.isArray(stored);
  if (typeof model !== 'object') return typeof stored === typeof model;
  if (typeof stored !== 'object' || stored === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...stored };
  return Object.entries(model).every(([key, value]) => sameShape(value, fields[key]));
}
