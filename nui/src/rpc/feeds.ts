import { type FeedFrame, feedKey } from '../../../shared/contract/wire.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';

/** What a screen does with a feed. `show` may come again at any time: it replaces what was there. */
export interface FeedView<Snapshot, Event> {
  show(snapshot: Snapshot): void;
  change(event: Event): void;
  /** Nothing can be shown, or not any more; `show` may still follow when it is available again. */
  fail(error: AppError): void;
}

type AnyView = FeedView<unknown, unknown>;

interface Feed {
  readonly key: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly views: Set<AnyView>;
  /** The views that have something on screen: a passing failure does not disturb them. */
  readonly shown: WeakSet<AnyView>;
  state: 'idle' | 'opening' | 'open' | 'waiting' | 'ended';
  /** Grows with each opening: the answer to an older one is ignored. */
  epoch: number;
  /** Events that came before the snapshot. */
  early: unknown[];
  /** The server ended the feed while it was being opened: open once more to be sure. */
  endedEarly: boolean;
  /** What a view that joins later needs; null when it has to be read anew. */
  known: { readonly snapshot: unknown; readonly events: unknown[] } | null;
  error: AppError | null;
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** A feed without viewers stays open this long: going back and forth between screens costs no call. */
export const LINGER_MS = 15_000;
const MAX_KNOWN_EVENTS = 200;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** Worth asking again without anybody doing anything. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['timeout', 'unavailable', 'rate_limited', 'no_character']);

export interface FeedPorts {
  readonly open: (name: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly close: (name: string, input: Readonly<Record<string, unknown>>) => void;
}

/** The live views of this page: one opening at the server per key, however many parts of the screen look at it. */
export class Feeds {
  readonly #ports: FeedPorts;
  readonly #feeds = new Map<string, Feed>();
  #paused = true;

  constructor(ports: FeedPorts) {
    this.#ports = ports;
  }

  watch(name: string, input: Readonly<Record<string, unknown>>, view: AnyView): () => void {
    const key = feedKey(name, input);
    const feed = this.#feeds.get(key) ?? this.#add(key, name, input);
    if (feed.views.size === 0 && feed.state === 'open') clearTimeout(feed.timer);
    feed.views.add(view);
    this.#join(feed, view);
    return () => {
      if (!feed.views.delete(view) || feed.views.size > 0) return;
      if (feed.state === 'open' && !this.#paused) feed.timer = setTimeout(() => this.#drop(feed), LINGER_MS);
      else if (feed.state !== 'opening') this.#drop(feed);
    };
  }

  receive(happenings: readonly FeedFrame[]): void {
    for (const happening of happenings) {
      const feed = this.#feeds.get(happening.f);
      if ('x' in happening) this.#ended(feed, happening.x);
      else this.#event(feed, happening.f, happening.d);
    }
  }

  pause(): void {
    this.#paused = true;
    for (const feed of this.#feeds.values()) {
      if (feed.state === 'open' || feed.state === 'opening') this.#ports.close(feed.name, feed.input);
      this.#rest(feed);
    }
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#openAll(() => true);
  }

  /** The server knows nothing of our feeds any more. */
  reset(): void {
    for (const feed of this.#feeds.values()) this.#rest(feed);
    if (!this.#paused) this.#openAll(() => true);
  }

  /** Rights changed: what was refused may be open now. */
  revive(): void {
    if (!this.#paused) this.#openAll((feed) => feed.state === 'ended');
  }

  /** A call had no answer: whether the open feeds still live is unknown, so they are opened again. */
  doubt(): void {
    for (const feed of this.#feeds.values()) {
      if (feed.state === 'open') this.#wait(feed, new AppError('timeout'));
    }
  }

  /** Somebody answers again. */
  heard(): void {
    this.#openAll((feed) => feed.state === 'waiting' && feed.error?.code === 'timeout');
  }

  retryNow(): void {
    if (!this.#paused) this.#openAll((feed) => feed.state === 'waiting');
  }

  #add(key: string, name: string, input: Readonly<Record<string, unknown>>): Feed {
    const feed: Feed = {
      key,
      name,
      input,
      views: new Set(),
      shown: new WeakSet(),
      state: 'idle',
      epoch: 0,
      early: [],
      endedEarly: false,
      known: null,
      error: null,
      failures: 0,
      timer: undefined,
    };
    this.#feeds.set(key, feed);
    return feed;
  }

  #join(feed: Feed, view: AnyView): void {
    switch (feed.state) {
      case 'open':
        if (feed.known) this.#show(feed, view, feed.known);
        else this.#open(feed);
        return;
      case 'waiting':
        if (feed.error) view.fail(feed.error);
        return;
      case 'opening':
        return;
      case 'idle':
      case 'ended':
        if (!this.#paused) this.#open(feed);
    }
  }

  #open(feed: Feed): void {
    clearTimeout(feed.timer);
    feed.timer = undefined;
    feed.state = 'opening';
    feed.early = [];
    feed.endedEarly = false;
    feed.known = null;
    const epoch = ++feed.epoch;
    this.#ports.open(feed.name, feed.input).then(
      (snapshot) => {
        if (feed.epoch === epoch) this.#opened(feed, snapshot);
      },
      (error: unknown) => {
        if (feed.epoch === epoch) this.#refused(feed, error instanceof AppError ? error : new AppError('internal'));
      },
    );
  }

  #opened(feed: Feed, snapshot: unknown): void {
    feed.state = 'open';
    feed.error = null;
    feed.failures = 0;
    if (feed.views.size === 0) {
      this.#drop(feed);
      return;
    }
    const known = { snapshot, events: feed.early };
    feed.known = known;
    feed.early = [];
    for (const view of [...feed.views]) this.#show(feed, view, known);
    if (feed.endedEarly) this.#wait(feed, new AppError('unavailable'));
  }

  #show(feed: Feed, view: AnyView, { snapshot, events }: NonNullable<Feed['known']>): void {
    feed.shown.add(view);
    view.show(snapshot);
    for (const event of [...events]) view.change(event);
  }

  #refused(feed: Feed, error: AppError): void {
    if (feed.views.size === 0) {
      this.#drop(feed);
      return;
    }
    if (PASSING.has(error.code)) this.#wait(feed, error);
    else this.#end(feed, error);
  }

  #wait(feed: Feed, error: AppError): void {
    feed.state = 'waiting';
    feed.error = error;
    if (feed.views.size === 0) {
      this.#drop(feed);
      return;
    }
    const delay = RETRY_MS[Math.min(feed.failures, RETRY_MS.length - 1)] ?? 0;
    feed.failures += 1;
    clearTimeout(feed.timer);
    feed.timer = setTimeout(() => this.#open(feed), Math.max(delay, error.details.retryMs ?? 0));
    for (const view of [...feed.views]) if (!feed.shown.has(view)) view.fail(error);
  }

  #end(feed: Feed, error: AppError): void {
    clearTimeout(feed.timer);
    feed.state = 'ended';
    feed.error = error;
    feed.known = null;
    for (const view of [...feed.views]) {
      feed.shown.delete(view);
      view.fail(error);
    }
  }

  #ended(feed: Feed | undefined, code: ErrorCode): void {
    if (feed?.state === 'opening') feed.endedEarly = true;
    if (feed?.state !== 'open') return;
    if (feed.views.size === 0) {
      this.#forget(feed);
      return;
    }
    this.#end(feed, new AppError(code));
  }

  #event(feed: Feed | undefined, key: string, event: unknown): void {
    if (feed?.state === 'opening') {
      feed.early.push(event);
      return;
    }
    if (feed?.state !== 'open') {
      // An opening that crossed its own end: say again that nobody looks.
      if (feed) this.#ports.close(feed.name, feed.input);
      else this.#closeByKey(key);
      return;
    }
    if (feed.known && feed.known.events.push(event) > MAX_KNOWN_EVENTS) feed.known = null;
    for (const view of [...feed.views]) view.change(event);
  }

  #closeByKey(key: string): void {
    const [name = '', query] = key.split('?');
    const fields = (query ?? '').split('&').filter((pair) => pair.includes('='));
    this.#ports.close(name, Object.fromEntries(fields.map((pair) => pair.split('=', 2))));
  }

  /** Not open, not trying; a feed that nobody looks at is gone. */
  #rest(feed: Feed): void {
    clearTimeout(feed.timer);
    feed.timer = undefined;
    feed.epoch += 1;
    feed.state = 'idle';
    feed.known = null;
    feed.failures = 0;
    if (feed.views.size === 0) this.#feeds.delete(feed.key);
  }

  #openAll(which: (feed: Feed) => boolean): void {
    for (const feed of [...this.#feeds.values()]) {
      if (feed.views.size > 0 && feed.state !== 'opening' && which(feed)) this.#open(feed);
    }
  }

  #drop(feed: Feed): void {
    if (feed.state === 'open') this.#ports.close(feed.name, feed.input);
    this.#forget(feed);
  }

  #forget(feed: Feed): void {
    clearTimeout(feed.timer);
    feed.epoch += 1;
    if (this.#feeds.get(feed.key) === feed) this.#feeds.delete(feed.key);
  }
}
