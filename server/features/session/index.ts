import type { session } from '../../../shared/features/session/contract.ts';
import type { Viewer } from '../../../shared/features/session/model.ts';
import type { Handlers } from '../../core/handlers.ts';
import type { Session } from '../../core/sessions.ts';

/** What the tablet may know about its holder. */
export const viewer = (actor: Session, studio: Viewer['studio']): Viewer => ({
  role: actor.role,
  staff: actor.staff,
  permissions: [...actor.permissions],
  account: actor.account && { id: actor.account.id, name: actor.account.name, client: actor.account.client },
  character: { firstName: actor.character.firstName, lastName: actor.character.lastName },
  studio,
  version: actor.version,
});

export const sessionFeature = (studio: Viewer['studio']): Handlers<typeof session> => ({
  me: ({ actor }) => viewer(actor, studio),
});
