import type { Service } from '../../../shared/features/services/model.ts';
import { newId } from '../../../shared/ids.ts';
import type { Database } from '../../core/database.ts';
import type { Machine } from '../../core/ports.ts';
import { services } from './repository.ts';
import { SEED } from './seed.ts';

/** The price list lives in memory: it is small, and every screen shows it. */
export class Catalogue {
  #byId = new Map<string, Service>();

  /** At start: reads the list, and fills it on a fresh install. */
  async load(db: Database, machine: Machine): Promise<void> {
    let list = await services.all(db);
    if (list.length === 0) {
      const now = machine.now();
      await db.batch(
        SEED.map((seed, position) =>
          services.add({ ...seed, id: newId(now, machine.random), active: true, position, version: 0 }, now),
        ),
      );
      list = await services.all(db);
    }
    this.#byId = new Map(list.map((service) => [service.id, service]));
  }

  /** What can be ordered, in the order of the list. */
  active(): Service[] {
    return [...this.#byId.values()].filter((service) => service.active);
  }

  /** Undefined when it was archived or never existed. */
  orderable(id: string): Service | undefined {
    const service = this.#byId.get(id);
    return service?.active ? service : undefined;
  }
}
