import type { Sandbox, SandboxPlayer } from '../../sandbox/index.ts';
import type {
  EntryName,
  FeedEvent,
  FeedName,
  Input,
  Output,
  ProcedureName,
  Snapshot,
} from '../../shared/contract/index.ts';
import { feedKey, type WireError } from '../../shared/contract/wire.ts';

/** What the server refused a call with. */
export class Refused extends Error {
  readonly error: WireError;

  constructor(error: WireError) {
    super(error.code);
    this.error = error;
  }
}

type Message = { readonly t: string } & Record<string, unknown>;

export interface View<N extends FeedName> {
  readonly snapshot: Snapshot<N>;
  readonly events: readonly FeedEvent<N>[];
  /** The reason for which the server ended the view, if it did. */
  readonly ended: string | undefined;
}

let commands = 0;
/** A command id as the page makes them; unique in this process. */
export const commandId = (): string => `test-command-${String(++commands).padStart(8, '0')}`;

/**
 * A tablet without a screen: it speaks the page's side of the wire through the built client script, so that a test
 * walks the real path (page → client script → net event → server → database and back) without a browser.
 */
export class Tablet {
  readonly player: SandboxPlayer;
  readonly messages: Message[] = [];
  readonly #sandbox: Sandbox;
  readonly #views = new Map<string, { events: unknown[]; ended: string | undefined }>();
  #calls = 0;

  constructor(sandbox: Sandbox, player: SandboxPlayer) {
    this.#sandbox = sandbox;
    this.player = player;
    const listen = () => player.nui.onMessage((data) => this.#receive(data));
    let stop = listen();
    // A restart of the resource makes a new page, which listens anew.
    player.nui.onFrame((state) => {
      if (state !== 'created') return;
      stop();
      stop = listen();
    });
  }

  /** As a player does: the page says that it listens, then the command is typed. */
  async open(): Promise<void> {
    await this.ready();
    this.player.command('/atelier');
    await this.#sandbox.until(() => this.messages.some(({ t }) => t === 'open'), { what: 'the tablet to open' });
  }

  async ready(): Promise<void> {
    this.player.nui.post('ready', '').catch(() => undefined);
    await this.#sandbox.until(() => this.messages.some(({ t }) => t === 'hello'), {
      what: 'the client script to say hello',
    });
  }

  /** Sends any text as a frame; what the page would never send, too. */
  send(frame: string): void {
    this.player.nui.post('call', frame).catch(() => undefined);
  }

  query<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>> {
    return this.raw('q', name, input) as Promise<Output<N>>;
  }

  note<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>> {
    return this.raw('n', name, input) as Promise<Output<N>>;
  }

  command<N extends ProcedureName>(name: N, input: Input<N>, id = commandId()): Promise<Output<N>> {
    return this.raw('c', name, input, id) as Promise<Output<N>>;
  }

  async watch<N extends FeedName>(name: N, input: Input<N>): Promise<View<N>> {
    const key = feedKey(name, input);
    const view = { events: [] as unknown[], ended: undefined as string | undefined };
    this.#views.set(key, view);
    const snapshot = (await this.raw('o', name, input)) as Snapshot<N>;
    return {
      snapshot,
      get events() {
        return view.events as FeedEvent<N>[];
      },
      get ended() {
        return view.ended;
      },
    };
  }

  /** One call with any input; rejects with `Refused`. */
  async raw(kind: 'q' | 'c' | 'n' | 'o', name: EntryName | string, input: unknown, command?: string): Promise<unknown> {
    const id = ++this.#calls;
    this.send(JSON.stringify({ id, k: kind, n: name, i: input, ...(command !== undefined && { c: command }) }));
    const reply = await this.reply(id);
    if (reply.ok !== true) throw new Refused(reply.e as WireError);
    return reply.d;
  }

  /** The next free id, for frames that a test writes itself. */
  nextId(): number {
    return ++this.#calls;
  }

  async reply(id: number): Promise<Message> {
    const find = () => this.messages.find((message) => message.t === 'r' && message.id === id);
    await this.#sandbox.until(() => find() !== undefined, { what: `the answer to call ${id}`, timeoutMs: 20_000 });
    return find() as Message;
  }

  #receive(data: unknown): void {
    const message = data as Message;
    this.messages.push(message);
    if (message.t !== 'p') return;
    for (const { f, d, x } of message.e as { f: string; d?: unknown; x?: string }[]) {
      const view = this.#views.get(f);
      if (!view) continue;
      if (x === undefined) view.events.push(d);
      else view.ended = x;
    }
  }
}

/** The refusal's code, or `accepted` with what came back: refusals are compared as values. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    return `accepted: ${JSON.stringify(await call)}`;
  } catch (error) {
    if (error instanceof Refused) return error.error.code;
    throw error;
  }
}
