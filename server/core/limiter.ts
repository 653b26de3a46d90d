import type { RateLimit } from '../../shared/contract/define.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** Token buckets per player and name: a burst of `calls`, then one per `perMs / calls`. */
export class Limiter {
  readonly #now: () => number;
  readonly #players = new Map<number, Map<string, Bucket>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** 0 when the call may pass, else the milliseconds until one may. */
  take(playerId: number, name: string, { calls, perMs }: RateLimit): number {
    const now = this.#now();
    const buckets = this.#players.get(playerId) ?? new Map<string, Bucket>();
    this.#players.set(playerId, buckets);
    const bucket = buckets.get(name) ?? { tokens: calls, at: now };
    buckets.set(name, bucket);
    const perToken = perMs / calls;
    bucket.tokens = Math.min(calls, bucket.tokens + Math.max(0, now - bucket.at) / perToken);
    bucket.at = now;
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) * perToken);
    bucket.tokens -= 1;
    return 0;
  }

  forget(playerId: number): void {
    this.#players.delete(playerId);
  }
}
