import sql from 'sql-template-tag';
import * as z from 'zod/mini';
import { type Draft, MAX_DRAFTS } from '../../../shared/features/drafts/contract.ts';
import type { Database } from '../../core/database.ts';

const DraftRow = z.object({ place: z.string(), counter: z.number(), body: z.string(), saved_at: z.number() });

export const draftRepository = {
  /** An older note never replaces a newer one, in whatever order they arrive. 0: there are too many already. */
  save: (db: Database, draft: Draft & { readonly accountId: string }): Promise<number> =>
    db.write(
      sql`INSERT INTO atelier_draft (account_id, place, counter, body, saved_at)
        SELECT ${draft.accountId}, ${draft.place}, ${draft.counter}, ${draft.body}, ${draft.savedAt} FROM atelier_account a
        WHERE a.id = ${draft.accountId} AND (
          (SELECT COUNT(*) FROM atelier_draft k WHERE k.account_id = a.id AND k.body <> '') < ${MAX_DRAFTS}
          OR EXISTS (SELECT 1 FROM atelier_draft k WHERE k.account_id = a.id AND k.place = ${draft.place})
        )
        ON DUPLICATE KEY UPDATE
          body = IF(VALUES(counter) >= atelier_draft.counter, VALUES(body), atelier_draft.body),
          saved_at = IF(VALUES(counter) >= atelier_draft.counter, VALUES(saved_at), atelier_draft.saved_at),
          counter = GREATEST(atelier_draft.counter, VALUES(counter))`,
    ),

  find: async (db: Database, accountId: string, place: string): Promise<Draft | null> => {
    const row = await db.one(
      DraftRow,
      sql`SELECT place, counter, body, saved_at FROM atelier_draft WHERE account_id = ${accountId} AND place = ${place}`,
    );
    return row && row.body !== ''
      ? { place: row.place, counter: row.counter, body: row.body, savedAt: row.saved_at }
      : null;
  },
};
