import type {
  CommandName,
  FeedEvent,
  FeedName,
  Input,
  NoteName,
  Output,
  QueryName,
  Snapshot,
} from '../../../shared/contract/index.ts';
import type { GameFrame, PageMessage } from '../../../shared/contract/wire.ts';
import { Calls } from './calls.ts';
import { setConnection } from './connection.ts';
import { Feeds, type FeedView } from './feeds.ts';
import type { Signal, Transport } from './transport.ts';

export type { FeedView } from './feeds.ts';

/** The contract's schemas stay out of the first chunk, so the kind of these few rows is repeated here, checked by the compiler. */
const NOTES: ReadonlySet<string> = new Set(Object.keys({ 'drafts.save': true } satisfies Record<NoteName, true>));

const READY_TRIES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;
const COMMAND_ID_DIGITS = 20;
/** 64 letters, so that every random byte gives one without bias. */
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-';

/** The page's end of the wire, typed by the contract. All failures are `AppError`. */
export class Api {
  readonly #transport: Transport;
  readonly #calls: Calls;
  readonly #feeds: Feeds;
  #greeted = false;
  #readyTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.#calls = new Calls(transport, () => {
      setConnection('lost');
      this.#feeds.doubt();
    });
    this.#feeds = new Feeds({
      open: (name, input) => this.#calls.request('o', name, input),
      close: (name, input) => this.#calls.post('x', name, input),
    });
  }

  /** Listens and says so until the client script greets. `game` gets what the client script says. */
  start(game: (frame: GameFrame) => void): () => void {
    const stop = this.#transport.listen((message) => this.#receive(message, game));
    this.#sayReady(0);
    return stop;
  }

  signal(name: Signal, body?: string): void {
    this.#transport.signal(name, body);
  }

  /** Reads (a query), or leaves a note. Waits 10 s, asks once more, then rejects with `timeout`. */
  call<N extends QueryName | NoteName>(name: N, input: Input<N>): Promise<Output<N>> {
    // The server answers by the contract that both sides are built from.
    return this.#calls.request(NOTES.has(name) ? 'n' : 'q', name, input) as Promise<Output<N>>;
  }

  /**
   * Changes something, exactly once per command id. Without an answer in 10 s it is sent again with the same id,
   * three times, then rejects with `timeout`: the outcome is unknown, and the same id is safe to use again.
   */
  command<N extends CommandName>(
    name: N,
    input: Input<N>,
    options: { readonly commandId?: string } = {},
  ): Promise<Output<N>> {
    return this.#calls.request('c', name, input, options.commandId ?? newCommandId()) as Promise<Output<N>>;
  }

  /**
   * Looks at a live view until the returned function is called. It opens again by itself after a restart, a lost
   * connection or a reopened tablet; `show` is then called anew.
   */
  watch<N extends FeedName>(name: N, input: Input<N>, view: FeedView<Snapshot<N>, FeedEvent<N>>): () => void {
    return this.#feeds.watch(name, input, view as FeedView<unknown, unknown>);
  }

  /** The tablet closes: no feed, no timer is left. */
  suspend(): void {
    this.#calls.pause();
    this.#feeds.pause();
  }

  /** The tablet opens: what was watched or asked for goes on. */
  resume(): void {
    this.#calls.resume();
    this.#feeds.resume();
  }

  /** The person asks to try again now instead of later. */
  retryNow(): void {
    this.#calls.resend();
    this.#feeds.retryNow();
  }

  /** Another set of rights: refused feeds are tried again. */
  rightsChanged(): void {
    this.#feeds.revive();
  }

  /** Another person: nothing that the former one asked for is sent again. */
  personChanged(): void {
    this.#calls.abandon();
  }

  #receive(message: PageMessage, game: (frame: GameFrame) => void): void {
    switch (message.t) {
      case 'r':
        this.#heard();
        this.#calls.receive(message);
        return;
      case 'p':
        this.#heard();
        this.#feeds.receive(message.e);
        return;
      case 'x':
        this.#heard();
        this.#reset();
        return;
      case 'hello':
        if (this.#greeted) this.#reset();
        this.#greet();
        game(message);
        return;
      case 'open':
      case 'close':
      case 'locale':
        this.#greet();
        game(message);
        return;
    }
  }

  #heard(): void {
    setConnection('online');
    this.#calls.heard();
    this.#feeds.heard();
  }

  #reset(): void {
    this.#calls.restart();
    this.#feeds.reset();
  }

  #greet(): void {
    this.#greeted = true;
    clearTimeout(this.#readyTimer);
  }

  /** The client script may load after the page. */
  #sayReady(tries: number): void {
    this.#transport.signal('ready');
    const wait = READY_TRIES_MS[tries];
    if (wait !== undefined) this.#readyTimer = setTimeout(() => this.#sayReady(tries + 1), wait);
  }
}

/** Unique per act of the person; kept and used again when the same act is sent again. */
export function newCommandId(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(COMMAND_ID_DIGITS))) id += LETTERS.charAt(byte % 64);
  return id;
}
