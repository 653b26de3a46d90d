import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import { Script } from 'node:vm';

/** The codec of one context; see prelude/codec.js. */
export interface Codec {
  pack(value: unknown): Uint8Array;
  packList(values: readonly unknown[]): Uint8Array;
  packReturn(values: readonly unknown[]): Uint8Array;
  unpack(packed: Uint8Array): unknown;
}

export interface CodecTools {
  refer(callback: (...values: unknown[]) => unknown): string;
  resolve(reference: string): unknown;
  readonly lua: boolean;
}

const read = (name: string): Script =>
  new Script(readFileSync(new URL(`./prelude/${name}`, import.meta.url), 'utf8'), { filename: `citizen:/${name}` });

export const codecScript = read('codec.js');
export const runtimeScript = read('runtime.js');

export const byteTools = {
  Bytes: Uint8Array,
  View: DataView,
  utf8Write: Reflect.get(Buffer.prototype, 'utf8Write'),
  utf8Slice: Reflect.get(Buffer.prototype, 'utf8Slice'),
  latin1Slice: Reflect.get(Buffer.prototype, 'latin1Slice'),
  isArrayBuffer: types.isArrayBuffer,
};

/** A codec whose values belong to the sandbox's own realm. */
export function hostCodec(tools: CodecTools): Codec {
  return codecScript.runInThisContext()({ ...byteTools, ...tools });
}
