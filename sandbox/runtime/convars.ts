/** Console variables. A change reaches the listeners at once. */
export class Convars {
  readonly #values = new Map<string, { value: string; replicated: boolean }>();
  readonly #listeners = new Set<(name: string) => void>();

  get(name: string, replicatedOnly = false): string | null {
    const found = this.#values.get(name);
    return found && (!replicatedOnly || found.replicated) ? found.value : null;
  }

  isReplicated(name: string): boolean {
    return this.#values.get(name)?.replicated === true;
  }

  set(name: string, value: string, replicated = false): void {
    const known = this.#values.get(name);
    this.#values.set(name, { value, replicated: replicated || known?.replicated === true });
    for (const listener of [...this.#listeners]) listener(name);
  }

  onChange(listener: (name: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export function convarNumber(value: string | null, fallback: number): number {
  if (value === null) return fallback;
  if (value === 'true') return 1;
  if (value === 'false') return 0;
  const number = Number.parseFloat(value);
  return Number.isNaN(number) ? fallback : number;
}
