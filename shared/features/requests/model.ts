import * as z from 'zod/mini';
import { Id, Line, Localized, Money, OptionalText, Text, Time, Version } from '../../schema.ts';
import { Answers, IntakeForm, ServiceKind } from '../services/model.ts';
import { Comment, Result } from './result.ts';
import { REQUEST_STATUSES, type RequestStatus } from './workflow.ts';

export const MAX_LINES = 50;
export const MAX_DESCRIPTION = 4_000;
export const MAX_TITLE = 80;
export const MAX_REASON = 500;

export const RequestStatusSchema = z.enum(REQUEST_STATUSES);
export const LINE_STATES = ['pending', 'in_progress', 'done', 'cancelled'] as const;

/** What a client sends: one line per service wanted, each with the answers to that service's form. */
export const NewRequest = z.strictObject({
  title: Line(MAX_TITLE),
  description: Text(MAX_DESCRIPTION),
  lines: z.array(z.strictObject({ serviceId: Id, answers: Answers })).check(z.minLength(1), z.maxLength(MAX_LINES)),
});
export type NewRequest = z.infer<typeof NewRequest>;

/** Somebody as others see them: the public name, never a contact. */
export const Person = z.object({ id: Id, name: z.string() });
export type Person = z.infer<typeof Person>;

export const PAYMENT_METHODS = ['esx_bank', 'external'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
/** owed: a refund whose character is not in the game. reversed: the game lost the change of money with a crash. */
export const PAYMENT_STATES = ['pending', 'paid', 'failed', 'reversed', 'owed'] as const;

/** One movement of money as client and studio see it. */
export const Payment = z.object({
  id: Id,
  kind: z.enum(['payment', 'refund']),
  method: z.enum(PAYMENT_METHODS),
  amount: Money,
  state: z.enum(PAYMENT_STATES),
  reference: z.string(),
  createdAt: Time,
});
export type Payment = z.infer<typeof Payment>;

export const OFFER_STATES = ['open', 'accepted', 'declined', 'withdrawn', 'superseded'] as const;
export const SIDES = ['client', 'studio'] as const;
export type Side = (typeof SIDES)[number];

/** An offer for one line. An open one past `expiresAt` no longer counts. */
export const Offer = z.object({
  id: Id,
  side: z.enum(SIDES),
  author: z.string(),
  amount: Money,
  note: z.string(),
  state: z.enum(OFFER_STATES),
  createdAt: Time,
  expiresAt: z.nullable(Time),
});
export type Offer = z.infer<typeof Offer>;

/** A line keeps the service as it was when the request was submitted. */
export const RequestLine = z.object({
  id: Id,
  serviceId: Id,
  kind: ServiceKind,
  name: Localized(z.string()),
  form: IntakeForm,
  answers: Answers,
  listedPrice: z.nullable(Money),
  /** Agreed, and nothing changes it any more. */
  finalPrice: z.nullable(Money),
  paid: z.int(),
  state: z.enum(LINE_STATES),
  /** Oldest first; all that were ever made. */
  offers: z.array(Offer),
});
export type RequestLine = z.infer<typeof RequestLine>;

/** What a list shows. */
export const RequestSummary = z.object({
  id: Id,
  reference: z.string(),
  title: z.string(),
  status: RequestStatusSchema,
  client: Person,
  assignee: z.nullable(Person),
  lineCount: z.int(),
  /** Sum of the listed prices; null when one of them is on quotation. Fifty lines may exceed what one price may be. */
  listedTotal: z.nullable(z.int()),
  createdAt: Time,
  changedAt: Time,
  version: Version,
});
export type RequestSummary = z.infer<typeof RequestSummary>;

/** One line of the history, in facts: the interface finds the words. */
export const HistoryEntry = z.object({
  seq: z.int(),
  at: Time,
  kind: z.string(),
  actor: z.object({ name: z.string(), staff: z.boolean() }),
  from: z.nullable(RequestStatusSchema),
  to: RequestStatusSchema,
  note: z.optional(z.string()),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const HistoryFault = z.enum(['missing', 'changed', 'extra', 'text']);

export const Request = z.extend(RequestSummary, {
  description: z.string(),
  lines: z.array(RequestLine),
  payments: z.array(Payment),
  /** Oldest first; the last one counts. */
  results: z.array(Result),
  comments: z.array(Comment),
  method: z.nullable(z.enum(PAYMENT_METHODS)),
  /** Where it goes back to when taken up again; only while on hold. */
  heldFrom: z.nullable(RequestStatusSchema),
  history: z.array(HistoryEntry),
});
export type Request = z.infer<typeof Request>;

export const HoldReason = OptionalText(MAX_REASON);
export const Reason = Text(MAX_REASON);
export const OfferNote = OptionalText(MAX_REASON);

export interface StoredLine {
  readonly id: string;
  readonly listedPrice: number | null;
  readonly finalPrice: number | null;
  /** The version that the agreement made: lines are paid in this order. */
  readonly agreedSeq: number | null;
  readonly paid: number;
  readonly state: (typeof LINE_STATES)[number];
}

export interface StoredComment {
  readonly id: string;
  readonly authorId: string;
  readonly at: number;
  readonly hidden: boolean;
}

export interface StoredOffer {
  readonly id: string;
  readonly lineId: string;
  readonly side: Side;
  readonly amount: number;
  readonly expiresAt: number | null;
}

export interface StoredPayment {
  readonly id: string;
  readonly kind: 'payment' | 'refund';
  /** The payment that a refund gives back. */
  readonly of: string | null;
  readonly method: PaymentMethod;
  readonly amount: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly state: (typeof PAYMENT_STATES)[number];
  /** Who paid, as ESX knows them; null for an external payment. */
  readonly characterKey: string | null;
}

/** A request as the server decides about it: the row itself, without its texts. */
export interface StoredRequest {
  readonly id: string;
  readonly clientId: string;
  readonly assigneeId: string | null;
  readonly status: RequestStatus;
  readonly heldFrom: RequestStatus | null;
  readonly version: number;
  readonly lines: readonly StoredLine[];
  readonly payments: readonly StoredPayment[];
  /** How often the result was published, and the lines that the last revision covers. */
  readonly revision: number;
  readonly published: readonly string[];
  readonly comments: readonly StoredComment[];
  readonly method: PaymentMethod | null;
  /** The payment that is under way, if any. */
  readonly paying: string | null;
  /** Those that are open, at most one per line. */
  readonly offers: readonly StoredOffer[];
  /** Last link of the chain of events, 64 hexadecimal digits. */
  readonly head: string;
}
