import { AppError } from '../../../shared/errors.ts';
import type { Service, StoredService } from '../../../shared/features/services/model.ts';
import { newId } from '../../../shared/ids.ts';
import { commit, replayed } from '../../core/commit.ts';
import type { Database } from '../../core/database.ts';
import { FIRST_HEAD, record } from '../../core/history.ts';
import type { Machine } from '../../core/ports.ts';
import { services } from './repository.ts';
import { SEED } from './seed.ts';

/** Between two neighbours: room for twenty moves into the same gap, and for a price list longer than any. */
const GAP = 1_048_576;

type Written = Pick<Service, 'kind' | 'name' | 'description' | 'price' | 'form'>;

export type ServiceChange = 'edit' | 'archive' | 'restore' | 'move';

/** The price list. It lives in memory, since it is small and every screen shows it; the database is the truth. */
export class Catalogue {
  readonly #db: Database;
  readonly #machine: Machine;
  readonly #changed: (service: Service) => void;
  readonly #byId = new Map<string, StoredService>();

  constructor(db: Database, machine: Machine, changed: (service: Service) => void) {
    this.#db = db;
    this.#machine = machine;
    this.#changed = changed;
  }

  /** At start: reads the list, and fills it on a fresh install. */
  async load(): Promise<void> {
    let list = await services.all(this.#db);
    if (list.length === 0) {
      const now = this.#machine.now();
      await this.#db.batch(
        SEED.map((seed, index) =>
          services.seed(
            { ...seed, id: newId(now, this.#machine.random), active: true, position: (index + 1) * GAP, version: 0 },
            now,
          ),
        ),
      );
      list = await services.all(this.#db);
    }
    this.#byId.clear();
    for (const service of list) this.#byId.set(service.id, service);
  }

  /** What can be ordered, in the order of the list. */
  active(): Service[] {
    return this.all().filter((service) => service.active);
  }

  all(): Service[] {
    return [...this.#byId.values()].sort((a, b) => a.position - b.position).map(shown);
  }

  find(id: string): StoredService | null {
    return this.#byId.get(id) ?? null;
  }

  /** Undefined when it was archived or never existed. */
  orderable(id: string): Service | undefined {
    const service = this.#byId.get(id);
    return service?.active ? service : undefined;
  }

  async create(actorId: string, written: Written, commandId: string): Promise<Service> {
    const now = this.#machine.now();
    const id = newId(now, this.#machine.random);
    const last = this.all().at(-1)?.position ?? 0;
    const service: Service = { ...written, id, code: id, active: true, position: last + GAP, version: 1 };
    const { head, statements } = record(this.#machine, {
      subject: 'service',
      subjectId: id,
      seq: 1,
      kind: 'service.create',
      actorId,
      commandId,
      at: now,
      previous: FIRST_HEAD,
      facts: { after: facts(service) },
    });
    const { done } = await commit(this.#db, this.#machine, {
      actorId,
      commandId,
      statements: [services.add(service, now, head, commandId), ...statements],
      read: async () => null,
    });
    return this.#answer(await services.find(this.#db, done.subject_id));
  }

  /** One change to one service; a service that was changed meanwhile is a conflict. */
  async change(
    actorId: string,
    before: StoredService,
    kind: ServiceChange,
    input: Partial<Written> & { readonly version: number; readonly after?: string | null },
    commandId: string,
  ): Promise<Service> {
    const read = () => services.find(this.#db, before.id);
    const attempt = { actorId, commandId, read };
    if (before.version !== input.version) {
      return this.#answer((await replayed(this.#db, attempt, new AppError('conflict'))).state);
    }
    const after = this.#changedService(before, kind, input);
    const { head, statements } = record(this.#machine, {
      subject: 'service',
      subjectId: before.id,
      seq: before.version + 1,
      kind: `service.${kind}`,
      actorId,
      commandId,
      at: this.#machine.now(),
      previous: before.head,
      facts: { before: facts(before), after: facts(after) },
    });
    const { state } = await commit(this.#db, this.#machine, {
      ...attempt,
      statements: [services.replace(before, after, head, commandId), ...statements],
      refusal: (fresh) => {
        // Another server changed it: from now on this one knows.
        if (fresh) this.#byId.set(fresh.id, fresh);
        return new AppError('conflict');
      },
    });
    return this.#answer(state);
  }

  #changedService(
    before: StoredService,
    kind: ServiceChange,
    input: Partial<Written> & { after?: string | null },
  ): Service {
    switch (kind) {
      case 'edit': {
        const { kind: type, name, description, price, form } = { ...before, ...input };
        return { ...before, kind: type, name, description, price, form };
      }
      case 'archive':
      case 'restore':
        if (before.active === (kind === 'restore')) throw new AppError('invalid_transition');
        return { ...before, active: kind === 'restore' };
      case 'move':
        return { ...before, position: this.#positionAfter(input.after ?? null, before.id) };
    }
  }

  #positionAfter(after: string | null, moved: string): number {
    const others = this.all().filter(({ id }) => id !== moved);
    const index = after === null ? -1 : others.findIndex(({ id }) => id === after);
    if (after !== null && index < 0) throw new AppError('not_found');
    const before = others[index]?.position ?? 0;
    const next = others[index + 1]?.position ?? before + 2 * GAP;
    const position = Math.floor((before + next) / 2);
    // The gap is used up: everything else would have to move, which is not one service's change.
    if (position === before) throw new AppError('conflict');
    return position;
  }

  #answer(service: StoredService | null): Service {
    if (!service) throw new AppError('not_found');
    this.#byId.set(service.id, service);
    this.#changed(shown(service));
    return shown(service);
  }
}

/** Everybody sees the list; the chain's head is nobody's business. */
function shown({ head: _, ...service }: StoredService): Service {
  return service;
}

const facts = ({ kind, name, price, active, position }: Service) => ({ kind, name, price, active, position });
