import sql from 'sql-template-tag';
import * as z from 'zod/mini';
import { type Contact, emailKey } from '../../../shared/features/clients/model.ts';
import type { Database } from '../../core/database.ts';
import { FIRST_HEAD } from '../../core/history.ts';

const AccountRow = z.object({
  id: z.string(),
  display_name: z.string(),
  client_since: z.nullable(z.number()),
  person_key: z.nullable(z.string()),
  purchases: z.number(),
  buyer_granted: z.number(),
  version: z.number(),
  head: z.string(),
});
export type AccountRow = z.infer<typeof AccountRow>;

const COLUMNS = sql`id, display_name, client_since, person_key, purchases, buyer_granted, version, head`;

export const accounts = {
  ofPerson: (db: Database, personKey: string): Promise<AccountRow | null> =>
    db.one(AccountRow, sql`SELECT ${COLUMNS} FROM atelier_account WHERE person_key = ${personKey}`),

  byId: (db: Database, id: string): Promise<AccountRow | null> =>
    db.one(AccountRow, sql`SELECT ${COLUMNS} FROM atelier_account WHERE id = ${id}`),

  /** A person without contact details: staff. Two servers may do it at once; one row remains. */
  add: (db: Database, id: string, personKey: string, name: string, now: number): Promise<number> =>
    db.write(
      sql`INSERT IGNORE INTO atelier_account (id, person_key, display_name, created_at, head)
        VALUES (${id}, ${personKey}, ${name}, ${now}, ${FIRST_HEAD})`,
    ),

  emailTaken: async (db: Database, email: string, exceptPerson: string): Promise<boolean> =>
    (await db.one(
      z.object({ found: z.number() }),
      sql`SELECT 1 AS found FROM atelier_contact c JOIN atelier_account a ON a.id = c.account_id
        WHERE c.email_key = ${emailKey(email)} AND (a.person_key IS NULL OR a.person_key <> ${exceptPerson})`,
    )) !== null,
};

export interface NewClient {
  readonly id: string;
  readonly personKey: string;
  readonly name: string;
  readonly contact: Contact;
  readonly consent: number;
  readonly now: number;
  readonly commandId: string;
  readonly head: string;
  /** Version of the account that staff already have; null when there is none. */
  readonly version: number | null;
}

/** The account becomes a client's, and the contact goes with it: both, or nothing. */
export const becomeClient = (client: NewClient) => [
  client.version === null
    ? sql`INSERT INTO atelier_account
        (id, person_key, display_name, client_since, consent_version, consent_at, created_at, version, head, stamp)
        VALUES (${client.id}, ${client.personKey}, ${client.name}, ${client.now}, ${client.consent}, ${client.now},
          ${client.now}, 1, ${client.head}, ${client.commandId})`
    : sql`UPDATE atelier_account SET client_since = ${client.now}, consent_version = ${client.consent},
        consent_at = ${client.now}, version = version + 1, head = ${client.head}, stamp = ${client.commandId}
        WHERE id = ${client.id} AND version = ${client.version} AND client_since IS NULL`,
  sql`INSERT INTO atelier_contact (account_id, last_name, first_name, email, email_key, phone)
    SELECT id, ${client.contact.lastName}, ${client.contact.firstName}, ${client.contact.email},
      ${emailKey(client.contact.email)}, ${client.contact.phone}
    FROM atelier_account WHERE id = ${client.id} AND stamp = ${client.commandId}`,
];

/** What a person's command left, whatever id the account got in an earlier attempt. */
export const signUpDone = (personKey: string, commandId: string) =>
  sql`SELECT e.subject_id, e.seq, e.body FROM atelier_account a
    JOIN atelier_event e ON e.actor_id = a.id AND e.command_id = ${commandId} WHERE a.person_key = ${personKey}`;
