import * as z from 'zod/mini';
import { Line } from '../../schema.ts';

/** Version of the text a person agrees to when signing up; a new text gets a new number. */
export const CONSENT_VERSION = 1;

const MAX_NAME = 60;

/** Letters of any script, with the marks that names contain. */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{Zs}'’.-]*$/u;
/** One @, a dot in the domain, no blanks: what a mail server could be asked about. */
const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@"(),:;<>[\\\]]+\.[^\s@"(),:;<>[\\\].]{2,}$/u;
/** Digits with the usual separators, an optional leading +. */
const PHONE = /^\+?[0-9][0-9 ()./-]*$/;
const MIN_PHONE_DIGITS = 6;
const MAX_PHONE_DIGITS = 15;

const personName = Line(MAX_NAME).check(z.refine((name) => name === '' || NAME.test(name), { error: 'name' }));

/** The four things that make somebody a client; all are required. */
export const Contact = z.strictObject({
  lastName: personName,
  firstName: personName,
  email: Line(190).check(z.refine((email) => email === '' || EMAIL.test(email), { error: 'email' })),
  phone: Line(30).check(z.refine((phone) => phone === '' || isPhone(phone), { error: 'phone' })),
});
export type Contact = z.infer<typeof Contact>;

function isPhone(phone: string): boolean {
  const digits = phone.replace(/\D/g, '').length;
  return PHONE.test(phone) && digits >= MIN_PHONE_DIGITS && digits <= MAX_PHONE_DIGITS;
}

/** E-mails are unique among accounts without regard to case. */
export const emailKey = (email: string): string => email.normalize('NFKC').toLowerCase();
