import { AppError } from '../../../shared/errors.ts';
import type { services } from '../../../shared/features/services/contract.ts';
import type { Service } from '../../../shared/features/services/model.ts';
import type { Handlers } from '../../core/handlers.ts';
import type { Hub } from '../../core/hub.ts';
import type { Session } from '../../core/sessions.ts';
import type { Catalogue } from './service.ts';

export const servicesFeature = (catalogue: Catalogue): Handlers<typeof services> => ({
  catalogue: () => catalogue.active(),
  all: () => catalogue.all(),
  create: ({ actor, input, commandId }) => catalogue.create(author(actor), input, commandId),
  edit: ({ actor, subject, input, commandId }) => catalogue.change(author(actor), subject, 'edit', input, commandId),
  archive: ({ actor, subject, input, commandId }) =>
    catalogue.change(author(actor), subject, 'archive', input, commandId),
  restore: ({ actor, subject, input, commandId }) =>
    catalogue.change(author(actor), subject, 'restore', input, commandId),
  move: ({ actor, subject, input, commandId }) => catalogue.change(author(actor), subject, 'move', input, commandId),
});

export const announceService =
  (hub: Hub) =>
  (service: Service): void => {
    hub.publish('services.catalogue', {}, service, undefined);
    hub.publish('services.all', {}, service, undefined);
  };

/** The contract lets in only staff, who have an account. */
function author(actor: Session): string {
  if (actor.accountId === null) throw new AppError('forbidden');
  return actor.accountId;
}
