import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Machine } from '../core/ports.ts';

/** `historyKey` (server convar `atelier_history_key`) makes the chain of events unforgeable for whoever only has the database. */
export function machine(historyKey: string): Machine {
  return {
    now: () => Date.now(),
    random: (bytes) => randomBytes(bytes),
    digest: (text) => (historyKey === '' ? sha256(text) : createHmac('sha256', historyKey).update(text).digest('hex')),
    wait: (ms) =>
      new Promise((resolve) => {
        setTimeout(resolve, ms);
      }),
  };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const byteLength = (text: string): number => Buffer.byteLength(text);
