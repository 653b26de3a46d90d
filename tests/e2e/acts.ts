import { expect } from '@playwright/test';
import type { Seat } from './seat.ts';
import { fill, type Locale } from './texts.ts';

/** The service of the price list that has this code, named as the seed does. */
export const SERVICES = {
  environment: { fr: 'Création d’un environnement sur mesure', en: 'Custom server environment' },
  script: { fr: 'Création d’un script complet de A à Z', en: 'Complete script from A to Z' },
  debugging: { fr: 'Débogage de script', en: 'Script debugging' },
  other: { fr: 'Autre prestation', en: 'Another service' },
} as const;

export const QUESTIONS = {
  purpose: { fr: 'Ce que le script doit faire', en: 'What the script must do' },
  scriptName: { fr: 'Nom du script', en: 'Name of the script' },
  problem: { fr: 'Genre de problème', en: 'Kind of problem' },
  error: { fr: 'Une erreur', en: 'An error' },
  symptom: { fr: 'Ce qui ne va pas', en: 'What goes wrong' },
  code: { fr: 'Le code concerné', en: 'The code in question' },
} as const;

export interface Contact {
  readonly lastName: string;
  readonly firstName: string;
  readonly email: string;
  readonly phone: string;
}

export const contactOf = (person: { readonly firstName: string; readonly lastName: string }): Contact => ({
  firstName: person.firstName,
  lastName: person.lastName,
  email: `${person.firstName}.${person.lastName}@exemple.fr`.toLowerCase(),
  phone: '06 12 34 56 78',
});

export async function fillContact(seat: Seat, contact: Contact): Promise<void> {
  const { signUp } = seat.t.clients;
  for (const field of ['lastName', 'firstName', 'email', 'phone'] as const) {
    await seat.tablet.getByRole('textbox', { name: signUp[field], exact: true }).fill(contact[field]);
  }
}

/** Adds a line for a service on the screen of a new request. */
export async function addService(seat: Seat, service: keyof typeof SERVICES): Promise<void> {
  const name = SERVICES[service][seat.locale];
  const add = fill(seat.t.requests.form.addOne, { name, price: '' });
  await seat.tablet.getByRole('button', { name: add }).first().click();
  await expect(seat.heading(name)).toBeVisible();
}

export async function answerScript(seat: Seat, purpose: string): Promise<void> {
  await seat.tablet.getByRole('textbox', { name: QUESTIONS.purpose[seat.locale] }).fill(purpose);
}

export async function answerDebugging(seat: Seat, answers: { script: string; symptom: string }): Promise<void> {
  const { locale, tablet } = seat;
  await tablet.getByRole('textbox', { name: QUESTIONS.scriptName[locale] }).fill(answers.script);
  await seat.choose(QUESTIONS.problem[locale], QUESTIONS.error[locale]);
  await tablet.getByRole('textbox', { name: QUESTIONS.symptom[locale] }).fill(answers.symptom);
}

export async function writeRequest(seat: Seat, title: string, description: string): Promise<void> {
  const { form } = seat.t.requests;
  await seat.tablet.getByRole('textbox', { name: form.titleLabel, exact: true }).fill(title);
  await seat.tablet.getByRole('textbox', { name: form.description, exact: true }).fill(description);
}

/** Sends the request and gives the reference that the page then shows. */
export async function send(seat: Seat, title: string): Promise<string> {
  await seat.button(seat.t.requests.form.submit).click();
  await expect(seat.heading(title)).toBeVisible();
  return referenceOf(seat);
}

export async function referenceOf(seat: Seat): Promise<string> {
  const crumbs = seat.tablet.getByRole('navigation', { name: seat.t.common.crumb.label });
  const here = crumbs.getByText(/\d/);
  await expect(here).toBeVisible();
  return ((await here.textContent()) ?? '').trim();
}

/** The row of the studio's list that holds this request. */
export const boardRow = (seat: Seat, title: string) =>
  seat.tablet
    .getByRole('list', { name: seat.t.requests.board.title, exact: true })
    .getByRole('button')
    .filter({ hasText: title });

export const status = (seat: Seat, name: keyof Seat['t']['common']['status']) =>
  seat.tablet.getByRole('main').getByText(seat.t.common.status[name], { exact: true }).first();

export const other = (locale: Locale): Locale => (locale === 'fr' ? 'en' : 'fr');
