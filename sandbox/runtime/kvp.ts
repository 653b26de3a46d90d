/** Key-value pairs of resources; they outlive the resource, not the sandbox. */
export class KeyValueStore {
  readonly #stores = new Map<string, Map<string, string | number>>();

  of(resource: string): Map<string, string | number> {
    let store = this.#stores.get(resource);
    if (!store) {
      store = new Map();
      this.#stores.set(resource, store);
    }
    return store;
  }
}
