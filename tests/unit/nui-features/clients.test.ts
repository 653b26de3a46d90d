import { describe, expect, test } from 'vitest';
import { checkSignUp, EMPTY_CONTACT, nextPath, signUpInput } from '../../../nui/src/features/clients/contact.ts';
import { orderPath } from '../../../nui/src/features/services/catalogue.ts';

const NADIA = { lastName: 'Ferrand', firstName: 'Nadia', email: 'nadia@mail.fr', phone: '+33 6 12 34 56 78' };

describe('signing up', () => {
  test('asks for all four details and the consent', () => {
    expect(checkSignUp(EMPTY_CONTACT, false).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'contact.lastName required',
      'contact.firstName required',
      'contact.email required',
      'contact.phone required',
      'consent required',
    ]);
    expect(checkSignUp(NADIA, true)).toEqual([]);
    expect(signUpInput(NADIA, false)).not.toHaveProperty('consent');
  });

  test.each([
    ['email', 'nadia@mail', 'email'],
    ['phone', '12', 'phone'],
    ['lastName', '1234', 'name'],
    ['firstName', 'x'.repeat(61), 'too_long'],
  ] as const)('says what is wrong with %s: %s', (field, value, code) => {
    expect(checkSignUp({ ...NADIA, [field]: value }, true)).toMatchObject([{ path: `contact.${field}`, code }]);
  });
});

describe('the way back after signing up', () => {
  test('leads to the order that asked for an account', () => {
    const path = orderPath('00000000000000000001', false);
    expect(path.startsWith('/signup?next=')).toBe(true);
    expect(nextPath(path.slice('/signup?'.length))).toBe('/requests/new?add=00000000000000000001');
    expect(orderPath('00000000000000000001', true)).toBe('/requests/new?add=00000000000000000001');
  });

  test.each(['', 'next=', 'next=https://evil.example', 'next=/signup'])('is the catalogue for %j', (search) => {
    expect(nextPath(search)).toBe('/catalogue');
  });
});
