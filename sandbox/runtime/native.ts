/** Thrown inside a native; the script that called it gets an Error of its own realm with this message. */
export class NativeFailure extends Error {}

export type Native = (...values: readonly unknown[]) => unknown;
export type Natives = Readonly<Record<string, Native>>;

/** BOOL results are `false` or 1, never `true`. */
export const bool = (fact: boolean): 1 | false => (fact ? 1 : false);

/** A string parameter: 0, null, false and undefined arrive as null. */
export function text(value: unknown): string | null {
  if (value === null || value === undefined || value === false || value === 0) return null;
  return typeof value === 'string' ? value : String(value);
}

export function required(value: unknown, index: number): string {
  const given = text(value);
  if (given === null) throw new NativeFailure(`Argument at index ${index} was null.`);
  return given;
}

export function number(value: unknown): number {
  const given = Number(value);
  return Number.isNaN(given) ? 0 : given;
}

/** Jenkins' one-at-a-time hash of the lower-case text, as a signed 32-bit number. */
export function hashOf(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name.toLowerCase())) {
    hash = (hash + byte) | 0;
    hash = (hash + (hash << 10)) | 0;
    hash ^= hash >>> 6;
  }
  hash = (hash + (hash << 3)) | 0;
  hash ^= hash >>> 11;
  return (hash + (hash << 15)) | 0;
}

export const packedBytes = (value: unknown): Uint8Array =>
  ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.from(String(value), 'latin1');
