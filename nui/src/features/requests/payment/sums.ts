import type { Payment, Request } from '../../../../../shared/features/requests/model.ts';
import type { RequestStatus } from '../../../../../shared/features/requests/workflow.ts';
import { lastOf, liveLines } from '../prices/standing.ts';

export interface Sums {
  /** Final prices, what was paid of them, and what is left to pay. */
  readonly agreed: number;
  readonly paid: number;
  readonly due: number;
  /** Lines whose price is not final, and what they come to as it stands; null when one has no figure yet. */
  readonly openLines: number;
  readonly discussed: number | null;
}

/** What a line that is not final comes to: the open offer, else the listed price. */
export function sumsOf(request: Request): Sums {
  let agreed = 0;
  let paid = 0;
  let due = 0;
  let openLines = 0;
  let discussed: number | null = 0;
  for (const line of liveLines(request)) {
    paid += line.paid;
    if (line.finalPrice !== null) {
      agreed += line.finalPrice;
      due += Math.max(0, line.finalPrice - line.paid);
      continue;
    }
    openLines += 1;
    const figure: number | null = lastOf(line.offers, ({ state }) => state === 'open')?.amount ?? line.listedPrice;
    discussed = discussed === null || figure === null ? null : discussed + figure;
  }
  return { agreed, paid, due, openLines, discussed };
}

const UNPAYABLE: readonly RequestStatus[] = ['submitted', 'rejected', 'cancelled'];

/** Whether money can come in now: something final is left to pay, and the request lives. */
export const isPayable = (request: Request): boolean => !UNPAYABLE.includes(request.status) && sumsOf(request).due > 0;

/** The payment that is under way: it ends within moments, and until then there is no other. */
export const runningPayment = ({ payments }: Request): Payment | undefined =>
  payments.find(({ kind, state }) => kind === 'payment' && state === 'pending');

/** What the request still holds: paid less given back, as the ledger has it. */
export function heldMoney({ payments }: Request): number {
  return payments.reduce((total, { kind, amount, state }) => {
    if (kind === 'payment') return state === 'paid' ? total + amount : total;
    return state === 'failed' || state === 'reversed' ? total : total - amount;
  }, 0);
}

/** The most that a refund of this payment can be, as far as the page knows: what was given back of which is not told. */
export const refundable = (payment: Payment, request: Request): number =>
  payment.kind === 'payment' && payment.state === 'paid'
    ? Math.max(0, Math.min(payment.amount, heldMoney(request)))
    : 0;
