import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../../shared/errors.ts';
import type { Request, RequestSummary } from '../../../../shared/features/requests/model.ts';
import type { RequestStatus } from '../../../../shared/features/requests/workflow.ts';

export interface RequestPageOf {
  readonly items: readonly RequestSummary[];
  /** There are older ones. */
  readonly more: boolean;
}

export interface RequestListState {
  readonly state: 'loading' | 'failed' | 'ready';
  /** Newest first. */
  readonly rows: readonly RequestSummary[];
  readonly more: boolean;
  readonly error: AppError | null;
  /** Ids that arrived while the list was on screen and were not looked at yet. */
  readonly arrived: ReadonlySet<string>;
}

export interface RequestList {
  readonly store: StoreApi<RequestListState>;
  /** The newest ones as they are now; may come again at any time. */
  show(page: RequestPageOf): void;
  /** One of them changed, or is new. */
  change(row: RequestSummary): void;
  /** The page after the last row. */
  append(page: RequestPageOf): void;
  fail(error: AppError): void;
  /** Where the next page goes on; null when nothing is shown. */
  cursor(): { readonly createdAt: number; readonly id: string } | null;
  seen(id?: string): void;
}

const EMPTY: ReadonlySet<string> = new Set();

/** Newest first; the same order as the server's pages have. */
const byAge = (a: RequestSummary, b: RequestSummary): number =>
  b.createdAt - a.createdAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/**
 * A list of requests that stays right while pages and live changes arrive in any order: of each request the highest
 * version counts. With `status`, those that leave that state leave the list.
 */
export function createRequestList(filter: { readonly status?: RequestStatus } = {}): RequestList {
  const versions = new Map<string, number>();
  const store = createStore<RequestListState>(() => ({
    state: 'loading',
    rows: [],
    more: false,
    error: null,
    arrived: EMPTY,
  }));

  const fits = ({ status }: RequestSummary): boolean => filter.status === undefined || filter.status === status;

  /** The rows with these put in; what is older than the known version of its request is dropped. */
  const put = (rows: readonly RequestSummary[], incoming: readonly RequestSummary[]): readonly RequestSummary[] => {
    const fresh = incoming.filter(({ id, version }) => (versions.get(id) ?? -1) < version);
    if (fresh.length === 0) return rows;
    for (const { id, version } of fresh) versions.set(id, version);
    const replaced = new Set(fresh.map(({ id }) => id));
    return [...rows.filter(({ id }) => !replaced.has(id)), ...fresh.filter(fits)].sort(byAge);
  };

  return {
    store,

    show(page) {
      const { state, rows, more, arrived } = store.getState();
      const known = new Map(rows.map((row) => [row.id, row]));
      const items = page.items.map((item) => {
        const ours = known.get(item.id);
        return ours && ours.version > item.version ? ours : item;
      });
      const last = page.items.at(-1);
      // Older rows stay only when nothing can be missing between them and the page.
      const joined = page.more && last !== undefined && known.has(last.id);
      const older = joined ? rows.filter((row) => byAge(last, row) < 0) : [];
      const missed = state === 'ready' ? items.filter(({ id }) => !versions.has(id)).map(({ id }) => id) : [];
      for (const { id, version } of items) versions.set(id, version);
      store.setState({
        state: 'ready',
        error: null,
        rows: [...items, ...older],
        more: joined ? more : page.more,
        ...(missed.length > 0 && { arrived: new Set([...arrived, ...missed]) }),
      });
    },

    change(row) {
      const { state, rows, more, arrived } = store.getState();
      if (state !== 'ready') return;
      const known = rows.some(({ id }) => id === row.id);
      const last = rows.at(-1);
      // Beyond the last row lies what was not read yet: it comes with its page.
      if (!known && more && last && byAge(last, row) < 0) return;
      const isNew = !versions.has(row.id);
      const next = put(rows, [row]);
      if (next === rows) return;
      store.setState({ rows: next, ...(isNew && fits(row) && { arrived: new Set([...arrived, row.id]) }) });
    },

    append(page) {
      store.setState(({ rows }) => ({ rows: put(rows, page.items), more: page.more }));
    },

    fail(error) {
      // What is on screen is still true enough to be read.
      if (store.getState().state !== 'ready') store.setState({ state: 'failed', error });
    },

    cursor() {
      const last = store.getState().rows.at(-1);
      return last ? { createdAt: last.createdAt, id: last.id } : null;
    },

    seen(id) {
      const { arrived } = store.getState();
      if (arrived.size === 0 || (id !== undefined && !arrived.has(id))) return;
      store.setState({ arrived: id === undefined ? EMPTY : new Set([...arrived].filter((each) => each !== id)) });
    },
  };
}

/** One request as it is now; what is older than what is shown is dropped. */
export interface RequestFileState {
  readonly state: 'loading' | 'failed' | 'ready';
  readonly request: Request | null;
  readonly error: AppError | null;
}

export interface RequestFile {
  readonly store: StoreApi<RequestFileState>;
  put(request: Request): void;
  /** The server's answer to opening it: it counts even when its version is lower, after a restore of the database. */
  show(request: Request): void;
  fail(error: AppError): void;
}

export function createRequestFile(): RequestFile {
  const store = createStore<RequestFileState>(() => ({ state: 'loading', request: null, error: null }));
  const set = (request: Request) => store.setState({ state: 'ready', request, error: null });
  return {
    store,
    put(request) {
      const known = store.getState().request;
      if (!known || known.version < request.version) set(request);
    },
    show: set,
    fail: (error) => store.setState({ state: 'failed', request: null, error }),
  };
}
