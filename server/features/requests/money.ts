import { AppError } from '../../../shared/errors.ts';
import type { StoredLine, StoredPayment, StoredRequest } from '../../../shared/features/requests/model.ts';
import type { RequestStatus } from '../../../shared/features/requests/workflow.ts';

/** Amounts by line; whole units of the currency. */
export type Parts = Readonly<Record<string, number>>;

const PAYABLE: readonly RequestStatus[] = ['negotiating', 'agreed', 'in_progress', 'delivered', 'completed', 'on_hold'];

/** A line is bought when its final price, above 0, is fully paid. */
export const isPurchased = ({ finalPrice, paid, state }: StoredLine): boolean =>
  state !== 'cancelled' && finalPrice !== null && finalPrice > 0 && paid >= finalPrice;

const dueOf = ({ finalPrice, paid, state }: StoredLine): number =>
  finalPrice === null || state === 'cancelled' ? 0 : Math.max(0, finalPrice - paid);

/** What may be paid now: the final prices less what has been paid. */
export const due = (request: StoredRequest): number => request.lines.reduce((sum, line) => sum + dueOf(line), 0);

/**
 * Which lines a payment fills: in the order in which they were agreed.
 * Throws `not_payable`, `payment_running`, `over_due`.
 */
export function allocate(request: StoredRequest, amount: number): Parts {
  if (!PAYABLE.includes(request.status)) throw new AppError('not_payable');
  if (request.paying !== null) throw new AppError('payment_running');
  const total = due(request);
  if (total === 0) throw new AppError('not_payable');
  if (amount > total) throw new AppError('over_due', { limit: total });
  const parts: Record<string, number> = {};
  let rest = amount;
  for (const line of [...request.lines].sort((a, b) => (a.agreedSeq ?? 0) - (b.agreedSeq ?? 0))) {
    const share = Math.min(rest, dueOf(line));
    if (share > 0) parts[line.id] = share;
    rest -= share;
  }
  return parts;
}

/** What a payment still holds of each line, after what was given back of it. */
export const held = (payment: StoredPayment, request: StoredRequest): Parts =>
  request.payments
    .filter((refund) => refund.of === payment.id && refund.state !== 'failed' && refund.state !== 'reversed')
    .reduce<Parts>((parts, refund) => minus(parts, refund.parts), payment.parts);

/** Takes back `amount` of a payment, newest line first. Throws `over_paid` when it holds less. */
export function giveBack(payment: StoredPayment, request: StoredRequest, amount: number): Parts {
  const holds = held(payment, request);
  const total = sum(holds);
  if (amount > total) throw new AppError('over_paid', { limit: total });
  const parts: Record<string, number> = {};
  let rest = amount;
  for (const [lineId, share] of Object.entries(holds).reverse()) {
    const taken = Math.min(rest, share);
    if (taken > 0) parts[lineId] = taken;
    rest -= taken;
  }
  return parts;
}

/** Which payments give back what is too much on each line: the newest first. */
export function refundsOf(
  request: StoredRequest,
  excess: Parts,
): readonly { readonly payment: StoredPayment; readonly parts: Parts }[] {
  const rest: Record<string, number> = { ...excess };
  return request.payments
    .filter(({ kind, state }) => kind === 'payment' && state === 'paid')
    .reverse()
    .flatMap((payment) => {
      const parts: Record<string, number> = {};
      for (const [lineId, share] of Object.entries(held(payment, request))) {
        const taken = Math.min(share, rest[lineId] ?? 0);
        if (taken <= 0) continue;
        parts[lineId] = taken;
        rest[lineId] = (rest[lineId] ?? 0) - taken;
      }
      return sum(parts) > 0 ? [{ payment, parts }] : [];
    });
}

export const sum = (parts: Parts): number => Object.values(parts).reduce((total, part) => total + part, 0);

const minus = (parts: Parts, taken: Parts): Parts =>
  Object.fromEntries(Object.entries(parts).map(([lineId, part]) => [lineId, part - (taken[lineId] ?? 0)]));

/** How many purchases a change of what was paid makes (or, negative, undoes). */
export function purchaseChange(request: StoredRequest, parts: Parts, sign: 1 | -1): number {
  return request.lines.reduce((change, line) => {
    const after = { ...line, paid: line.paid + sign * (parts[line.id] ?? 0) };
    return change + Number(isPurchased(after)) - Number(isPurchased(line));
  }, 0);
}
