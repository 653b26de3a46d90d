import type { Resource } from './resource.ts';
import type { NuiBridge } from './types.ts';

export interface NuiAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

export interface NuiRequest {
  readonly callback: string;
  readonly body: string;
  readonly answer: (answer: NuiAnswer) => void;
}

/** The page of one resource at one player, seen from outside: what a browser does with it. */
export class NuiFrame implements NuiBridge {
  loaded = 0;
  readonly #resource: () => Resource | undefined;
  readonly #requests: NuiRequest[] = [];
  readonly #messages: string[] = [];
  readonly #onMessage = new Set<(data: unknown) => void>();
  readonly #onFrame = new Set<(state: 'created' | 'destroyed') => void>();

  constructor(resource: () => Resource | undefined) {
    this.#resource = resource;
  }

  get root(): string {
    return this.#resource()?.folder ?? '';
  }

  get page(): string {
    return this.#resource()?.manifest.first('ui_page') ?? '';
  }

  serves(path: string): boolean {
    return this.#resource()?.manifest.isForClients(path) ?? false;
  }

  post(callback: string, body: string): Promise<NuiAnswer> {
    return new Promise((answer) => {
      this.#requests.push({ callback: callback.replace(/^\/+/, ''), body, answer });
    });
  }

  onMessage(listener: (data: unknown) => void): () => void {
    this.#onMessage.add(listener);
    return () => this.#onMessage.delete(listener);
  }

  onFrame(listener: (state: 'created' | 'destroyed') => void): () => void {
    this.#onFrame.add(listener);
    return () => this.#onFrame.delete(listener);
  }

  // ---- the client's side -------------------------------------------------------------------------------------------

  get busy(): boolean {
    return this.#requests.length > 0 || this.#messages.length > 0;
  }

  takeRequests(): NuiRequest[] {
    return this.#requests.splice(0);
  }

  queueMessage(json: string): void {
    this.#messages.push(json);
  }

  /** After the frame, so that a listener never runs inside a script. */
  deliver(): void {
    if (this.#messages.length === 0) return;
    for (const json of this.#messages.splice(0)) {
      if (this.#onMessage.size === 0) continue;
      const data: unknown = JSON.parse(json);
      for (const listener of [...this.#onMessage]) listener(data);
    }
  }

  create(): void {
    this.loaded++;
    for (const listener of [...this.#onFrame]) listener('created');
  }

  destroy(): void {
    this.#messages.length = 0;
    for (const listener of [...this.#onFrame]) listener('destroyed');
  }
}
