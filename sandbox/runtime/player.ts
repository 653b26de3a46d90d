import type { Client } from './client.ts';
import type { ServerPlayer } from './server.ts';
import type { CharacterSpec, SandboxClient, SandboxPlayer } from './types.ts';

/** What a player can do that needs the whole sandbox. */
export interface PlayerActions {
  setBank(player: Player, amount: number): void;
  end(player: Player, reason: string, how: 'quit' | 'timeout'): Promise<void>;
  relog(player: Player, spec: CharacterSpec): Promise<void>;
}

/** A player as tests and the web front hold it. */
export class Player implements SandboxPlayer {
  readonly id: number;
  spec: CharacterSpec;
  identifier: string;
  /** Facts of the current character: loaded at the server, known to the client, spawned. */
  readonly seen = { loaded: false, known: false, spawned: false };
  readonly client: SandboxClient;
  readonly connection: ServerPlayer;
  readonly game: Client;
  readonly #actions: PlayerActions;

  constructor(connection: ServerPlayer, game: Client, watched: string, spec: CharacterSpec, actions: PlayerActions) {
    this.id = connection.id;
    this.connection = connection;
    this.game = game;
    this.spec = spec;
    this.identifier = connection.license;
    this.#actions = actions;
    this.client = {
      notifications: game.game.notifications,
      objects: game.game.objects,
      errors: game.errors,
      get animation() {
        const playing = game.game.animation;
        return playing ? `${playing.dictionary}/${playing.clip}` : null;
      },
      get focus() {
        return { ...game.focus };
      },
      activity: () => game.runtimes.get(watched)?.activity() ?? { ticks: 0, timers: 0 },
      set: (state) => game.game.set(state),
    };
  }

  get online(): boolean {
    return this.connection.dropReason === null;
  }

  get dropReason(): string | null {
    return this.connection.dropReason;
  }

  get nui() {
    return this.game.nui;
  }

  command(text: string): void {
    if (text.startsWith('/')) this.game.type(text);
  }

  press(command: string): void {
    this.game.press(command);
  }

  emitNet(name: string, ...values: readonly unknown[]): void {
    this.game.sendEvent(name, this.game.codec.packList(values));
  }

  setBank(amount: number): void {
    this.#actions.setBank(this, amount);
  }

  leave(reason = 'Exiting'): Promise<void> {
    return this.#actions.end(this, reason, 'quit');
  }

  crash(): Promise<void> {
    return this.#actions.end(this, 'Timed out after 60 seconds.', 'timeout');
  }

  relog(spec: CharacterSpec): Promise<void> {
    return this.#actions.relog(this, spec);
  }
}
