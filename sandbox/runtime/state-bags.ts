export interface BagEntry {
  readonly packed: Uint8Array;
  readonly replicated: boolean;
}

interface Handler {
  readonly key: string | null;
  readonly bag: string | null;
  readonly call: (bag: string, key: string, entry: BagEntry) => void;
}

/** Values by bag and key, in packed form: what a reader gets is its own copy. */
export class StateBags {
  readonly #bags = new Map<string, Map<string, BagEntry>>();
  readonly #handlers = new Map<number, Handler>();
  #lastHandler = 0;

  get(bag: string, key: string): Uint8Array | null {
    return this.#bags.get(bag)?.get(key)?.packed ?? null;
  }

  keys(bag: string): string[] {
    return [...(this.#bags.get(bag)?.keys() ?? [])];
  }

  /** The handlers hear of it before the value is there, as on the platform. */
  set(bag: string, key: string, entry: BagEntry): void {
    for (const handler of [...this.#handlers.values()]) {
      if (handler.key !== null && handler.key !== key) continue;
      if (handler.bag !== null && !bag.startsWith(handler.bag)) continue;
      handler.call(bag, key, entry);
    }
    let entries = this.#bags.get(bag);
    if (!entries) {
      entries = new Map();
      this.#bags.set(bag, entries);
    }
    entries.set(key, entry);
  }

  remove(bag: string): void {
    this.#bags.delete(bag);
  }

  *replicated(): Iterable<{ readonly bag: string; readonly key: string; readonly entry: BagEntry }> {
    for (const [bag, entries] of this.#bags) {
      for (const [key, entry] of entries) if (entry.replicated) yield { bag, key, entry };
    }
  }

  addHandler(handler: Handler): number {
    this.#lastHandler++;
    this.#handlers.set(this.#lastHandler, handler);
    return this.#lastHandler;
  }

  removeHandler(id: number): void {
    this.#handlers.delete(id);
  }
}
