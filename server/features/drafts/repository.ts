import sql from 'sql-template-tag';
import * as z from 'zod/mini';
import type { Draft } from '../../../shared/features/drafts/contract.ts';
import type { Database } from '../../core/database.ts';

const DraftRow = z.object({ place: z.string(), counter: z.number(), body: z.string(), saved_at: z.number() });

export const draftRepository = {
  /** An older note never replaces a newer one, in whatever order they arrive. */
  save: (db: Database, draft: Draft & { readonly accountId: string }): Promise<number> =>
    db.write(
      sql`INSERT INTO atelier_draft (account_id, place, counter, body, saved_at)
        VALUES (${draft.accountId}, ${draft.place}, ${draft.counter}, ${draft.body}, ${draft.savedAt})
        ON DUPLICATE KEY UPDATE
          body = IF(VALUES(counter) >= counter, VALUES(body), body),
          saved_at = IF(VALUES(counter) >= counter, VALUES(saved_at), saved_at),
          counter = GREATEST(counter, VALUES(counter))`,
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
