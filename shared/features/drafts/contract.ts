import * as z from 'zod/mini';
import { any, has } from '../../access/rules.ts';
import { note, query } from '../../contract/define.ts';
import { Time } from '../../schema.ts';

export const MAX_DRAFT = 150_000;
/** Places of one account that may hold a draft at the same time. */
export const MAX_DRAFTS = 100;
/** Where a text belongs: `request.new`, `request.<id>.reply`, … */
export const Place = z.string().check(z.regex(/^[a-zA-Z0-9.:_-]{1,80}$/));

/**
 * What was typed and not sent. The body is the page's own JSON text; the server keeps it unread.
 * `counter` is the page's clock: an older note never replaces a newer one. An empty body forgets the draft.
 */
export const Draft = z.object({
  place: Place,
  counter: Time,
  body: z.string().check(z.maxLength(MAX_DRAFT)),
  savedAt: Time,
});
export type Draft = z.infer<typeof Draft>;

const writes = any(has('request.submit'), has('request.work'));

export const drafts = {
  save: note({
    allow: writes,
    input: z.strictObject({ place: Place, counter: Time, body: z.string().check(z.maxLength(MAX_DRAFT)) }),
    output: z.object({ savedAt: Time }),
    limit: { calls: 20, perMs: 30_000 },
  }),
  read: query({
    allow: writes,
    input: z.strictObject({ place: Place }),
    output: z.nullable(Draft),
  }),
};
