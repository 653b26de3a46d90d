import type { PageMessage } from '../../../shared/contract/wire.ts';
import { Pacer } from './pacer.ts';

/** What the page can say to the client script besides frames. */
export type Signal = 'ready' | 'close' | 'open' | 'locale';

/** How the page reaches the client script, and through it the server. */
export interface Transport {
  /** Hands a frame of this UTF-8 length over; settles when it has left the page. */
  send(frame: string, bytes: number): Promise<void>;
  signal(name: Signal, body?: string): void;
  /** Returns the way to stop listening. */
  listen(receive: (message: PageMessage) => void): () => void;
}

declare global {
  interface Window {
    /** Given by the game: the name of the resource that this page belongs to. */
    readonly GetParentResourceName?: () => string;
  }
}

/** Nothing outside the page is touched before the first call: tests import this module without a page. */
export function gameTransport(): Transport {
  const post = (callback: string, body: string): void => {
    const resource = window.GetParentResourceName?.() ?? '';
    // The answer comes as a message; a callback that is not there (a restart) shows as a deadline.
    fetch(`https://${resource}/${callback}`, { method: 'POST', body }).catch(() => undefined);
  };
  const pacer = new Pacer((frame) => post('call', frame));
  return {
    send: (frame, bytes) => pacer.send(frame, bytes),
    signal: (name, body = '') => post(name, body),
    listen(receive) {
      const hear = ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data)) receive(data);
      };
      window.addEventListener('message', hear);
      return () => window.removeEventListener('message', hear);
    },
  };
}

const KINDS: ReadonlySet<unknown> = new Set<PageMessage['t']>(['r', 'p', 'x', 'hello', 'open', 'close', 'locale']);

/** Our own server speaks here; the kind is enough to tell its messages from those of a browser extension. */
function isMessage(data: unknown): data is PageMessage {
  return typeof data === 'object' && data !== null && 't' in data && KINDS.has(data.t);
}
