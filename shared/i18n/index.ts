import type { clients } from './fr/clients.ts';
import type { common } from './fr/common.ts';
import type { errors } from './fr/errors.ts';
import type { home } from './fr/home.ts';
import type { requests } from './fr/requests.ts';
import type { services } from './fr/services.ts';
import type { session } from './fr/session.ts';
import type { KeysOf } from './types.ts';

/**
 * All texts of the interface, by namespace; French is the reference. A new namespace is one line here and one file per
 * language: `fr/<name>.ts` (`as const`) and `en/<name>.ts` (`satisfies Translation<typeof fr>`).
 */
export interface Texts {
  readonly common: typeof common;
  readonly errors: typeof errors;
  readonly session: typeof session;
  readonly clients: typeof clients;
  readonly services: typeof services;
  readonly requests: typeof requests;
  readonly home: typeof home;
}

export type Namespace = keyof Texts;

/** `common.save`, `requests.status.submitted`: namespace, dot, key. A key that does not exist does not compile. */
export type TextKey = { [N in Namespace]: `${N}.${KeysOf<Texts[N]>}` }[Namespace];

/** Loaded before the first screen shows; all others come with the screens that need them. */
export const INITIAL_NAMESPACES = ['common', 'errors', 'session'] as const satisfies readonly Namespace[];
