/** Below the platform's own limits (128 KiB/s and 384 KiB at once, 50 events/s), so that they are never reached. */
export const PACE = { bytesPerSecond: 65_536, byteBurst: 250_000, framesPerSecond: 30, frameBurst: 30 } as const;

interface Waiting {
  readonly frame: string;
  readonly bytes: number;
  readonly sent: () => void;
}

/** Lets frames out in order, as fast as the pace allows. A timer runs only while a frame waits. */
export class Pacer {
  readonly #out: (frame: string) => void;
  readonly #now: () => number;
  #waiting: Waiting[] = [];
  #bytes: number = PACE.byteBurst;
  #frames: number = PACE.frameBurst;
  #at: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(out: (frame: string) => void, now: () => number = Date.now) {
    this.#out = out;
    this.#now = now;
    this.#at = now();
  }

  /** Settles when the frame has left. `bytes` is its UTF-8 length. */
  send(frame: string, bytes: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ frame, bytes, sent: resolve });
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#timer !== undefined) return;
    this.#refill();
    for (;;) {
      const next = this.#waiting[0];
      if (!next) return;
      const wait = Math.max(
        ((next.bytes - this.#bytes) / PACE.bytesPerSecond) * 1_000,
        ((1 - this.#frames) / PACE.framesPerSecond) * 1_000,
      );
      if (wait > 0) {
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          this.#flush();
        }, Math.ceil(wait));
        return;
      }
      this.#bytes -= next.bytes;
      this.#frames -= 1;
      this.#waiting.shift();
      this.#out(next.frame);
      next.sent();
    }
  }

  #refill(): void {
    const now = this.#now();
    const seconds = Math.max(0, now - this.#at) / 1_000;
    this.#at = now;
    this.#bytes = Math.min(PACE.byteBurst, this.#bytes + seconds * PACE.bytesPerSecond);
    this.#frames = Math.min(PACE.frameBurst, this.#frames + seconds * PACE.framesPerSecond);
  }
}
