import { AppError } from '../../../shared/errors.ts';
import { type drafts, MAX_DRAFTS } from '../../../shared/features/drafts/contract.ts';
import type { Database } from '../../core/database.ts';
import type { Handlers } from '../../core/handlers.ts';
import type { Machine } from '../../core/ports.ts';
import type { Session } from '../../core/sessions.ts';
import { draftRepository } from './repository.ts';

export const draftsFeature = (db: Database, machine: Machine): Handlers<typeof drafts> => ({
  async save({ actor, input }) {
    const savedAt = machine.now();
    const saved = await draftRepository.save(db, { accountId: owner(actor), ...input, savedAt });
    if (saved === 0) throw new AppError('too_many_drafts', { limit: MAX_DRAFTS });
    return { savedAt };
  },
  read: ({ actor, input }) => draftRepository.find(db, owner(actor), input.place),
});

/** The contract lets clients in, and every client has an account. */
function owner(actor: Session): string {
  if (actor.accountId === null) throw new AppError('forbidden');
  return actor.accountId;
}
