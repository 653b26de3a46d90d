import * as z from 'zod/mini';
import type { FieldIssue } from '../../../../shared/errors.ts';
import { clients as contract } from '../../../../shared/features/clients/contract.ts';
import { CONSENT_VERSION, type Contact } from '../../../../shared/features/clients/model.ts';
import { fieldIssues } from '../../../../shared/schema.ts';

export const CONTACT_FIELDS = ['lastName', 'firstName', 'email', 'phone'] as const satisfies readonly (keyof Contact)[];
export type ContactField = (typeof CONTACT_FIELDS)[number];

export const EMPTY_CONTACT: Contact = { lastName: '', firstName: '', email: '', phone: '' };

/** The path of a field in the command's input. */
export const contactPath = (field: ContactField): `contact.${ContactField}` => `contact.${field}`;

/** What is sent; without the tick there is no consent in it. */
export const signUpInput = (contact: Contact, consent: boolean) => ({
  contact,
  ...(consent && ({ consent: CONSENT_VERSION } as const)),
});

/** Everything that the server would refuse about it, in the order of the form. */
export function checkSignUp(contact: Contact, consent: boolean): FieldIssue[] {
  const checked = z.safeParse(contract.signUp.input, signUpInput(contact, consent), { reportInput: true });
  return checked.success ? [] : fieldIssues(checked.error.issues);
}

/** Where to go on after signing up: a path of the tablet itself, nothing else. */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next');
  return next?.startsWith('/') && !next.startsWith('/signup') ? next : '/catalogue';
}
