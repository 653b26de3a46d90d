import { type Actor, permitsOn } from '../../../../shared/access/rules.ts';
import type { Standing } from '../../../../shared/access/subjects.ts';
import { requests as contract } from '../../../../shared/features/requests/contract.ts';
import type { Request } from '../../../../shared/features/requests/model.ts';
import { canTransition, REQUEST_ACTIONS, type RequestAction } from '../../../../shared/features/requests/workflow.ts';

/** The facts that access is decided on, read from what the screen shows. */
export const subject = ({ client, assignee }: Pick<Request, 'client' | 'assignee'>): Standing['request'] => ({
  clientId: client.id,
  assigneeId: assignee?.id ?? null,
});

/** The buttons of a request, read from the two tables that the server decides by. */
export const availableActions = (viewer: Actor, request: Request): RequestAction[] =>
  REQUEST_ACTIONS.filter(
    (action) =>
      canTransition(request.status, action) && permitsOn(contract[action].allow, viewer, 'request', subject(request)),
  );
