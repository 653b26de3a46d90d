import sql, { type Sql } from 'sql-template-tag';
import * as z from 'zod/mini';
import { IntakeForm, type Service, ServiceKind } from '../../../shared/features/services/model.ts';
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
});

export const services = {
  all: async (db: Database): Promise<Service[]> =>
    (
      await db.all(
        ServiceRow,
        sql`SELECT id, code, kind, name, description, price, form, active, position, version
          FROM atelier_service ORDER BY position, code`,
      )
    ).map((row) => ({ ...row, active: row.active === 1 })),

  /** Two servers may seed at once: the code is unique, the first row stays. */
  add: (service: Service, now: number): Sql =>
    sql`INSERT IGNORE INTO atelier_service
      (id, code, kind, name, description, price, form, active, position, created_at, version, head)
      VALUES (${service.id}, ${service.code}, ${service.kind}, ${JSON.stringify(service.name)},
        ${JSON.stringify(service.description)}, ${service.price}, ${JSON.stringify(service.form)},
        ${service.active ? 1 : 0}, ${service.position}, ${now}, ${service.version}, ${FIRST_HEAD})`,
};
