import { type CallFrame, type FrameKind, MAX_FRAME_BYTES, type ReplyFrame } from '../../../shared/contract/wire.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Transport } from './transport.ts';

/** How long an answer may take, counted from when the frame left the page. */
export const DEADLINE_MS = 10_000;
/** While nobody answers, an opening is only a knock at the door: the next one comes soon. */
export const KNOCK_MS = 3_000;
/** How often a frame without an answer goes out again: a command carries its id, the others only read. */
export const RESENDS: { readonly [K in FrameKind]: number } = { c: 3, q: 1, n: 1, o: 0, x: 0 };

interface Pending {
  readonly kind: FrameKind;
  readonly name: string;
  readonly input: unknown;
  readonly commandId: string | undefined;
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: AppError) => void;
  /** Every id under which it was sent: the answer to any of them is its answer. */
  readonly ids: number[];
  resends: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Calls on their way: each settles once, by its answer or by its deadline. */
export class Calls {
  readonly #transport: Transport;
  readonly #late: () => void;
  readonly #encoder = new TextEncoder();
  readonly #pending = new Map<number, Pending>();
  #id = 0;
  #paused = true;
  #unanswered = false;

  /** `late` is told each time that an answer misses its deadline. */
  constructor(transport: Transport, late: () => void) {
    this.#transport = transport;
    this.#late = late;
  }

  /** Rejects with an `AppError`: the server's, `too_large` without sending anything, or `timeout`. */
  request(kind: FrameKind, name: string, input: unknown, commandId?: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call: Pending = { kind, name, input, commandId, resolve, reject, ids: [], resends: 0, timer: undefined };
      this.#send(call);
    });
  }

  /** A frame without an answer. */
  post(kind: FrameKind, name: string, input: unknown): void {
    this.#transport.send(...this.#encode({ id: ++this.#id, k: kind, n: name, i: input })).catch(() => undefined);
  }

  receive(reply: ReplyFrame): void {
    const call = this.#pending.get(reply.id);
    if (!call) return;
    this.#forget(call);
    if (reply.ok) {
      call.resolve(reply.d);
      return;
    }
    const { code, ...details } = reply.e;
    call.reject(new AppError(code, details));
  }

  /** Anything came from the server. */
  heard(): void {
    this.#unanswered = false;
  }

  /** The tablet is closed: what waits keeps waiting, without timers. */
  pause(): void {
    this.#paused = true;
    for (const call of this.#calls()) clearTimeout(call.timer);
  }

  /** What still has no answer is asked again: a command keeps its id, so nothing happens twice. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    for (const call of this.#calls()) {
      // A feed knows better than its call when it has to be opened again.
      if (call.kind === 'o') this.#fail(call, 'timeout');
      else this.#send(call);
    }
  }

  resend(): void {
    for (const call of this.#calls()) if (call.kind !== 'o') this.#send(call);
  }

  /** The server's session is another one: every deadline starts anew, so that the new session is known before a resend. */
  restart(): void {
    if (this.#paused) return;
    for (const call of this.#calls()) {
      if (call.kind === 'n' || call.kind === 'o') this.#fail(call, 'timeout');
      else this.#watch(call);
    }
  }

  /** The person is another one: what the former one asked for must not happen in the new name. */
  abandon(): void {
    for (const call of this.#calls()) this.#fail(call, 'timeout');
  }

  #calls(): ReadonlySet<Pending> {
    return new Set(this.#pending.values());
  }

  #encode(frame: CallFrame): [string, number] {
    const text = JSON.stringify(frame);
    return [text, this.#encoder.encode(text).length];
  }

  #send(call: Pending): void {
    const id = ++this.#id;
    const { kind: k, name: n, input: i, commandId: c } = call;
    const [text, bytes] = this.#encode(c === undefined ? { id, k, n, i } : { id, k, n, i, c });
    if (bytes > MAX_FRAME_BYTES) {
      this.#forget(call);
      call.reject(new AppError('too_large', { limit: MAX_FRAME_BYTES }));
      return;
    }
    clearTimeout(call.timer);
    call.timer = undefined;
    call.ids.push(id);
    this.#pending.set(id, call);
    this.#transport.send(text, bytes).then(
      () => {
        if (this.#pending.has(id) && call.ids.at(-1) === id && !this.#paused) this.#watch(call);
      },
      () => this.#fail(call, 'timeout'),
    );
  }

  #watch(call: Pending): void {
    clearTimeout(call.timer);
    const deadline = call.kind === 'o' && this.#unanswered ? KNOCK_MS : DEADLINE_MS;
    call.timer = setTimeout(() => {
      this.#unanswered = true;
      this.#late();
      // Telling about the lateness may have settled or sent the call already.
      if (!this.#pending.has(call.ids.at(-1) ?? 0)) return;
      if (call.resends >= RESENDS[call.kind]) {
        this.#fail(call, 'timeout');
        return;
      }
      call.resends += 1;
      this.#send(call);
    }, deadline);
  }

  #fail(call: Pending, code: 'timeout'): void {
    this.#forget(call);
    call.reject(new AppError(code));
  }

  #forget(call: Pending): void {
    clearTimeout(call.timer);
    for (const id of call.ids) this.#pending.delete(id);
  }
}
