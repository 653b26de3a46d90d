import type { clients } from '../../../shared/features/clients/contract.ts';
import type { Handlers } from '../../core/handlers.ts';
import type { ClientService } from './service.ts';

export const clientsFeature = (service: ClientService): Handlers<typeof clients> => ({
  signUp: ({ actor, input, commandId }) => service.signUp(actor.character, input, commandId),
});
