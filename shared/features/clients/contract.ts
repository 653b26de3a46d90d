import * as z from 'zod/mini';
import { everyone } from '../../access/rules.ts';
import { command } from '../../contract/define.ts';
import { Id } from '../../schema.ts';
import { CONSENT_VERSION, Contact } from './model.ts';

export const clients = {
  /** A player becomes a client. Refused with `already_client` or `email_unavailable`. */
  signUp: command({
    allow: everyone,
    input: z.strictObject({ contact: Contact, consent: z.literal(CONSENT_VERSION) }),
    output: z.object({ accountId: Id }),
    limit: { calls: 5, perMs: 3_600_000 },
  }),
};
