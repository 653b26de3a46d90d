import { DEFAULT_LIMITS, type Definition, type RateLimit } from '../../shared/contract/define.ts';
import { entry } from '../../shared/contract/index.ts';
import { COMMAND_ID, type FrameKind, feedKey, MAX_FRAME_BYTES, type WireError } from '../../shared/contract/wire.ts';
import { AppError } from '../../shared/errors.ts';
import { DatabaseError } from './database.ts';
import { admit, type SubjectLoaders } from './gate.ts';
import type { AnyHandler } from './handlers.ts';
import type { Hub } from './hub.ts';
import type { Limiter } from './limiter.ts';
import type { Log, Outlet } from './ports.ts';
import type { Sessions } from './sessions.ts';

export interface RouterParts {
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  readonly loaders: SubjectLoaders;
  readonly sessions: Sessions;
  readonly limiter: Limiter;
  readonly hub: Hub;
  readonly outlet: Outlet;
  readonly log: Log;
  /** UTF-8 length of a text. */
  readonly byteLength: (text: string) => number;
  /** Null while the schema is not in place: every call is answered `unavailable`. */
  readonly ready: () => boolean;
}

interface Frame {
  readonly id: number;
  readonly k: FrameKind;
  readonly n: string;
  readonly i: unknown;
  readonly c: string;
}

const KINDS: { readonly [K in Definition['kind']]: FrameKind } = { query: 'q', command: 'c', note: 'n', feed: 'o' };
/** All frames of one player together: far above what the page sends, far below what hurts. */
const ALL_FRAMES: RateLimit = { calls: 200, perMs: 4_000 };
const FRAME_ID = /^\{"id":(\d{1,9})[,}]/;

/** What arrives from a player: never trusted, answered only when it can be a call. */
export class Router {
  readonly #parts: RouterParts;
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(parts: RouterParts) {
    this.#parts = parts;
  }

  /** `payload` is whatever the network delivered. What cannot be a frame is dropped without an answer. */
  receive(playerId: number, payload: unknown): void {
    const { limiter, byteLength } = this.#parts;
    if (typeof payload !== 'string') return;
    if (limiter.take(playerId, '', ALL_FRAMES) > 0) return;
    if (payload.length > MAX_FRAME_BYTES || byteLength(payload) > MAX_FRAME_BYTES) {
      const id = FRAME_ID.exec(payload.slice(0, 20))?.[1];
      if (id) this.#refuse(playerId, Number(id), new AppError('too_large', { limit: MAX_FRAME_BYTES }));
      return;
    }
    const frame = parseFrame(payload);
    if (!frame) return;
    if (frame.k === 'x') {
      if (isRecord(frame.i)) this.#parts.hub.close(playerId, feedKey(frame.n, frame.i));
      return;
    }
    this.#answer(playerId, frame).then(
      (data) =>
        this.#parts.outlet.send([playerId], JSON.stringify({ t: 'r', id: frame.id, ok: true, d: data ?? null })),
      (error: unknown) => this.#refuse(playerId, frame.id, error),
    );
  }

  forget(playerId: number): void {
    this.#parts.hub.leave(playerId);
    this.#parts.limiter.forget(playerId);
  }

  async #answer(playerId: number, frame: Frame): Promise<unknown> {
    const { handlers, sessions, limiter, ready } = this.#parts;
    const definition = entry(frame.n);
    const handler = handlers.get(frame.n);
    if (!definition || !handler || KINDS[definition.kind] !== frame.k) throw new AppError('not_found');
    if (!ready()) throw new AppError('unavailable');
    const retryMs = limiter.take(playerId, frame.n, definition.limit ?? DEFAULT_LIMITS[definition.kind]);
    if (retryMs > 0) throw new AppError('rate_limited', { retryMs });
    if (frame.k !== 'c') return this.#perform(playerId, frame, definition, handler);

    if (!COMMAND_ID.test(frame.c)) throw new AppError('invalid_input', { fields: [{ path: 'c', code: 'wrong' }] });
    // The same command sent again while it still runs gets the answer of the first.
    const session = await sessions.current(playerId);
    const key = `${session.character.personKey} ${frame.c}`;
    const running = this.#running.get(key);
    if (running) return running;
    const performed = this.#perform(playerId, frame, definition, handler);
    this.#running.set(key, performed);
    const settled = () => this.#running.delete(key);
    performed.then(settled, settled);
    return performed;
  }

  async #perform(playerId: number, frame: Frame, definition: Definition, handler: AnyHandler): Promise<unknown> {
    const { sessions, loaders, hub } = this.#parts;
    const actor = await sessions.current(playerId);
    const { input, subject } = await admit(definition, actor, frame.i, loaders);
    const call = { actor, input, subject, commandId: frame.c };
    if (definition.kind !== 'feed') return handler(call);

    // Join first, then read: what happens in between arrives as an event, and the page holds it until the snapshot.
    const key = feedKey(frame.n, isRecord(input) ? input : {});
    if (!hub.join(playerId, key, subject)) throw new AppError('rate_limited', { retryMs: 1_000 });
    try {
      return await handler(call);
    } catch (error) {
      hub.close(playerId, key);
      throw error;
    }
  }

  #refuse(playerId: number, id: number, error: unknown): void {
    const e = this.#wireError(error);
    this.#parts.outlet.send([playerId], JSON.stringify({ t: 'r', id, ok: false, e }));
  }

  #wireError(error: unknown): WireError {
    if (error instanceof AppError) return { code: error.code, ...error.details };
    this.#parts.log.error('A call failed', error);
    return { code: error instanceof DatabaseError && error.reason === 'deadline' ? 'unavailable' : 'internal' };
  }
}

function parseFrame(text: string): Frame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const { id, k, n, i, c } = value;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) return null;
  if (k !== 'q' && k !== 'c' && k !== 'n' && k !== 'o' && k !== 'x') return null;
  if (typeof n !== 'string' || n.length > 80) return null;
  return { id, k, n, i, c: typeof c === 'string' ? c : '' };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
