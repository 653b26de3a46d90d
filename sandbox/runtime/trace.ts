import type { Trace, TraceEvent } from './types.ts';

interface Call {
  readonly resource: string;
  /** Wall clock, ms: when it began. */
  readonly began: number;
  lost: boolean;
}

/** Records what passes between resources, and knows which calls are not answered yet. */
export class Tracer implements Trace {
  #events: TraceEvent[] | null = null;
  #seq = 0;
  #lastCall = 0;
  readonly #calls = new Map<number, Call>();
  readonly #now: () => number;
  tick = 0;
  onAnswer: () => void = () => undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  get recording(): boolean {
    return this.#events !== null;
  }

  start(): void {
    this.#events = [];
  }

  stop(): TraceEvent[] {
    const events = this.#events ?? [];
    this.#events = null;
    return events;
  }

  add(event: Omit<TraceEvent, 'seq' | 'at' | 'tick'>): void {
    if (this.#events === null) return;
    this.#seq++;
    this.#events.push({ seq: this.#seq, at: this.#now(), tick: this.tick, ...event });
  }

  begin(resource: string): number {
    this.#lastCall++;
    this.#calls.set(this.#lastCall, { resource, began: performance.now(), lost: false });
    return this.#lastCall;
  }

  end(call: number): void {
    if (this.#calls.delete(call)) this.onAnswer();
  }

  /** Ids of the calls to that resource that are open now. */
  open(resource: string): number[] {
    return [...this.#calls].filter(([, call]) => call.resource === resource && !call.lost).map(([id]) => id);
  }

  isOpen(call: number): boolean {
    return this.#calls.get(call)?.lost === false;
  }

  pending(resource: string): number {
    let count = 0;
    for (const call of this.#calls.values()) if (call.resource === resource) count++;
    return count;
  }

  /** Calls worth waiting for: not those that have been without an answer for so long that none will come. */
  inFlight(resource: string, patienceMs: number): number {
    const now = performance.now();
    let count = 0;
    for (const call of this.#calls.values()) {
      if (call.resource !== resource || call.lost) continue;
      if (now - call.began > patienceMs) call.lost = true;
      else count++;
    }
    return count;
  }

  /** Nobody waits for the open calls any more: their database went away, or their resource stopped. */
  loseAll(resource: string): void {
    for (const call of this.#calls.values()) if (call.resource === resource) call.lost = true;
  }

  /** The resource stopped: its calls will never be answered. */
  forget(resource: string): void {
    for (const [id, call] of this.#calls) if (call.resource === resource) this.#calls.delete(id);
  }
}
