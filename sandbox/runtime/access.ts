/** The platform's access control: entries for objects, inheritance between principals, "deny" wins. */
export class AccessControl {
  readonly #entries: { readonly principal: string; readonly object: string; readonly allow: boolean }[] = [];
  /** A multimap: the same pair may be there several times, and goes away all at once. */
  #parents: { readonly child: string; readonly parent: string }[] = [];

  addAce(principal: string, object: string, allow: boolean): void {
    this.#entries.push({ principal, object, allow });
  }

  removeAce(principal: string, object: string, allow: boolean): void {
    for (let i = this.#entries.length - 1; i >= 0; i--) {
      const entry = this.#entries[i];
      if (entry?.principal === principal && entry.object === object && entry.allow === allow) {
        this.#entries.splice(i, 1);
      }
    }
  }

  addPrincipal(child: string, parent: string): void {
    this.#parents.push({ child, parent });
  }

  removePrincipal(child: string, parent: string): void {
    this.#parents = this.#parents.filter((pair) => pair.child !== child || pair.parent !== parent);
  }

  isAllowed(principals: readonly string[], object: string): boolean {
    const everyone = this.#inherited([...principals, 'builtin.everyone']);
    let allowed = false;
    for (const entry of this.#entries) {
      if (!everyone.has(entry.principal)) continue;
      if (object !== entry.object && !object.startsWith(`${entry.object}.`)) continue;
      if (!entry.allow) return false;
      allowed = true;
    }
    return allowed;
  }

  #inherited(principals: readonly string[]): Set<string> {
    const found = new Set(principals);
    for (const principal of found) {
      for (const pair of this.#parents) if (pair.child === principal) found.add(pair.parent);
    }
    return found;
  }
}
