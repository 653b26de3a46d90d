/**
 * Follows a bounded list whose oldest entries fall out: each call gives what was added since the last one.
 * Entries are told apart by identity.
 */
export class Tail<T extends object> {
  #last: T | undefined;

  next(list: readonly T[]): readonly T[] {
    const from = this.#last === undefined ? 0 : list.lastIndexOf(this.#last) + 1;
    this.#last = list.at(-1) ?? this.#last;
    return list.slice(from);
  }
}
