/**
 * Every failure that a caller can see; the interface has a text for each in both languages.
 * Nothing else about a failure crosses the wire: no SQL, no stack, no sentence.
 */
export const ERROR_CODES = [
  /** The input does not have the shape that the contract asks for; `fields` says where. */
  'invalid_input',
  /** The frame is larger than the server takes (`MAX_FRAME_BYTES`). */
  'too_large',
  /** No loaded character stands behind the player yet. */
  'no_character',
  /** Known and visible, but this right is missing; `missing` names it. */
  'forbidden',
  /** There is no such thing, or it may not be seen: both are answered alike. */
  'not_found',
  /** Somebody was faster: the version in the input is not the stored one. */
  'conflict',
  /** The state of the thing does not allow this action. */
  'invalid_transition',
  /** Too many calls of this kind; `retryMs` says when to go on. */
  'rate_limited',
  /** No answer within the page's deadline: the outcome is unknown, the same command id is safe to send again. */
  'timeout',
  /** The database does not answer; nothing was changed, or the same command id will tell. */
  'unavailable',
  /** A fault of ours; it is in the server's log. */
  'internal',
  /** The player already has a client account. */
  'already_client',
  /** This e-mail cannot be used (it belongs to another account; not said to the caller). */
  'email_unavailable',
  /** The service was archived or never existed. */
  'service_unavailable',
  /** One does not answer one's own offer: the other side does. */
  'own_offer',
  /** The price of this line is final. */
  'line_final',
  /** The offer ran out; a new one may be made. */
  'offer_expired',
  /** No line waits for this answer. */
  'nothing_open',
  /** Nothing of this request can be paid now. */
  'not_payable',
  /** A payment of this request is under way; it ends within moments. */
  'payment_running',
  /** More than is due; `limit` says how much is. */
  'over_due',
  /** More than was paid; `limit` says how much may be given back. */
  'over_paid',
  /** The bank account holds too little; `limit` is what is missing. Nothing was charged. */
  'insufficient_funds',
  /** This request is paid in another way, or the server's currency does not allow this one. */
  'wrong_method',
  /** Only what is done and published can be commented on. */
  'not_delivered',
  /** The time in which this could be edited is over. */
  'too_late',
  /** As many drafts are kept as one person may have; `limit` says how many. */
  'too_many_drafts',
  /** As many requests are open as the studio allows per client; `limit` says how many. */
  'too_many_open',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What can be wrong with one field of an input. */
export const FIELD_CODES = [
  'required',
  'too_long',
  'too_short',
  'too_many',
  'too_few',
  'too_big',
  'too_small',
  'email',
  'phone',
  'name',
  'choice',
  'whole_number',
  'unknown_field',
  'wrong',
] as const;

export type FieldCode = (typeof FIELD_CODES)[number];

/** One wrong field: where (`lines.0.answers.framework`), what, and the bound that was crossed. */
export interface FieldIssue {
  readonly path: string;
  readonly code: FieldCode;
  readonly limit?: number;
}

/** What accompanies a code on the wire. */
export interface ErrorDetails {
  readonly fields?: readonly FieldIssue[];
  readonly retryMs?: number;
  readonly limit?: number;
  readonly missing?: string;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}
