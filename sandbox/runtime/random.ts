import { createHash } from 'node:crypto';

/** Numbers in [0, 1) that a seed and a name decide. */
export function seededRandom(seed: number, name: string): () => number {
  let state = createHash('sha256').update(`${seed}:${name}`).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
