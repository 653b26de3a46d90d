import { AppError } from '../../../shared/errors.ts';
import { PAGE_SIZE, type requests } from '../../../shared/features/requests/contract.ts';
import type { RequestSummary } from '../../../shared/features/requests/model.ts';
import type { Database } from '../../core/database.ts';
import type { Handlers } from '../../core/handlers.ts';
import type { Hub } from '../../core/hub.ts';
import type { Session } from '../../core/sessions.ts';
import { type Detail, requestRepository } from './repository.ts';
import type { Author, RequestService } from './service.ts';

export const requestsFeature = (db: Database, service: RequestService): Handlers<typeof requests> => ({
  submit: ({ actor, input, commandId }) => service.submit(author(actor), input, commandId),
  take: ({ actor, subject, input, commandId }) => service.advance(author(actor), subject, 'take', input, commandId),
  hold: ({ actor, subject, input, commandId }) => service.advance(author(actor), subject, 'hold', input, commandId),
  resume: ({ actor, subject, input, commandId }) => service.advance(author(actor), subject, 'resume', input, commandId),

  mine: ({ actor, input }) =>
    requestRepository.page(db, { clientId: author(actor).accountId, before: input.before, size: PAGE_SIZE }),
  search: ({ input }) => requestRepository.page(db, { ...input, size: PAGE_SIZE }),

  one: async ({ subject }) => {
    const detail = await requestRepository.detail(db, subject.id);
    if (!detail) throw new AppError('not_found');
    return detail.request;
  },
  own: ({ actor }) => requestRepository.page(db, { clientId: author(actor).accountId, size: PAGE_SIZE }),
  board: () => requestRepository.page(db, { size: PAGE_SIZE }),
});

/** A change, told to whoever looks: the request itself, its client's list, the studio's board. */
export const announce =
  (hub: Hub) =>
  ({ request, stored }: Detail): void => {
    hub.publish('requests.one', { requestId: request.id }, request, stored);
    const { description: _, lines: __, heldFrom: ___, history: ____, ...summary } = request;
    const row: RequestSummary = summary;
    hub.publishTo(request.client.id, 'requests.own', {}, row, undefined);
    hub.publish('requests.board', {}, row, undefined);
  };

/** The contract lets in only those who have an account; staff get one when they open the tablet. */
function author(actor: Session): Author {
  if (actor.accountId === null) throw new AppError('forbidden');
  return { accountId: actor.accountId, staff: actor.staff };
}
