/** What the core needs from the machine; the platform folder provides it. */
export interface Machine {
  /** Epoch milliseconds. */
  now(): number;
  random(bytes: number): Uint8Array;
  /** SHA-256 in 64 hexadecimal digits; keyed (HMAC) when the server has a history key. */
  digest(text: string): string;
  wait(ms: number): Promise<void>;
}

export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string, cause?: unknown): void;
}

/** Frames to the players' tablets; `frame` is one JSON string, packed once for all of them. */
export interface Outlet {
  send(playerIds: readonly number[], frame: string): void;
}
