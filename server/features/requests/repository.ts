import sql, { empty, join, type Sql } from 'sql-template-tag';
import * as z from 'zod/mini';
import {
  type HistoryEntry,
  LINE_STATES,
  OFFER_STATES,
  PAYMENT_METHODS,
  PAYMENT_STATES,
  type Person,
  type Request,
  type RequestLine,
  RequestStatusSchema,
  type RequestSummary,
  SIDES,
  type Side,
  type StoredRequest,
} from '../../../shared/features/requests/model.ts';
import { type Comment, type Result, WrittenResult } from '../../../shared/features/requests/result.ts';
import type { RequestStatus } from '../../../shared/features/requests/workflow.ts';
import { Answers, IntakeForm, ServiceKind } from '../../../shared/features/services/model.ts';
import { Localized } from '../../../shared/schema.ts';
import { type Database, json } from '../../core/database.ts';
import type { Effect } from './decide.ts';
import { sum } from './money.ts';

const StoredRow = z.object({
  id: z.string(),
  client_id: z.string(),
  assignee_id: z.nullable(z.string()),
  status: RequestStatusSchema,
  held_from: z.nullable(RequestStatusSchema),
  method: z.nullable(z.enum(PAYMENT_METHODS)),
  paying: z.nullable(z.string()),
  version: z.number(),
  head: z.string(),
});

const StoredLineRow = z.object({
  id: z.string(),
  listed_price: z.nullable(z.number()),
  final_price: z.nullable(z.number()),
  agreed_seq: z.nullable(z.number()),
  paid: z.number(),
  state: z.enum(LINE_STATES),
});

export const PaymentRow = z.object({
  id: z.string(),
  request_id: z.string(),
  kind: z.enum(['payment', 'refund']),
  of_payment: z.nullable(z.string()),
  method: z.enum(PAYMENT_METHODS),
  amount: z.number(),
  parts: json(z.record(z.string(), z.number())),
  state: z.enum(PAYMENT_STATES),
  actor_id: z.string(),
  command_id: z.string(),
  character_key: z.nullable(z.string()),
  reference: z.string(),
  created_at: z.number(),
});
export type PaymentRow = z.infer<typeof PaymentRow>;
export const PAYMENT = sql`id, request_id, kind, of_payment, method, amount, parts, state, actor_id, command_id, character_key,
  reference, created_at`;

const ResultRow = z.object({
  revision: z.number(),
  at: z.number(),
  author_name: z.nullable(z.string()),
  body: json(WrittenResult),
});

const CommentRow = z.object({
  id: z.string(),
  line_id: z.nullable(z.string()),
  reply_to: z.nullable(z.string()),
  author_id: z.string(),
  author_name: z.nullable(z.string()),
  side: z.enum(SIDES),
  text: z.string(),
  rating: z.nullable(z.number()),
  at: z.number(),
  edited_at: z.nullable(z.number()),
  hidden: z.number(),
});

const StoredOfferRow = z.object({
  id: z.string(),
  line_id: z.string(),
  side: z.enum(SIDES),
  amount: z.number(),
  expires_at: z.nullable(z.number()),
});

const OfferRow = z.extend(StoredOfferRow, {
  author_name: z.nullable(z.string()),
  note: z.string(),
  state: z.enum(OFFER_STATES),
  created_at: z.number(),
});

const SummaryRow = z.object({
  id: z.string(),
  reference: z.string(),
  title: z.string(),
  status: RequestStatusSchema,
  client_id: z.string(),
  client_name: z.string(),
  assignee_id: z.nullable(z.string()),
  assignee_name: z.nullable(z.string()),
  line_count: z.number(),
  listed_total: z.nullable(z.number()),
  created_at: z.number(),
  changed_at: z.number(),
  version: z.number(),
});

const DetailRow = z.extend(SummaryRow, {
  description: z.string(),
  held_from: z.nullable(RequestStatusSchema),
  method: z.nullable(z.enum(PAYMENT_METHODS)),
  paying: z.nullable(z.string()),
  head: z.string(),
});

const LineRow = z.object({
  id: z.string(),
  service_id: z.string(),
  kind: ServiceKind,
  name: json(Localized(z.string())),
  form: json(IntakeForm),
  answers: json(Answers),
  listed_price: z.nullable(z.number()),
  final_price: z.nullable(z.number()),
  agreed_seq: z.nullable(z.number()),
  paid: z.number(),
  state: z.enum(LINE_STATES),
});

const EventRow = z.object({
  seq: z.number(),
  kind: z.string(),
  at: z.number(),
  body: json(z.object({ from: z.nullable(RequestStatusSchema), to: RequestStatusSchema, staff: z.boolean() })),
  actor_name: z.nullable(z.string()),
  note: z.nullable(z.string()),
});

const SUMMARY = sql`r.id, r.reference, r.title, r.status, r.client_id, c.display_name AS client_name, r.assignee_id,
  s.display_name AS assignee_name, r.line_count, r.listed_total, r.created_at, r.changed_at, r.version`;
const WITH_PEOPLE = sql`atelier_request r JOIN atelier_account c ON c.id = r.client_id
  LEFT JOIN atelier_account s ON s.id = r.assignee_id`;

/** Where a page goes on: after the last row that the caller has, newest first. */
export interface Cursor {
  readonly createdAt: number;
  readonly id: string;
}

export interface PageFilter {
  readonly clientId?: string;
  readonly status?: RequestStatus | undefined;
  readonly before?: Cursor | undefined;
  readonly size: number;
}

/** A request with all that belongs to it, and the facts that access is decided on. */
export interface Detail {
  readonly request: Request;
  /** What a list shows of it. */
  readonly summary: RequestSummary;
  readonly stored: StoredRequest;
}

export const requestRepository = {
  find: async (db: Database, id: string): Promise<StoredRequest | null> => {
    const [row, lines, offers, payments, results, comments] = await Promise.all([
      db.one(
        StoredRow,
        sql`SELECT id, client_id, assignee_id, status, held_from, method, paying, version, head FROM atelier_request WHERE id = ${id}`,
      ),
      db.all(
        StoredLineRow,
        sql`SELECT id, listed_price, final_price, agreed_seq, paid, state FROM atelier_request_line WHERE request_id = ${id} ORDER BY position`,
      ),
      db.all(
        StoredOfferRow,
        sql`SELECT id, line_id, side, amount, expires_at FROM atelier_offer WHERE request_id = ${id} AND state = 'open'`,
      ),
      paymentsOf(db, id),
      resultsOf(db, id),
      commentsOf(db, id),
    ]);
    return row && stored(row, { lines, offers, payments, results, comments });
  },

  /** One round trip: the three reads go together. */
  detail: async (db: Database, id: string): Promise<Detail | null> => {
    const [row, lines, offers, payments, results, comments, events] = await Promise.all([
      db.one(
        DetailRow,
        sql`SELECT ${SUMMARY}, r.description, r.held_from, r.method, r.paying, r.head FROM ${WITH_PEOPLE} WHERE r.id = ${id}`,
      ),
      db.all(
        LineRow,
        sql`SELECT id, service_id, kind, name, form, answers, listed_price, final_price, agreed_seq, paid, state FROM atelier_request_line
          WHERE request_id = ${id} ORDER BY position`,
      ),
      db.all(
        OfferRow,
        sql`SELECT o.id, o.line_id, o.side, o.amount, o.expires_at, o.note, o.state, o.created_at,
            a.display_name AS author_name
          FROM atelier_offer o LEFT JOIN atelier_account a ON a.id = o.author_id
          WHERE o.request_id = ${id} ORDER BY o.seq, o.id`,
      ),
      paymentsOf(db, id),
      resultsOf(db, id),
      commentsOf(db, id),
      db.all(
        EventRow,
        sql`SELECT e.seq, e.kind, e.at, e.body, a.display_name AS actor_name, t.text AS note FROM atelier_event e
          LEFT JOIN atelier_account a ON a.id = e.actor_id
          LEFT JOIN atelier_text t ON t.subject_kind = e.subject_kind AND t.subject_id = e.subject_id AND t.seq = e.seq
          WHERE e.subject_kind = 'request' AND e.subject_id = ${id} ORDER BY e.seq`,
      ),
    ]);
    if (!row) return null;
    const short = summary(row);
    return {
      summary: short,
      stored: stored(row, {
        lines,
        offers: offers.filter(({ state }) => state === 'open'),
        payments,
        results,
        comments,
      }),
      request: {
        ...short,
        description: row.description,
        heldFrom: row.held_from,
        lines: lines.map((each) => line(each, offers)),
        results: results.map((result) => shownResult(result, lines)),
        comments: comments.map(comment),
        method: row.method,
        payments: payments
          .filter(({ state }) => state !== 'failed')
          .map(({ id: paymentId, kind, method, amount, state, reference, created_at }) => ({
            id: paymentId,
            kind,
            method,
            amount,
            state,
            reference,
            createdAt: created_at,
          })),
        // A read that overlaps a change may already see its event: the list ends where the row does.
        history: events.filter(({ seq }) => seq <= row.version).map(historyEntry),
      },
    };
  },

  page: async (db: Database, { clientId, status, before, size }: PageFilter) => {
    const conditions = [
      ...(clientId === undefined ? [] : [sql`r.client_id = ${clientId}`]),
      ...(status === undefined ? [] : [sql`r.status = ${status}`]),
      ...(before === undefined
        ? []
        : [sql`r.created_at <= ${before.createdAt} AND (r.created_at < ${before.createdAt} OR r.id < ${before.id})`]),
    ];
    const where = conditions.length === 0 ? empty : sql`WHERE ${join(conditions, ' AND ')}`;
    const rows = await db.all(
      SummaryRow,
      sql`SELECT ${SUMMARY} FROM ${WITH_PEOPLE} ${where} ORDER BY r.created_at DESC, r.id DESC LIMIT ${size + 1}`,
    );
    return { items: rows.slice(0, size).map(summary), more: rows.length > size };
  },

  /** The id behind a reference that somebody reads aloud. */
  idOf: async (db: Database, reference: string): Promise<string | null> =>
    (await db.one(z.object({ id: z.string() }), sql`SELECT id FROM atelier_request WHERE reference = ${reference}`))
      ?.id ?? null,

  /** All requests in the order of their ids, for a walk over everything. */
  idsAfter: async (db: Database, after: string, size: number): Promise<{ id: string; reference: string }[]> =>
    db.all(
      z.object({ id: z.string(), reference: z.string() }),
      sql`SELECT id, reference FROM atelier_request WHERE id > ${after} ORDER BY id LIMIT ${size}`,
    ),

  /** Delivered before this time, and not answered since. */
  unanswered: async (db: Database, before: number, limit: number): Promise<string[]> =>
    (
      await db.all(
        z.object({ id: z.string() }),
        sql`SELECT id FROM atelier_request WHERE status = 'delivered' AND changed_at < ${before} LIMIT ${limit}`,
      )
    ).map(({ id }) => id),

  openCount: async (db: Database, accountId: string): Promise<number> =>
    (
      await db.one(
        z.object({ open_requests: z.number() }),
        sql`SELECT open_requests FROM atelier_account WHERE id = ${accountId}`,
      )
    )?.open_requests ?? 0,
};

export type NewLine = Omit<RequestLine, 'finalPrice' | 'paid' | 'offers'>;

const resultsOf = (db: Database, requestId: string) =>
  db.all(
    ResultRow,
    sql`SELECT p.revision, p.at, p.body, a.display_name AS author_name FROM atelier_result p
      LEFT JOIN atelier_account a ON a.id = p.author_id WHERE p.request_id = ${requestId} ORDER BY p.revision`,
  );

const commentsOf = (db: Database, requestId: string) =>
  db.all(
    CommentRow,
    sql`SELECT k.id, k.line_id, k.reply_to, k.author_id, k.side, k.text, k.rating, k.at, k.edited_at, k.hidden,
        a.display_name AS author_name
      FROM atelier_comment k LEFT JOIN atelier_account a ON a.id = k.author_id
      WHERE k.request_id = ${requestId} ORDER BY k.at, k.id`,
  );

/** The last revision as it was written. */
export const lastWritten = async (db: Database, requestId: string): Promise<WrittenResult | null> =>
  (await resultsOf(db, requestId)).at(-1)?.body ?? null;

const paymentsOf = (db: Database, requestId: string): Promise<PaymentRow[]> =>
  db.all(
    PaymentRow,
    sql`SELECT ${PAYMENT} FROM atelier_payment WHERE request_id = ${requestId} ORDER BY created_at, id`,
  );

export interface Submission {
  readonly id: string;
  readonly clientId: string;
  readonly title: string;
  readonly description: string;
  /** Of title and description, as the history digests them. */
  readonly salt: string;
  readonly lines: readonly (NewLine & { readonly salt: string })[];
  readonly listedTotal: number | null;
  readonly now: number;
  readonly year: number;
  readonly commandId: string;
  readonly head: string;
  readonly maxOpen: number;
}

/** The account's row is the lock: it counts the open requests, and lets one more in or none. */
export const submission = (request: Submission): Sql[] => {
  const counter = `request:${request.year}`;
  const mayOpen = sql`FROM atelier_account WHERE id = ${request.clientId} AND stamp = ${request.commandId}`;
  return [
    sql`UPDATE atelier_account SET open_requests = open_requests + 1, stamp = ${request.commandId}
      WHERE id = ${request.clientId} AND open_requests < ${request.maxOpen} AND client_since IS NOT NULL
        AND (stamp IS NULL OR stamp <> ${request.commandId})`,
    sql`INSERT INTO atelier_counter (name, value) SELECT ${counter}, 1 ${mayOpen}
      ON DUPLICATE KEY UPDATE value = atelier_counter.value + 1`,
    sql`INSERT INTO atelier_request (id, reference, client_id, title, description, salt, status, line_count, listed_total,
        created_at, changed_at, version, head, stamp)
      SELECT ${request.id}, CONCAT('D-', ${request.year}, '-', LPAD(k.value, GREATEST(6, CHAR_LENGTH(k.value)), '0')),
        a.id, ${request.title}, ${request.description}, ${request.salt}, 'submitted', ${request.lines.length}, ${request.listedTotal},
        ${request.now}, ${request.now}, 1, ${request.head}, ${request.commandId}
      FROM atelier_account a JOIN atelier_counter k ON k.name = ${counter}
      WHERE a.id = ${request.clientId} AND a.stamp = ${request.commandId}`,
    ...insertLines(request.lines, 0, sql`r.id = ${request.id}`),
  ];
};

const insertLines = (lines: readonly (NewLine & { readonly salt: string })[], from: number, where: Sql): Sql[] =>
  lines.map(
    (line, index) => sql`INSERT INTO atelier_request_line
      (request_id, position, id, service_id, kind, name, form, answers, salt, listed_price, state)
      SELECT r.id, ${join([
        from + index,
        line.id,
        line.serviceId,
        line.kind,
        JSON.stringify(line.name),
        JSON.stringify(line.form),
        JSON.stringify(line.answers),
        line.salt,
        line.listedPrice,
        line.state,
      ])} FROM atelier_request r WHERE ${where}`,
  );

/** What lists show of the lines: their number and the sum of the listed prices, none when one is on quotation. */
const totals = (requestId: string, swapped: Sql): Sql =>
  sql`UPDATE atelier_request r JOIN (
      SELECT COUNT(*) AS lines_now, SUM(listed_price) AS total, COUNT(listed_price) AS priced
      FROM atelier_request_line WHERE request_id = ${requestId} AND state <> 'cancelled'
    ) k ON ${swapped}
    SET r.line_count = k.lines_now, r.listed_total = IF(k.priced = k.lines_now, k.total, NULL)`;

export interface Move {
  readonly request: StoredRequest;
  readonly to: RequestStatus;
  readonly heldFrom: RequestStatus | null;
  readonly assigneeId: string | null;
  readonly now: number;
  readonly commandId: string;
  readonly head: string;
}

/** The compare-and-swap: it takes effect on the version that was looked at, or not at all. */
export const move = ({ request, to, heldFrom, assigneeId, now, commandId, head }: Move): Sql =>
  sql`UPDATE atelier_request SET status = ${to}, held_from = ${heldFrom}, assignee_id = ${assigneeId},
    changed_at = ${now}, version = version + 1, head = ${head}, stamp = ${commandId}
    WHERE id = ${request.id} AND version = ${request.version} AND status = ${request.status} AND paying IS NULL`;

/** A client's count of purchases goes up or down, never below none. */
export const purchases = (change: number, swapped: Sql): Sql =>
  sql`UPDATE atelier_account a JOIN atelier_request r ON ${swapped}
    SET a.purchases = ${change > 0 ? sql`a.purchases + ${change}` : sql`GREATEST(a.purchases, ${-change}) - ${-change}`}
    WHERE a.id = r.client_id`;

export interface EffectContext {
  readonly requestId: string;
  readonly commandId: string;
  /** The request's version after the swap. */
  readonly seq: number;
  readonly authorId: string;
  /** How many lines the request has, cancelled ones included: new ones come behind them. */
  readonly lineCount: number;
  /** A new id for each row that is made. */
  readonly fresh: () => string;
  readonly now: number;
  /** When an offer made now runs out; null: never. */
  readonly offerExpiresAt: number | null;
}

/** Each takes effect only where the swap of the same batch has just put its stamp. */
export function effect(change: Effect, context: EffectContext): readonly Sql[] {
  const { requestId, commandId, seq, now } = context;
  const swapped = sql`r.id = ${requestId} AND r.stamp = ${commandId} AND r.version = ${seq}`;
  switch (change.kind) {
    case 'offer':
      return [
        sql`INSERT INTO atelier_offer
          (id, request_id, line_id, side, author_id, amount, note, state, seq, created_at, expires_at)
        SELECT ${context.fresh()}, r.id, ${change.lineId}, ${change.side}, ${context.authorId}, ${change.amount},
          ${change.note}, 'open', ${seq}, ${now}, ${context.offerExpiresAt} FROM atelier_request r WHERE ${swapped}`,
      ];
    case 'close_offer':
      return [
        sql`UPDATE atelier_offer o JOIN atelier_request r ON ${swapped}
        SET o.state = ${change.state} WHERE o.id = ${change.offerId} AND o.request_id = r.id`,
      ];
    case 'final':
      return [
        sql`UPDATE atelier_request_line l JOIN atelier_request r ON ${swapped}
        SET l.final_price = ${change.amount}, l.agreed_seq = ${seq}
        WHERE l.request_id = r.id AND l.id = ${change.lineId} AND l.final_price IS NULL`,
      ];
    case 'line':
      return [
        sql`UPDATE atelier_request_line l JOIN atelier_request r ON ${swapped}
          SET l.state = ${change.state} WHERE l.request_id = r.id AND l.id = ${change.lineId}`,
        ...(change.state === 'cancelled' ? [totals(requestId, swapped)] : []),
      ];
    case 'add_lines':
      return [...insertLines(change.lines, context.lineCount, swapped), totals(requestId, swapped)];
    case 'rewrite':
      return [
        sql`UPDATE atelier_request r SET r.title = ${change.title}, r.description = ${change.description},
          r.salt = ${change.salt} WHERE ${swapped}`,
        sql`DELETE l FROM atelier_request_line l JOIN atelier_request r ON ${swapped} WHERE l.request_id = r.id`,
        ...insertLines(change.lines, 0, swapped),
        totals(requestId, swapped),
      ];
    case 'result':
      return [
        sql`INSERT INTO atelier_result (request_id, revision, author_id, body, salt, at)
          SELECT r.id, ${change.revision}, ${context.authorId}, ${JSON.stringify(change.result)}, ${context.fresh()}, ${now}
          FROM atelier_request r WHERE ${swapped}`,
      ];
    case 'reopen':
      return [
        sql`UPDATE atelier_request_line l JOIN atelier_request r ON ${swapped}
        SET l.final_price = NULL, l.agreed_seq = NULL WHERE l.request_id = r.id AND l.id = ${change.lineId}`,
      ];
    case 'refund_due':
      return [
        sql`INSERT INTO atelier_payment (id, request_id, kind, of_payment, method, amount, parts, state, actor_id,
            command_id, character_key, reference, created_at)
          SELECT ${context.fresh()}, r.id, 'refund', ${change.payment.id}, ${change.payment.method}, ${sum(change.parts)},
            ${JSON.stringify(change.parts)}, 'owed', ${context.authorId}, ${commandId}, ${change.payment.characterKey}, '',
            ${now} FROM atelier_request r WHERE ${swapped}`,
        ...Object.entries(change.parts).map(
          ([lineId, amount]) => sql`UPDATE atelier_request_line l JOIN atelier_request r ON ${swapped}
            SET l.paid = l.paid - ${amount} WHERE l.request_id = r.id AND l.id = ${lineId}`,
        ),
      ];
    case 'purchases':
      return [purchases(change.change, swapped)];
    case 'closed':
      // A closed request no longer counts against its client's limit.
      return [
        sql`UPDATE atelier_account a JOIN atelier_request r ON ${swapped}
        SET a.open_requests = a.open_requests - 1 WHERE a.id = r.client_id AND a.open_requests > 0`,
      ];
  }
}

interface Belongings {
  readonly lines: readonly z.infer<typeof StoredLineRow>[];
  readonly offers: readonly z.infer<typeof StoredOfferRow>[];
  readonly payments: readonly PaymentRow[];
  readonly results: readonly z.infer<typeof ResultRow>[];
  readonly comments: readonly z.infer<typeof CommentRow>[];
}

/** Where to get a line is shown once it is paid, or when it costs nothing. */
function shownResult(row: z.infer<typeof ResultRow>, lines: readonly z.infer<typeof StoredLineRow>[]): Result {
  const isLocked = (lineId: string): boolean => {
    const line = lines.find(({ id }) => id === lineId);
    return !line || line.final_price === null || line.paid < line.final_price;
  };
  return {
    revision: row.revision,
    at: row.at,
    author: row.author_name ?? '',
    description: row.body.description,
    lines: row.body.lines.map((each) => {
      const locked = isLocked(each.lineId);
      return { ...each, locked, where: locked ? '' : each.where };
    }),
  };
}

function comment(row: z.infer<typeof CommentRow>): Comment {
  const hidden = row.hidden === 1;
  return {
    id: row.id,
    lineId: row.line_id,
    replyTo: row.reply_to,
    side: row.side,
    author: row.author_name ?? '',
    text: hidden ? '' : row.text,
    rating: hidden ? null : row.rating,
    at: row.at,
    editedAt: row.edited_at,
    hidden,
  };
}

function stored(
  row: z.infer<typeof StoredRow>,
  { lines, offers, payments, results, comments }: Belongings,
): StoredRequest {
  return {
    id: row.id,
    clientId: row.client_id,
    assigneeId: row.assignee_id,
    status: row.status,
    heldFrom: row.held_from,
    version: row.version,
    method: row.method,
    paying: row.paying,
    revision: results.at(-1)?.revision ?? 0,
    published: results.at(-1)?.body.lines.map(({ lineId }) => lineId) ?? [],
    comments: comments.map(({ id, author_id, at, hidden }) => ({ id, authorId: author_id, at, hidden: hidden === 1 })),
    payments: payments.map((payment) => ({
      id: payment.id,
      kind: payment.kind,
      of: payment.of_payment,
      method: payment.method,
      amount: payment.amount,
      parts: payment.parts,
      state: payment.state,
      characterKey: payment.character_key,
    })),
    lines: lines.map(({ id, listed_price, final_price, agreed_seq, paid, state }) => ({
      id,
      listedPrice: listed_price,
      finalPrice: final_price,
      agreedSeq: agreed_seq,
      paid,
      state,
    })),
    offers: offers.map(({ id, line_id, side, amount, expires_at }) => ({
      id,
      lineId: line_id,
      side,
      amount,
      expiresAt: expires_at,
    })),
    head: row.head,
  };
}

function summary(row: z.infer<typeof SummaryRow>): RequestSummary {
  return {
    id: row.id,
    reference: row.reference,
    title: row.title,
    status: row.status,
    client: { id: row.client_id, name: row.client_name },
    assignee: person(row.assignee_id, row.assignee_name),
    lineCount: row.line_count,
    listedTotal: row.listed_total,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
  };
}

function person(id: string | null, name: string | null): Person | null {
  return id === null || name === null ? null : { id, name };
}

function line(row: z.infer<typeof LineRow>, offers: readonly z.infer<typeof OfferRow>[]): RequestLine {
  return {
    id: row.id,
    serviceId: row.service_id,
    kind: row.kind,
    name: row.name,
    form: row.form,
    answers: row.answers,
    listedPrice: row.listed_price,
    finalPrice: row.final_price,
    paid: row.paid,
    state: row.state,
    offers: offers
      .filter(({ line_id }) => line_id === row.id)
      .map((offer) => ({
        id: offer.id,
        side: offer.side,
        author: offer.author_name ?? '',
        amount: offer.amount,
        note: offer.note,
        state: offer.state,
        createdAt: offer.created_at,
        expiresAt: offer.expires_at,
      })),
  };
}

function historyEntry(row: z.infer<typeof EventRow>): HistoryEntry {
  return {
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    actor: { name: row.actor_name ?? '', staff: row.body.staff },
    from: row.body.from,
    to: row.body.to,
    ...(row.note !== null && { note: row.note }),
  };
}

interface CommentContext {
  readonly requestId: string;
  readonly commandId: string;
  readonly seq: number;
  readonly authorId: string;
  readonly now: number;
}

interface NewComment {
  readonly id: string;
  readonly lineId: string | null;
  readonly replyTo: string | null;
  readonly side: Side;
  readonly text: string;
  readonly salt: string;
  readonly rating: number | null;
}

/** Comments: each statement takes effect only with the swap of the same batch. */
export const commentRows = {
  swap: (request: StoredRequest, { now, commandId, head }: { now: number; commandId: string; head: string }): Sql =>
    sql`UPDATE atelier_request SET changed_at = ${now}, version = version + 1, head = ${head}, stamp = ${commandId}
      WHERE id = ${request.id} AND version = ${request.version} AND paying IS NULL`,

  add: (comment: NewComment, context: CommentContext): readonly Sql[] => [
    sql`INSERT INTO atelier_comment (id, request_id, line_id, reply_to, author_id, side, text, salt, rating, at)
      SELECT ${comment.id}, r.id, ${comment.lineId}, ${comment.replyTo}, ${context.authorId}, ${comment.side},
        ${comment.text}, ${comment.salt}, ${comment.rating}, ${context.now}
      FROM atelier_request r WHERE ${justSwapped(context)}`,
  ],

  edit: (id: string, text: string, rating: number | null, salt: string, context: CommentContext): readonly Sql[] => [
    sql`UPDATE atelier_comment k JOIN atelier_request r ON ${justSwapped(context)}
      SET k.text = ${text}, k.rating = ${rating}, k.salt = ${salt}, k.edited_at = ${context.now} WHERE k.id = ${id}`,
  ],

  hide: (id: string, context: CommentContext): readonly Sql[] => [
    sql`UPDATE atelier_comment k JOIN atelier_request r ON ${justSwapped(context)} SET k.hidden = 1 WHERE k.id = ${id}`,
  ],
};

const justSwapped = ({ requestId, commandId, seq }: CommentContext): Sql =>
  sql`r.id = ${requestId} AND r.stamp = ${commandId} AND r.version = ${seq}`;
