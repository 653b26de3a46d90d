import sql, { type Sql } from 'sql-template-tag';
import * as z from 'zod/mini';
import { IntakeForm, type Service, ServiceKind, type StoredService } from '../../../shared/features/services/model.ts';
import { Localized } from '../../../shared/schema.ts';
import { type Database, json } from '../../core/database.ts';
import { FIRST_HEAD } from '../../core/history.ts';

const Texts = json(Localized(z.string()));

const ServiceRow = z.object({
  id: z.string(),
  code: z.string(),
  kind: ServiceKind,
  name: Texts,
  description: Texts,
  price: z.nullable(z.number()),
  form: json(IntakeForm),
  active: z.number(),
  position: z.number(),
  version: z.number(),
  head: z.string(),
});

const COLUMNS = sql`id, code, kind, name, description, price, form, active, position, version, head`;

export const services = {
  all: async (db: Database): Promise<StoredService[]> =>
    (await db.all(ServiceRow, sql`SELECT ${COLUMNS} FROM atelier_service ORDER BY position, code`)).map(stored),

  find: async (db: Database, id: string): Promise<StoredService | null> => {
    const row = await db.one(ServiceRow, sql`SELECT ${COLUMNS} FROM atelier_service WHERE id = ${id}`);
    return row && stored(row);
  },

  /** Two servers may seed at once: the code is unique, the first row stays. */
  seed: (service: Service, now: number): Sql => insert(sql`INSERT IGNORE INTO`, service, now, FIRST_HEAD, null),

  add: (service: Service, now: number, head: string, stamp: string): Sql =>
    insert(sql`INSERT INTO`, service, now, head, stamp),

  /** The compare-and-swap on the version that was looked at. */
  replace: (before: StoredService, after: Service, head: string, stamp: string): Sql =>
    sql`UPDATE atelier_service SET kind = ${after.kind}, name = ${JSON.stringify(after.name)},
        description = ${JSON.stringify(after.description)}, price = ${after.price}, form = ${JSON.stringify(after.form)},
        active = ${after.active ? 1 : 0}, position = ${after.position}, version = version + 1, head = ${head},
        stamp = ${stamp}
      WHERE id = ${before.id} AND version = ${before.version}`,
};

function insert(into: Sql, service: Service, now: number, head: string, stamp: string | null): Sql {
  return sql`${into} atelier_service
    (id, code, kind, name, description, price, form, active, position, created_at, version, head, stamp)
    VALUES (${service.id}, ${service.code}, ${service.kind}, ${JSON.stringify(service.name)},
      ${JSON.stringify(service.description)}, ${service.price}, ${JSON.stringify(service.form)},
      ${service.active ? 1 : 0}, ${service.position}, ${now}, ${service.version}, ${head}, ${stamp})`;
}

const stored = (row: z.infer<typeof ServiceRow>): StoredService => ({ ...row, active: row.active === 1 });
