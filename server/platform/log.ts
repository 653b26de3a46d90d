import type { Log } from '../core/ports.ts';

/** The server console. The runtime prints the resource's name before each line. */
export const log: Log = {
  info: (text) => console.log(text),
  warn: (text) => console.warn(text),
  error: (text, cause) => console.error(cause === undefined ? text : `${text}: ${explain(cause)}`),
};

function explain(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
