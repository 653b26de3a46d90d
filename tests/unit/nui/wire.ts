import type { Signal, Transport } from '../../../nui/src/rpc/transport.ts';
import type { CallFrame, PageMessage, WireError } from '../../../shared/contract/wire.ts';

/** A client script without a game: keeps what the page sends, and says what a test wants it to say. */
export class FakeWire implements Transport {
  readonly frames: CallFrame[] = [];
  readonly signals: string[] = [];
  #receive: ((message: PageMessage) => void) | undefined;

  send(frame: string): Promise<void> {
    this.frames.push(JSON.parse(frame));
    return Promise.resolve();
  }

  signal(name: Signal, body = ''): void {
    this.signals.push(body === '' ? name : `${name} ${body}`);
  }

  listen(receive: (message: PageMessage) => void): () => void {
    this.#receive = receive;
    return () => {
      this.#receive = undefined;
    };
  }

  say(message: PageMessage): void {
    this.#receive?.(message);
  }

  /** Answers the newest frame with this name. */
  answer(name: string, data: unknown): void {
    this.say({ t: 'r', id: this.newest(name).id, ok: true, d: data });
  }

  refuse(name: string, error: WireError): void {
    this.say({ t: 'r', id: this.newest(name).id, ok: false, e: error });
  }

  newest(name: string): CallFrame {
    const frame = this.named(name).at(-1);
    if (!frame) throw new Error(`No frame ${name} was sent`);
    return frame;
  }

  named(name: string): readonly CallFrame[] {
    return this.frames.filter(({ n, k }) => n === name && k !== 'x');
  }

  closed(name: string): number {
    return this.frames.filter(({ n, k }) => n === name && k === 'x').length;
  }
}

/** Lets promises that are already settled go on. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};
