/** A token bucket on the sandbox clock. */
export class Bucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, burst: number, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  consume(count: number, now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#rate);
    this.#at = now;
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }
}

/** Largest payload that a client can send in one event. */
export const MAX_EVENT_BYTES = 384 * 1024;
/** Bytes of one fragment of a latent event. */
export const FRAGMENT_BYTES = 2047;

/** What happens to something that a client sent: it passes, it is lost, or the player is dropped for that reason. */
export type Verdict = 'pass' | 'lost' | { readonly drop: string };

const DEFAULTS = {
  netEvent: [50, 200],
  netEventFlood: [75, 300],
  netEventSize: [128 * 1024, 384 * 1024],
  netCommand: [7, 14],
  netCommandFlood: [25, 45],
  netCommandSize: [1024, 8 * 1024],
  latentEvent: [75, 125],
  stateBag: [75, 125],
  stateBagFlood: [150, 175],
  stateBagSize: [128 * 1024, 256 * 1024],
} as const;
type Key = keyof typeof DEFAULTS;

/** What one player may send. Rates can be changed with convars `rateLimiter_<key>_rate` and `_burst`. */
export class PlayerLimits {
  readonly #buckets = new Map<Key, Bucket>();
  readonly #enabled: boolean;
  readonly #now: () => number;
  readonly #convar: (name: string) => string | null;

  constructor(enabled: boolean, now: () => number, convar: (name: string) => string | null) {
    this.#enabled = enabled;
    this.#now = now;
    this.#convar = convar;
  }

  event(name: string, bytes: number): Verdict {
    if (!this.#take('netEvent', 1)) {
      return this.#take('netEventFlood', 1) ? 'lost' : { drop: 'Reliable network event overflow.' };
    }
    if (!this.#take('netEventSize', bytes)) return { drop: `Reliable network event size overflow: ${name}` };
    return 'pass';
  }

  fragment(): Verdict {
    return this.#take('latentEvent', 1) ? 'pass' : { drop: 'Unreliable network event overflow.' };
  }

  command(bytes: number): Verdict {
    if (!this.#take('netCommand', 1)) {
      return this.#take('netCommandFlood', 1) ? 'lost' : { drop: 'Reliable server command overflow.' };
    }
    return this.#take('netCommandSize', bytes) ? 'pass' : { drop: 'Reliable server command size overflow.' };
  }

  stateBag(bytes: number): Verdict {
    if (!this.#take('stateBag', 1)) {
      return this.#take('stateBagFlood', 1) ? 'lost' : { drop: 'Reliable state bag packet overflow.' };
    }
    return this.#take('stateBagSize', bytes) ? 'pass' : { drop: 'Reliable state bag size overflow.' };
  }

  #take(key: Key, count: number): boolean {
    if (!this.#enabled) return true;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      const [rate, burst] = DEFAULTS[key];
      bucket = new Bucket(
        Number(this.#convar(`rateLimiter_${key}_rate`) ?? rate),
        Number(this.#convar(`rateLimiter_${key}_burst`) ?? burst),
        this.#now(),
      );
      this.#buckets.set(key, bucket);
    }
    return bucket.consume(count, this.#now());
  }
}
