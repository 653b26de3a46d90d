/** The states of a request. `on_hold` remembers where it came from. */
export const REQUEST_STATUSES = [
  'submitted',
  'negotiating',
  'agreed',
  'in_progress',
  'delivered',
  'completed',
  'on_hold',
  'rejected',
  'cancelled',
] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** After one of these nothing moves any more. */
export const CLOSED_STATUSES: readonly RequestStatus[] = ['completed', 'rejected', 'cancelled'];

/**
 * A state to go to; or the same; or back to where the request was before it was put on hold; or wherever the prices lead:
 * `agreed` when every live line is final, else `negotiating`; or wherever the work leads: `delivered` when every live
 * line is done and published, else `in_progress`.
 */
type Target = RequestStatus | 'same' | 'held_from' | 'by_prices' | 'by_lines';

interface Transition {
  readonly from: readonly RequestStatus[];
  readonly to: Target;
}

/** The life of a request. A row's name is the command that performs it. */
export const REQUEST_WORKFLOW = {
  take: { from: ['submitted'], to: 'negotiating' },
  edit: { from: ['submitted'], to: 'submitted' },
  addLines: { from: ['submitted', 'negotiating', 'agreed'], to: 'by_prices' },
  cancelLine: { from: ['negotiating', 'agreed'], to: 'by_prices' },
  assign: { from: ['submitted', 'negotiating', 'agreed', 'in_progress', 'delivered', 'on_hold'], to: 'same' },
  release: { from: ['submitted', 'negotiating', 'agreed', 'in_progress', 'delivered', 'on_hold'], to: 'same' },
  offer: { from: ['submitted', 'negotiating'], to: 'by_prices' },
  acceptOffer: { from: ['negotiating'], to: 'by_prices' },
  acceptAll: { from: ['negotiating'], to: 'by_prices' },
  declineOffer: { from: ['negotiating'], to: 'by_prices' },
  withdrawOffer: { from: ['negotiating'], to: 'by_prices' },
  confirmListed: { from: ['submitted', 'negotiating'], to: 'by_prices' },
  reopenPrice: { from: ['negotiating', 'agreed'], to: 'negotiating' },
  start: { from: ['agreed'], to: 'in_progress' },
  startLine: { from: ['in_progress'], to: 'in_progress' },
  finishLine: { from: ['in_progress'], to: 'in_progress' },
  publish: { from: ['in_progress', 'delivered'], to: 'by_lines' },
  acceptResult: { from: ['delivered'], to: 'completed' },
  askCorrections: { from: ['delivered'], to: 'in_progress' },
  reject: { from: ['submitted', 'negotiating', 'agreed', 'on_hold'], to: 'rejected' },
  cancel: { from: ['submitted', 'negotiating', 'agreed', 'on_hold'], to: 'cancelled' },
  hold: { from: ['submitted', 'negotiating', 'agreed', 'in_progress'], to: 'on_hold' },
  resume: { from: ['on_hold'], to: 'held_from' },
} as const satisfies Record<string, Transition>;

export type RequestAction = keyof typeof REQUEST_WORKFLOW;
export const REQUEST_ACTIONS = Object.keys(REQUEST_WORKFLOW) as readonly RequestAction[];

export function canTransition(status: RequestStatus, action: RequestAction): boolean {
  const from: readonly RequestStatus[] = REQUEST_WORKFLOW[action].from;
  return from.includes(status);
}

/** Whose move it is: read from the state, never stored. */
export function turnOf(status: RequestStatus): 'studio' | 'client' | 'nobody' {
  switch (status) {
    case 'submitted':
    case 'negotiating':
    case 'in_progress':
      return 'studio';
    case 'agreed':
    case 'delivered':
    case 'on_hold':
      return 'client';
    case 'completed':
    case 'rejected':
    case 'cancelled':
      return 'nobody';
  }
}
