import sql, { type Sql } from 'sql-template-tag';
import * as z from 'zod/mini';
import type { PaymentMethod, StoredRequest } from '../../../shared/features/requests/model.ts';
import type { Database } from '../../core/database.ts';
import type { Parts } from './money.ts';
import { PAYMENT, PaymentRow, purchases } from './repository.ts';

export interface NewPayment {
  readonly id: string;
  readonly requestId: string;
  readonly kind: 'payment' | 'refund';
  readonly of: string | null;
  readonly method: PaymentMethod;
  readonly amount: number;
  readonly parts: Parts;
  readonly state: 'pending' | 'paid' | 'owed';
  readonly actorId: string;
  readonly commandId: string;
  readonly characterKey: string | null;
  readonly reference: string;
  readonly now: number;
}

/** The ledger of money, and what it changes in the request's own rows. */
export const ledger = {
  find: (db: Database, id: string): Promise<PaymentRow | null> =>
    db.one(PaymentRow, sql`SELECT ${PAYMENT} FROM atelier_payment WHERE id = ${id}`),

  /** What has not come to its end: payments under way, refunds owed, changes of money not yet seen in a saved row. */
  unsettled: (db: Database, limit: number): Promise<PaymentRow[]> =>
    db.all(
      PaymentRow,
      sql`SELECT ${PAYMENT} FROM atelier_payment
        WHERE method = 'esx_bank' AND (state IN ('pending', 'owed') OR (state = 'paid' AND confirmed = 0))
        ORDER BY created_at LIMIT ${limit}`,
    ),

  /** First step of a payment: the request is held, the row exists, no money has moved. */
  begin: (request: StoredRequest, payment: NewPayment): Sql[] => [
    sql`UPDATE atelier_request SET paying = ${payment.id}
      WHERE id = ${request.id} AND version = ${request.version} AND paying IS NULL`,
    insert(payment, sql`FROM atelier_request r WHERE r.id = ${request.id} AND r.paying = ${payment.id}`),
  ],

  /** The money did not move: the request is let go. */
  fail: (requestId: string, id: string): Sql[] => [
    sql`UPDATE atelier_payment SET state = 'failed' WHERE id = ${id} AND state = 'pending'`,
    sql`UPDATE atelier_request SET paying = NULL WHERE id = ${requestId} AND paying = ${id}`,
  ],

  /** The swap of a payment that has been charged: only the one that holds the request may do it. */
  finish: (
    request: StoredRequest,
    id: string,
    change: { method: PaymentMethod; now: number; commandId: string; head: string },
  ): Sql =>
    sql`UPDATE atelier_request SET paying = NULL, method = ${change.method}, changed_at = ${change.now},
        version = version + 1, head = ${change.head}, stamp = ${change.commandId}
      WHERE id = ${request.id} AND version = ${request.version} AND paying = ${id}`,

  /** The swap of a movement that needs no first step. */
  swap: (
    request: StoredRequest,
    change: { method: PaymentMethod; now: number; commandId: string; head: string },
  ): Sql =>
    sql`UPDATE atelier_request SET method = ${change.method}, changed_at = ${change.now}, version = version + 1,
        head = ${change.head}, stamp = ${change.commandId}
      WHERE id = ${request.id} AND version = ${request.version} AND paying IS NULL`,

  /** A row that is written together with the swap. */
  add: (payment: NewPayment, seq: number): Sql =>
    insert(payment, sql`FROM atelier_request r WHERE ${swapped(payment.requestId, payment.commandId, seq)}`),

  settle: (requestId: string, id: string, commandId: string, seq: number, now: number): Sql =>
    sql`UPDATE atelier_payment p JOIN atelier_request r ON ${swapped(requestId, commandId, seq)}
      SET p.state = 'paid', p.settled_at = ${now} WHERE p.id = ${id}`,

  state: (id: string, from: string, to: 'pending' | 'paid' | 'owed', now: number): Sql =>
    sql`UPDATE atelier_payment SET state = ${to}, settled_at = ${now} WHERE id = ${id} AND state = ${from}`,

  /** Both with the swap of the same batch: the payment never was, and neither was what it gave back. */
  reverse: (requestId: string, id: string, commandId: string, seq: number, now: number): Sql =>
    sql`UPDATE atelier_payment p JOIN atelier_request r ON ${swapped(requestId, commandId, seq)}
      SET p.state = 'reversed', p.settled_at = ${now} WHERE p.id = ${id} AND p.state = 'paid'`,

  voidRefunds: (requestId: string, id: string, commandId: string, seq: number): Sql =>
    sql`UPDATE atelier_payment p JOIN atelier_request r ON ${swapped(requestId, commandId, seq)}
      SET p.state = 'failed' WHERE p.of_payment = ${id} AND p.confirmed = 0`,

  confirm: (id: string): Sql => sql`UPDATE atelier_payment SET confirmed = 1 WHERE id = ${id}`,

  /** What lines hold, and how many purchases their client has. */
  apply: (requestId: string, commandId: string, seq: number, parts: Parts, sign: 1 | -1, bought: number): Sql[] => [
    ...Object.entries(parts).map(
      ([
        lineId,
        amount,
      ]) => sql`UPDATE atelier_request_line l JOIN atelier_request r ON ${swapped(requestId, commandId, seq)}
        SET l.paid = ${sign === 1 ? sql`l.paid + ${amount}` : sql`l.paid - ${amount}`}
        WHERE l.request_id = r.id AND l.id = ${lineId}`,
    ),
    ...(bought === 0 ? [] : [purchases(bought, swapped(requestId, commandId, seq))]),
  ],

  openPayment: async (db: Database, requestId: string): Promise<string | null> =>
    (
      await db.one(
        z.object({ paying: z.nullable(z.string()) }),
        sql`SELECT paying FROM atelier_request WHERE id = ${requestId}`,
      )
    )?.paying ?? null,
};

const swapped = (requestId: string, commandId: string, seq: number): Sql =>
  sql`r.id = ${requestId} AND r.stamp = ${commandId} AND r.version = ${seq}`;

function insert(payment: NewPayment, where: Sql): Sql {
  return sql`INSERT INTO atelier_payment (id, request_id, kind, of_payment, method, amount, parts, state, actor_id, command_id,
      character_key, reference, created_at)
    SELECT ${payment.id}, ${payment.requestId}, ${payment.kind}, ${payment.of}, ${payment.method}, ${payment.amount},
      ${JSON.stringify(payment.parts)}, ${payment.state}, ${payment.actorId}, ${payment.commandId}, ${payment.characterKey},
      ${payment.reference}, ${payment.now} ${where}`;
}
