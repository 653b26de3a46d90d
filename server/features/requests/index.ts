import { AppError } from '../../../shared/errors.ts';
import { PAGE_SIZE, type requests } from '../../../shared/features/requests/contract.ts';
import type { NewRequest, Request, StoredRequest } from '../../../shared/features/requests/model.ts';
import type { RequestAction } from '../../../shared/features/requests/workflow.ts';
import type { Database } from '../../core/database.ts';
import type { Handlers } from '../../core/handlers.ts';
import type { Hub } from '../../core/hub.ts';
import type { Machine } from '../../core/ports.ts';
import type { Session } from '../../core/sessions.ts';
import { verify } from '../../core/verify.ts';
import type { Comments } from './comments.ts';
import type { ActionInput, Author } from './decide.ts';
import type { Payments } from './payments.ts';
import { type Detail, lastWritten, requestRepository } from './repository.ts';
import type { RequestService } from './service.ts';

export const requestsFeature = (
  db: Database,
  machine: Machine,
  service: RequestService,
  payments: Payments,
  comments: Comments,
): Handlers<typeof requests> => {
  const step = stepOf(service);
  return {
    submit: ({ actor, input, commandId }) => service.submit(author(actor), input, commandId),
    edit: step('edit'),
    addLines: step('addLines'),
    cancelLine: step('cancelLine'),
    assign: step('assign'),
    release: step('release'),
    take: step('take'),
    hold: step('hold'),
    resume: step('resume'),
    offer: step('offer'),
    acceptOffer: step('acceptOffer'),
    acceptAll: step('acceptAll'),
    declineOffer: step('declineOffer'),
    withdrawOffer: step('withdrawOffer'),
    confirmListed: step('confirmListed'),
    reopenPrice: step('reopenPrice'),
    start: step('start'),
    startLine: step('startLine'),
    finishLine: step('finishLine'),
    publish: step('publish'),
    written: ({ subject }) => lastWritten(db, subject.id),
    acceptResult: step('acceptResult'),
    askCorrections: step('askCorrections'),
    comment: ({ actor, subject, input, commandId }) => comments.add(author(actor), subject, input, commandId),
    answerComment: ({ actor, subject, input, commandId }) => comments.answer(author(actor), subject, input, commandId),
    editComment: ({ actor, subject, input, commandId }) => comments.edit(author(actor), subject, input, commandId),
    hideComment: ({ actor, subject, input, commandId }) => comments.hide(author(actor), subject, input, commandId),
    reject: step('reject'),
    cancel: step('cancel'),
    pay: ({ actor, subject, input, commandId }) =>
      payments.pay(author(actor), actor.character.characterKey, subject, input, commandId),
    recordPayment: ({ actor, subject, input, commandId }) =>
      payments.recordExternal(author(actor), subject, input, commandId),
    refund: ({ actor, subject, input, commandId }) => payments.refund(author(actor), subject, input, commandId),

    mine: ({ actor, input }) =>
      requestRepository.page(db, { clientId: author(actor).accountId, before: input.before, size: PAGE_SIZE }),
    verify: async ({ subject }) => ({
      events: subject.version,
      broken: await verify(db, machine, 'request', subject.id),
    }),
    search: ({ input }) => requestRepository.page(db, { ...input, size: PAGE_SIZE }),

    one: async ({ subject }) => {
      const detail = await requestRepository.detail(db, subject.id);
      if (!detail) throw new AppError('not_found');
      return detail.request;
    },
    own: ({ actor }) => requestRepository.page(db, { clientId: author(actor).accountId, size: PAGE_SIZE }),
    board: () => requestRepository.page(db, { size: PAGE_SIZE }),
  };
};

interface StepContext {
  readonly actor: Session;
  readonly subject: StoredRequest;
  readonly input: ActionInput & { readonly version: number; readonly lines?: NewRequest['lines'] };
  readonly commandId: string;
}

/** Every row of the workflow is carried out by the same rules; the contract says who may. */
const stepOf =
  (service: RequestService) =>
  (action: RequestAction) =>
  ({ actor, subject, input, commandId }: StepContext): Promise<Request> =>
    service.advance(author(actor), subject, action, input, commandId);

/** A change, told to whoever looks: the request itself, its client's list, the studio's board. */
export const announce =
  (hub: Hub) =>
  ({ request, summary, stored }: Detail): void => {
    hub.publish('requests.one', { requestId: request.id }, request, stored);
    hub.publishTo(request.client.id, 'requests.own', {}, summary, undefined);
    hub.publish('requests.board', {}, summary, undefined);
  };

/** The contract lets in only those who have an account; staff get one when they open the tablet. */
function author(actor: Session): Author {
  if (actor.accountId === null) throw new AppError('forbidden');
  return { accountId: actor.accountId, staff: actor.staff };
}
