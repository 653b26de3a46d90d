import { AppError } from '../../../shared/errors.ts';
import {
  MAX_LINES,
  type Side,
  type StoredLine,
  type StoredOffer,
  type StoredPayment,
  type StoredRequest,
} from '../../../shared/features/requests/model.ts';
import type { WrittenResult } from '../../../shared/features/requests/result.ts';
import {
  canTransition,
  REQUEST_WORKFLOW,
  type RequestAction,
  type RequestStatus,
} from '../../../shared/features/requests/workflow.ts';
import { isPurchased, type Parts, refundsOf } from './money.ts';
import type { NewLine } from './repository.ts';

/** What an action carries beside the request and its version. */
export interface ActionInput {
  readonly reason?: string;
  readonly lineId?: string;
  readonly offerId?: string;
  readonly amount?: number;
  readonly note?: string;
  readonly lineIds?: readonly string[];
  readonly reservations?: string;
  readonly result?: WrittenResult;
  readonly title?: string;
  readonly description?: string;
  /** Lines whose answers have been checked against their services. */
  readonly checkedLines?: readonly CheckedLine[];
  /** For the digest of title and description. */
  readonly salt?: string;
}

/** A line as it will be written: the service as it is now, and the answers to its form. */
export type CheckedLine = NewLine & { readonly salt: string };

/** A change to what belongs to the request; the repository knows how to write each. */
export type Effect =
  | {
      readonly kind: 'offer';
      readonly lineId: string;
      readonly side: Side;
      readonly amount: number;
      readonly note: string;
    }
  | {
      readonly kind: 'close_offer';
      readonly offerId: string;
      readonly state: 'accepted' | 'declined' | 'withdrawn' | 'superseded';
    }
  | { readonly kind: 'final'; readonly lineId: string; readonly amount: number }
  | { readonly kind: 'line'; readonly lineId: string; readonly state: 'in_progress' | 'done' | 'cancelled' }
  | { readonly kind: 'add_lines'; readonly lines: readonly CheckedLine[] }
  | {
      readonly kind: 'rewrite';
      readonly title: string;
      readonly description: string;
      readonly salt: string;
      readonly lines: readonly CheckedLine[];
    }
  | { readonly kind: 'result'; readonly revision: number; readonly result: WrittenResult }
  | { readonly kind: 'reopen'; readonly lineId: string }
  | { readonly kind: 'refund_due'; readonly payment: StoredPayment; readonly parts: Parts }
  | { readonly kind: 'purchases'; readonly change: number }
  | { readonly kind: 'closed' };

export interface Decision {
  readonly to: RequestStatus;
  readonly heldFrom: RequestStatus | null;
  readonly assigneeId: string | null;
  readonly effects: readonly Effect[];
  /** What the history keeps: ids and amounts. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, string>>;
}

export interface Author {
  readonly accountId: string;
  readonly staff: boolean;
}

/** The side on which somebody speaks about a request: its client is the client, whatever else they are. */
export const sideOf = (author: Author, request: StoredRequest): Side =>
  request.clientId === author.accountId ? 'client' : 'studio';

/**
 * What an action does to a request as it stands; nothing is written here. Throws `invalid_transition`, `own_offer`,
 * `line_final`, `offer_expired`, `nothing_open`, `not_found` (a line or an offer of another request) or `invalid_input`.
 */
export function decide(
  action: RequestAction,
  request: StoredRequest,
  author: Author,
  input: ActionInput,
  now: number,
): Decision {
  if (!canTransition(request.status, action)) throw new AppError('invalid_transition');
  if (request.paying !== null) throw new AppError('payment_running');
  const own = effectsOf(action, request, author, input, now);
  const to = target(action, request, own);
  const effects = withMoney(request, own, to === 'rejected' || to === 'cancelled', to === 'completed');
  return {
    to,
    heldFrom: to === 'on_hold' ? (request.heldFrom ?? request.status) : null,
    assigneeId: assignee(action, author, request),
    effects,
    facts: { from: request.status, to, ...(effects.length > 0 && { effects: effects.map(withoutText) }) },
    texts: texts(action, author, request, input),
  };
}

function effectsOf(
  action: RequestAction,
  request: StoredRequest,
  author: Author,
  input: ActionInput,
  now: number,
): readonly Effect[] {
  const side = sideOf(author, request);
  switch (action) {
    case 'offer': {
      const line = openLine(request, input.lineId);
      const current = request.offers.find(({ lineId }) => lineId === line.id);
      return [
        ...(current ? [{ kind: 'close_offer', offerId: current.id, state: 'superseded' } as const] : []),
        { kind: 'offer', lineId: line.id, side, amount: input.amount ?? 0, note: input.note ?? '' },
      ];
    }
    case 'acceptOffer':
      return accept(request, othersOffer(request, input.offerId, side), now);
    case 'declineOffer':
      return [{ kind: 'close_offer', offerId: othersOffer(request, input.offerId, side).id, state: 'declined' }];
    case 'withdrawOffer': {
      const offer = findOffer(request, input.offerId);
      if (offer.side !== side) throw new AppError('own_offer');
      return [{ kind: 'close_offer', offerId: offer.id, state: 'withdrawn' }];
    }
    case 'acceptAll': {
      const open = request.offers.filter((offer) => offer.side !== side && !isExpired(offer, now));
      if (open.length === 0) throw new AppError('nothing_open');
      return open.flatMap((offer) => accept(request, offer, now));
    }
    case 'confirmListed': {
      const lines = liveLines(request).filter((line) => line.finalPrice === null && line.listedPrice !== null);
      if (lines.length === 0) throw new AppError('nothing_open');
      return lines.flatMap(({ id, listedPrice }): Effect[] => {
        const offer = request.offers.find(({ lineId }) => lineId === id);
        return [
          ...(offer ? [{ kind: 'close_offer', offerId: offer.id, state: 'superseded' } as const] : []),
          { kind: 'final', lineId: id, amount: listedPrice ?? 0 },
        ];
      });
    }
    case 'reopenPrice': {
      const line = findLine(request, input.lineId);
      if (line.finalPrice === null) throw new AppError('nothing_open');
      return [{ kind: 'reopen', lineId: line.id }];
    }
    case 'edit': {
      const { title = '', description = '', salt = '', checkedLines = [] } = input;
      return [{ kind: 'rewrite', title, description, salt, lines: checkedLines }];
    }
    case 'addLines': {
      const lines = input.checkedLines ?? [];
      if (request.lines.length + lines.length > MAX_LINES) {
        throw new AppError('invalid_input', { fields: [{ path: 'lines', code: 'too_many', limit: MAX_LINES }] });
      }
      return [{ kind: 'add_lines', lines }];
    }
    case 'cancelLine': {
      const line = findLine(request, input.lineId);
      // The last line is not cancelled: the request is.
      if (liveLines(request).length === 1) throw new AppError('invalid_transition');
      const offer = request.offers.find(({ lineId }) => lineId === line.id);
      return [
        ...(offer ? [{ kind: 'close_offer', offerId: offer.id, state: 'superseded' } as const] : []),
        { kind: 'line', lineId: line.id, state: 'cancelled' },
      ];
    }
    case 'startLine':
      return [{ kind: 'line', lineId: lineIn(request, input.lineId, 'pending').id, state: 'in_progress' }];
    case 'finishLine':
      return [{ kind: 'line', lineId: lineIn(request, input.lineId, 'pending', 'in_progress').id, state: 'done' }];
    case 'publish': {
      const result = input.result ?? { description: '', lines: [] };
      for (const { lineId } of result.lines) lineIn(request, lineId, 'done');
      if (new Set(result.lines.map(({ lineId }) => lineId)).size !== result.lines.length) {
        throw new AppError('invalid_input', { fields: [{ path: 'result.lines', code: 'choice' }] });
      }
      return [{ kind: 'result', revision: request.revision + 1, result }];
    }
    case 'askCorrections':
      return (input.lineIds ?? []).map((id) => ({
        kind: 'line',
        lineId: lineIn(request, id, 'done').id,
        state: 'in_progress',
      }));
    case 'take':
    case 'assign':
    case 'release':
    case 'hold':
    case 'resume':
    case 'start':
    case 'acceptResult':
    case 'reject':
    case 'cancel':
      return [];
  }
}

/** What a change of prices, or the end of the request, means for what was paid. */
function withMoney(
  request: StoredRequest,
  effects: readonly Effect[],
  ends: boolean,
  completes: boolean,
): readonly Effect[] {
  const after = request.lines.map((line): StoredLine => {
    const cancelled = effects.some(
      (effect) => effect.kind === 'line' && effect.lineId === line.id && effect.state === 'cancelled',
    );
    if (cancelled) return { ...line, state: 'cancelled', paid: 0 };
    if (ends) return { ...line, paid: 0 };
    const final = effects.find((effect) => effect.kind === 'final' && effect.lineId === line.id);
    if (final?.kind === 'final') return { ...line, finalPrice: final.amount, paid: Math.min(line.paid, final.amount) };
    const reopened = effects.some((effect) => effect.kind === 'reopen' && effect.lineId === line.id);
    return reopened ? { ...line, finalPrice: null } : line;
  });
  const excess = Object.fromEntries(
    request.lines.flatMap((line, index) => {
      const over = line.paid - (after[index]?.paid ?? 0);
      return over > 0 ? [[line.id, over]] : [];
    }),
  );
  const change = request.lines.reduce((total, line, index) => {
    const now = after[index] ?? line;
    return total + Number(isPurchased(now) && !ends) - Number(isPurchased(line));
  }, 0);
  return [
    ...effects,
    ...refundsOf(request, excess).map((refund): Effect => ({ kind: 'refund_due', ...refund })),
    ...(change === 0 ? [] : [{ kind: 'purchases', change } as const]),
    ...(ends || completes ? [{ kind: 'closed' } as const] : []),
  ];
}

function accept(request: StoredRequest, offer: StoredOffer, now: number): readonly Effect[] {
  openLine(request, offer.lineId);
  if (isExpired(offer, now)) throw new AppError('offer_expired');
  return [
    { kind: 'close_offer', offerId: offer.id, state: 'accepted' },
    { kind: 'final', lineId: offer.lineId, amount: offer.amount },
  ];
}

function target(action: RequestAction, request: StoredRequest, effects: readonly Effect[]): RequestStatus {
  const to = REQUEST_WORKFLOW[action].to;
  if (to === 'held_from') {
    if (!request.heldFrom) throw new AppError('invalid_transition');
    return request.heldFrom;
  }
  if (to === 'same') return request.status;
  if (to === 'by_lines') {
    const covered = new Set(
      effects.flatMap((effect) => (effect.kind === 'result' ? effect.result.lines : [])).map(({ lineId }) => lineId),
    );
    return liveLines(request).every(({ id, state }) => state === 'done' && covered.has(id))
      ? 'delivered'
      : 'in_progress';
  }
  if (to !== 'by_prices') return to;
  const settled = new Set(effects.flatMap((effect) => (effect.kind === 'final' ? [effect.lineId] : [])));
  const gone = new Set(effects.flatMap((effect) => (effect.kind === 'line' ? [effect.lineId] : [])));
  const added = effects.some((effect) => effect.kind === 'add_lines');
  const open =
    added || liveLines(request).some(({ id, finalPrice }) => finalPrice === null && !settled.has(id) && !gone.has(id));
  return open ? 'negotiating' : 'agreed';
}

function assignee(action: RequestAction, author: Author, request: StoredRequest): string | null {
  if (action === 'take' || action === 'assign') return author.accountId;
  return action === 'release' ? null : request.assigneeId;
}

function texts(
  action: RequestAction,
  author: Author,
  request: StoredRequest,
  input: ActionInput,
): Record<string, string> {
  const reason = input.reason?.trim() ?? '';
  if (action === 'cancel' && reason === '' && sideOf(author, request) === 'studio') {
    throw new AppError('invalid_input', { fields: [{ path: 'reason', code: 'required' }] });
  }
  if (input.reservations?.trim()) return { reservations: input.reservations };
  return reason === '' ? {} : { reason };
}

const liveLines = (request: StoredRequest): readonly StoredLine[] =>
  request.lines.filter(({ state }) => state !== 'cancelled');

function findLine(request: StoredRequest, id: string | undefined): StoredLine {
  const line = liveLines(request).find((each) => each.id === id);
  if (!line) throw new AppError('not_found');
  return line;
}

function lineIn(request: StoredRequest, id: string | undefined, ...states: readonly StoredLine['state'][]): StoredLine {
  const line = findLine(request, id);
  if (!states.includes(line.state)) throw new AppError('invalid_transition');
  return line;
}

function openLine(request: StoredRequest, id: string | undefined): StoredLine {
  const line = findLine(request, id);
  if (line.finalPrice !== null) throw new AppError('line_final');
  return line;
}

function findOffer(request: StoredRequest, id: string | undefined): StoredOffer {
  const offer = request.offers.find((each) => each.id === id);
  if (!offer) throw new AppError('not_found');
  return offer;
}

function othersOffer(request: StoredRequest, id: string | undefined, side: Side): StoredOffer {
  const offer = findOffer(request, id);
  if (offer.side === side) throw new AppError('own_offer');
  return offer;
}

const isExpired = (offer: StoredOffer, now: number): boolean => offer.expiresAt !== null && offer.expiresAt <= now;

/** The note of an offer lies with the offer; the history holds no free text. */
function withoutText(effect: Effect): Record<string, unknown> {
  if (effect.kind === 'refund_due') return { kind: effect.kind, payment: effect.payment.id, parts: effect.parts };
  if (effect.kind === 'result') {
    return { kind: effect.kind, revision: effect.revision, lines: effect.result.lines.map(({ lineId }) => lineId) };
  }
  if (effect.kind === 'add_lines' || effect.kind === 'rewrite') {
    return {
      kind: effect.kind,
      lines: effect.lines.map(({ id, serviceId, listedPrice }) => ({ id, serviceId, listedPrice })),
    };
  }
  if (effect.kind !== 'offer') return effect;
  const { note: _, ...facts } = effect;
  return facts;
}
