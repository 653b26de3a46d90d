import * as z from 'zod/mini';
import { PERMISSIONS } from '../../access/permissions.ts';
import { SYSTEM_ROLES } from '../../access/roles.ts';
import { Id, Version } from '../../schema.ts';

/** How amounts are written: an ISO 4217 code, or `game` with a symbol of the server's own. */
export const Currency = z.object({ code: z.string(), symbol: z.string() });
export type Currency = z.infer<typeof Currency>;

/** What the tablet knows about the person who holds it. */
export const Viewer = z.object({
  role: z.enum(SYSTEM_ROLES),
  staff: z.boolean(),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Null for a visitor. `client` is false for staff who never signed up as a client. */
  account: z.nullable(z.object({ id: Id, name: z.string(), client: z.boolean() })),
  /** The loaded character, to suggest a name at sign-up. */
  character: z.object({ firstName: z.string(), lastName: z.string() }),
  studio: z.object({ name: z.string(), currency: Currency, maxOpenRequests: z.int() }),
  /** Grows with every change, so that a late event never hides a newer one. */
  version: Version,
});
export type Viewer = z.infer<typeof Viewer>;
