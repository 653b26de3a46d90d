import type { Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Fixture, startFixture } from './fixture.ts';

let fixture: Fixture;
let page: Page;

beforeAll(async () => {
  fixture = await startFixture();
  page = await fixture.browser.newPage();
});
afterAll(() => fixture?.close());
beforeEach(async () => {
  await page.goto(fixture.served.url);
  await page.waitForSelector('[data-player="superadmin"]');
});

const row = (slug: string) => page.locator(`[data-player="${slug}"]`);

test('five players are ready, and a new one joins from the form', async () => {
  expect(await page.locator('.person').count()).toBe(5);
  await page.fill('.join [name=firstName]', 'Marc');
  await page.fill('.join [name=lastName]', 'Dubois');
  await page.click('.join [type=submit]');
  await row('marc-dubois').waitFor();
  await row('marc-dubois').locator('.more').click();
  await row('marc-dubois').getByText('Retirer de la liste').click();
  await row('marc-dubois').waitFor({ state: 'detached' });
});

test('a player is opened in a tab, shown as online, changed and disconnected', async () => {
  const opened = page.waitForEvent('popup');
  await row('client').getByText('Jouer').click();
  const tab = await opened;
  await tab.waitForSelector('iframe.is-ready');
  await row('client').getByText('1 onglet').waitFor();

  await row('client').locator('.more').click();
  await row('client').locator('[data-switch=dead]').click();
  await row('client').locator('[data-switch=dead][aria-pressed=true]').waitFor();
  await tab.waitForSelector('body.game--down');

  await row('client').getByText('Déconnecter').click();
  await row('client').getByText('Hors ligne').waitFor();
  await tab.waitForSelector('.cover h1');
  await tab.close();
});

test('the resource is stopped and started, and the log follows', async () => {
  const line = page.locator('[data-resource="fixture"]');
  await line.getByText('Arrêter').click();
  await line.getByText('Arrêtée').waitFor();
  await line.getByText('Démarrer').click();
  await line.getByText('Démarrée').waitFor();
  await fixture.sandbox
    .join({ name: 'Marqueur', firstName: 'Le', lastName: 'Marqueur' })
    .then((player) => player.emitNet('fixture:mark', '<i>vu</i>'));
  await page.locator('.log').getByText('marked <i>vu</i>').waitFor();
});

test('a refusal says why', async () => {
  await page.evaluate(() => fetch('/api/players/visiteur/leave', { method: 'POST' }));
  await row('visiteur').locator('.more').click();
  await row('visiteur').locator('[name=bank]').fill('-5');
  await row('visiteur').getByText('Fixer le solde').click();
  await page.locator('.toast').getByText('Saisie refusée.').waitFor();
  expect(await page.locator('.toast').count()).toBe(1);
});

test('English by a link', async () => {
  await page.getByText('English').click();
  await page.getByText('Who do you play?').waitFor();
  expect(await row('client').locator('.acts a').getAttribute('href')).toBe('/play/client?lang=en');
});
