/** What the page of a player offers to the frame inside it. */
export interface Game {
  /** Calls the client script; null when the sandbox is gone. Never settles when the script never answers. */
  call(callback: string, body: string): Promise<NuiAnswer | null>;
  openUrl(url: string): void;
  /** The frame's document can be shown. */
  pageReady(): void;
  /** The frame lost the keyboard: takes it back while the resource holds the focus. */
  keepFocus(): void;
  /** A key pressed in the frame; the game hears it only when the resource keeps input. */
  key(event: KeyboardEvent): void;
}

export interface NuiAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type GameWindow = Window & { sandboxGame?: Game };
