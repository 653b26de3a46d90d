import { permitsOn } from '../../../../shared/access/rules.ts';
import type { AppError, ErrorCode } from '../../../../shared/errors.ts';
import { requests as contract } from '../../../../shared/features/requests/contract.ts';
import type { Request, Side } from '../../../../shared/features/requests/model.ts';
import type { RequestAction } from '../../../../shared/features/requests/workflow.ts';
import type { Outcome } from '../../rpc/hooks.ts';
import { actorOf, useViewer } from '../../rpc/session.ts';
import { availableActions, subject } from './actions.ts';

type MoneyAction = 'pay' | 'recordPayment' | 'refund';

/** A request on screen, with what its reader may do and where the answers go. */
export interface Desk {
  readonly request: Request;
  /** In the studio's part of the tablet. */
  readonly staff: boolean;
  /** For whom the reader speaks: the client of a request is its client, whatever else they are. */
  readonly side: Side;
  readonly actions: ReadonlySet<RequestAction>;
  readonly money: ReadonlySet<MoneyAction>;
  /** What every decision names: the request, and the version that was looked at. */
  readonly at: { readonly requestId: string; readonly version: number };
  readonly changed: (request: Request) => void;
  /** Reads the request anew: somebody was faster. */
  readonly stale: () => void;
}

const MONEY_ACTIONS: readonly MoneyAction[] = ['pay', 'recordPayment', 'refund'];

export function useDesk(request: Request, staff: boolean, changed: Desk['changed'], stale: Desk['stale']): Desk {
  const viewer = useViewer();
  const actor = actorOf(viewer);
  return {
    request,
    staff,
    side: request.client.id === actor.accountId ? 'client' : 'studio',
    actions: new Set(availableActions(actor, request)),
    money: new Set(
      MONEY_ACTIONS.filter((action) => permitsOn(contract[action].allow, actor, 'request', subject(request))),
    ),
    at: { requestId: request.id, version: request.version },
    changed,
    stale,
  };
}

/** After these the request on screen is not the stored one. */
const STALE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'conflict',
  'invalid_transition',
  'line_final',
  'offer_expired',
  'nothing_open',
  'not_found',
  'over_due',
  'over_paid',
  'not_payable',
  'payment_running',
]);

/** As much of a command as it takes to perform it on a request. */
export interface Runs<I> {
  run(input: I, options?: { readonly commandId?: string }): Promise<Outcome<Request>>;
  readonly busy: boolean;
  readonly error: AppError | null;
}

/** Performs it and shows what it left. */
export async function perform<I>(
  desk: Desk,
  command: Runs<I>,
  input: I,
  options: { readonly commandId?: string } = {},
): Promise<Outcome<Request>> {
  const outcome = await command.run(input, options);
  if (outcome.ok) desk.changed(outcome.data);
  else if (STALE.has(outcome.error.code)) desk.stale();
  return outcome;
}
