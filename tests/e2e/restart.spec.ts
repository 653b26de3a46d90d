import type { Tablet } from '../support/tablet.ts';
import { answerDebugging, SERVICES, send, writeRequest } from './acts.ts';
import type { Person, Seat, Stage } from './seat.ts';
import { expect, type SeatOptions, test } from './stage.ts';
import { fill } from './texts.ts';

const ANSWERS = { script: 'esx_garage', symptom: 'Les véhicules disparaissent au redémarrage du serveur.' };
const TITLE = 'Garage qui perd les véhicules';
const DESCRIPTION = 'Depuis mardi, un véhicule rangé sur deux ne revient pas.';

type Sit = (who: Person | Tablet, options?: SeatOptions) => Promise<Seat>;

/** A client in front of a new request that is filled in and not sent. */
async function typing(stage: Stage, sit: Sit, person: Person): Promise<Seat> {
  const client = await sit(await stage.client(person));
  await client.shown();
  await client.go('catalogue');
  await client.button(fill(client.t.services.orderOne, { name: SERVICES.debugging.fr })).click();
  await expect(client.heading(SERVICES.debugging.fr)).toBeVisible();
  await answerDebugging(client, ANSWERS);
  await writeRequest(client, TITLE, DESCRIPTION);
  return client;
}

async function typedIsThere(client: Seat): Promise<void> {
  const { tablet, t } = client;
  const { form } = t.requests;
  await expect(tablet.getByRole('textbox', { name: form.titleLabel, exact: true })).toHaveValue(TITLE);
  await expect(tablet.getByRole('textbox', { name: form.description, exact: true })).toHaveValue(DESCRIPTION);
  await expect(tablet.getByRole('textbox', { name: 'Nom du script' })).toHaveValue(ANSWERS.script);
  await expect(tablet.getByRole('textbox', { name: 'Ce qui ne va pas' })).toHaveValue(ANSWERS.symptom);
}

const requestsOf = (stage: Stage, person: Person) =>
  stage.rows(
    `SELECT r.title, r.status FROM atelier_request r JOIN atelier_contact c ON c.account_id = r.client_id
     WHERE c.last_name = ?`,
    person.lastName,
  );

test('a restart of the resource: the tablet comes back by itself with the text, and sending works', async ({
  stage,
  seat,
}) => {
  const person = { firstName: 'Coline', lastName: 'Fabre' };
  const client = await typing(stage, seat, person);
  await stage.sandbox.restart(stage.sandbox.resourceName);
  await client.shown();
  await expect(client.heading(SERVICES.debugging.fr)).toBeVisible();
  await typedIsThere(client);
  expect(client.player.client.focus).toMatchObject({ hasFocus: true, hasCursor: true });
  await send(client, TITLE);
  expect(await requestsOf(stage, person)).toEqual([{ title: TITLE, status: 'submitted' }]);
});

test('sent just before the restart: one request, not none and not two', async ({ stage, seat }) => {
  const person = { firstName: 'Hugo', lastName: 'Vasseur' };
  const client = await typing(stage, seat, person);
  await client.button(client.t.requests.form.submit).click();
  await stage.sandbox.restart(stage.sandbox.resourceName);
  await expect(client.heading(TITLE)).toBeVisible({ timeout: 30_000 });
  expect(await requestsOf(stage, person)).toEqual([{ title: TITLE, status: 'submitted' }]);
  await client.go('requests');
  await expect(client.tablet.getByRole('main').getByText(TITLE)).toHaveCount(1);
});

test('the database goes away: it is said, typing goes on, and sending again makes one request', async ({
  stage,
  seat,
}) => {
  const person = { firstName: 'Inaya', lastName: 'Roussel' };
  const client = await typing(stage, seat, person);
  const { t, tablet } = client;
  const title = tablet.getByRole('textbox', { name: t.requests.form.titleLabel, exact: true });
  await stage.sandbox.database.stop();
  try {
    await title.fill(`${TITLE}, sans base de données`);
    await expect(title).toHaveValue(`${TITLE}, sans base de données`);
    await title.fill(TITLE);
    await client.button(t.requests.form.submit).click();
    const refused = tablet.getByText(t.errors.code.unavailable).or(tablet.getByText(t.errors.code.internal));
    await expect(refused.first()).toBeVisible({ timeout: 30_000 });
    // While it is being sent the form is locked; then it may be changed and sent again.
    await expect(client.button(t.requests.form.sendAgain)).toBeVisible({ timeout: 60_000 });
    await typedIsThere(client);
    await title.fill(`${TITLE}, encore`);
    await expect(title).toHaveValue(`${TITLE}, encore`);
    await title.fill(TITLE);
  } finally {
    await stage.sandbox.database.start();
  }
  await client.button(new RegExp(`^(${t.requests.form.submit}|${t.requests.form.sendAgain})$`)).click();
  await expect(client.heading(TITLE)).toBeVisible({ timeout: 30_000 });
  expect(await requestsOf(stage, person)).toEqual([{ title: TITLE, status: 'submitted' }]);
});
