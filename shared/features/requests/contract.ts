import * as z from 'zod/mini';
import { all, any, has, is } from '../../access/rules.ts';
import { command, feed, type Procedure, query } from '../../contract/define.ts';
import { Id, Line, Money, Time, Version } from '../../schema.ts';
import {
  HistoryFault,
  HoldReason,
  NewRequest,
  OfferNote,
  Reason,
  Request,
  RequestStatusSchema,
  RequestSummary,
} from './model.ts';
import { CommentText, Rating, WrittenResult } from './result.ts';
import type { RequestAction } from './workflow.ts';

/** The version that the person was looking at: a decision about an older state is a conflict, not an overwrite. */
const Decision = z.strictObject({ requestId: Id, version: Version });

/** Staff work on the requests of others; on their own only with the permission for it. */
const staff = all(has('request.work'), any(is('other'), has('request.workOwn')));
const eitherSide = any(is('owner'), staff);
/** What stays with the request for ever is not said faster than a person thinks. */
const WORDS = { calls: 15, perMs: 60_000 };
const Paid = Money.check(z.minimum(1));
const OnLine = z.extend(Decision, { lineId: Id });
const OnOffer = z.extend(Decision, { offerId: Id });

export const PAGE_SIZE = 25;
/** The place in a list ordered by time: the last row that the caller has. */
const Cursor = z.strictObject({ createdAt: Time, id: Id });
const Page = z.object({ items: z.array(RequestSummary), more: z.boolean() });

export const requests = {
  submit: command({
    allow: has('request.submit'),
    input: NewRequest,
    output: z.object({ requestId: Id, reference: z.string() }),
    limit: { calls: 6, perMs: 60_000 },
  }),

  /** The client rewrites it as long as nobody has begun to work on it. */
  edit: command({ on: 'request', allow: is('owner'), input: z.extend(Decision, NewRequest.shape), output: Request }),
  /** The studio adds what turned out to be needed; it is priced like any other line. */
  addLines: command({
    on: 'request',
    allow: staff,
    input: z.extend(Decision, { lines: NewRequest.shape.lines }),
    output: Request,
  }),
  cancelLine: command({ on: 'request', allow: eitherSide, input: z.extend(Decision, { lineId: Id }), output: Request }),
  /** To oneself; `release` leaves it to anybody. */
  assign: command({ on: 'request', allow: staff, input: Decision, output: Request }),
  release: command({ on: 'request', allow: staff, input: Decision, output: Request }),
  take: command({ on: 'request', allow: staff, input: Decision, output: Request }),
  hold: command({
    on: 'request',
    allow: staff,
    input: z.extend(Decision, { reason: HoldReason }),
    output: Request,
  }),
  resume: command({ on: 'request', allow: staff, input: Decision, output: Request }),

  /** A price for one line, from either side; it replaces the open offer of that line. */
  offer: command({
    on: 'request',
    allow: eitherSide,
    input: z.extend(Decision, { lineId: Id, amount: Money, note: OfferNote }),
    output: Request,
    limit: WORDS,
  }),
  /** Answers to the other side's offer; `withdrawOffer` takes back one's own. */
  acceptOffer: command({ on: 'request', allow: eitherSide, input: OnOffer, output: Request }),
  declineOffer: command({ on: 'request', allow: eitherSide, input: OnOffer, output: Request }),
  withdrawOffer: command({ on: 'request', allow: eitherSide, input: OnOffer, output: Request }),
  /** The client accepts every open offer of the studio in one. */
  acceptAll: command({ on: 'request', allow: is('owner'), input: Decision, output: Request }),
  /** The studio confirms the listed price of every line that has one and is still open. */
  confirmListed: command({ on: 'request', allow: staff, input: Decision, output: Request }),
  reopenPrice: command({
    on: 'request',
    allow: has('price.reopen'),
    input: z.extend(Decision, { lineId: Id, reason: Reason }),
    output: Request,
  }),
  /** From the character's bank account. Charged exactly once per command id, or not at all. */
  pay: command({ on: 'request', allow: is('owner'), input: z.extend(Decision, { amount: Paid }), output: Request }),
  /** Money that came another way, written down by the studio. */
  recordPayment: command({
    on: 'request',
    allow: all(has('payment.record'), any(is('other'), has('request.workOwn'))),
    input: z.extend(Decision, { amount: Paid, reference: Line(100) }),
    output: Request,
  }),
  refund: command({
    on: 'request',
    allow: has('payment.refund'),
    input: z.extend(Decision, { paymentId: Id, amount: Paid, reason: Reason }),
    output: Request,
  }),
  start: command({ on: 'request', allow: staff, input: Decision, output: Request }),
  startLine: command({ on: 'request', allow: staff, input: OnLine, output: Request }),
  finishLine: command({ on: 'request', allow: staff, input: OnLine, output: Request }),
  /** A new revision of the result; the request is delivered when every live line is done and in it. */
  publish: command({
    on: 'request',
    allow: staff,
    input: z.extend(Decision, { result: WrittenResult }),
    output: Request,
  }),
  /** The last revision as it was written, with what is still locked for the client. */
  written: query({
    on: 'request',
    allow: staff,
    input: z.strictObject({ requestId: Id }),
    output: z.nullable(WrittenResult),
  }),
  /** With reservations, or without a word. */
  acceptResult: command({
    on: 'request',
    allow: is('owner'),
    input: z.extend(Decision, { reservations: HoldReason }),
    output: Request,
  }),
  askCorrections: command({
    on: 'request',
    allow: is('owner'),
    input: z.extend(Decision, { reason: Reason, lineIds: z.array(Id).check(z.minLength(1), z.maxLength(50)) }),
    output: Request,
  }),

  /** About the result (`lineId` null) or one line; said about what is done and published, whatever happens beside it. */
  comment: command({
    on: 'request',
    allow: is('owner'),
    input: z.strictObject({ requestId: Id, lineId: z.nullable(Id), text: CommentText, rating: Rating }),
    output: Request,
    limit: WORDS,
  }),
  answerComment: command({
    on: 'request',
    allow: staff,
    input: z.strictObject({ requestId: Id, commentId: Id, text: CommentText }),
    output: Request,
  }),
  /** By its author, within `EDIT_MS`. */
  editComment: command({
    on: 'request',
    allow: eitherSide,
    input: z.strictObject({ requestId: Id, commentId: Id, text: CommentText, rating: Rating }),
    output: Request,
  }),
  hideComment: command({
    on: 'request',
    allow: has('comment.hide'),
    input: z.strictObject({ requestId: Id, commentId: Id, reason: Reason }),
    output: Request,
  }),
  reject: command({ on: 'request', allow: staff, input: z.extend(Decision, { reason: Reason }), output: Request }),
  /** The client may without a word; the studio says why (checked by the service). */
  cancel: command({
    on: 'request',
    allow: eitherSide,
    input: z.extend(Decision, { reason: HoldReason }),
    output: Request,
  }),

  /** One's own requests, newest first, one page at a time. */
  mine: query({ allow: has('request.submit'), input: z.strictObject({ before: z.optional(Cursor) }), output: Page }),
  /** All requests, newest first, one page at a time. */
  search: query({
    allow: has('request.read'),
    input: z.strictObject({ before: z.optional(Cursor), status: z.optional(RequestStatusSchema) }),
    output: Page,
  }),

  /** Walks the chain of the history; `broken` names the first event that does not hold. */
  verify: query({
    on: 'request',
    allow: has('request.read'),
    input: z.strictObject({ requestId: Id }),
    output: z.object({ events: z.int(), broken: z.nullable(z.object({ seq: z.int(), fault: HistoryFault })) }),
  }),

  one: feed({
    on: 'request',
    allow: any(is('owner'), has('request.read')),
    input: z.strictObject({ requestId: Id }),
    snapshot: Request,
    event: Request,
  }),
  /** The newest of one's own requests; an event replaces the row with its id, or adds it. */
  own: feed({ allow: has('request.submit'), input: z.strictObject({}), snapshot: Page, event: RequestSummary }),
  /** The newest requests of everybody, for the studio. */
  board: feed({ allow: has('request.read'), input: z.strictObject({}), snapshot: Page, event: RequestSummary }),
};

// A transition that nobody can call would be dead: each row of the workflow is a command.
requests satisfies Record<RequestAction, Procedure>;
