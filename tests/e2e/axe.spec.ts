import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { commandId } from '../support/tablet.ts';
import { twoLines } from '../support/world.ts';
import { answerScript, boardRow, SERVICES } from './acts.ts';
import type { Seat } from './seat.ts';
import { expect, test } from './stage.ts';
import { fill } from './texts.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations', 'passes'],
};

type AxeWindow = Window & { axe?: { run(context: Document, options: RunOptions): Promise<AxeResults> } };

/** What axe finds on the screen in front of this person, in both themes; each as « rule: element ». */
async function audit(seat: Seat, screen: string, found: string[]): Promise<void> {
  const frame = await seat.frame();
  const { violations, passes } = await frame.evaluate((options) => {
    const { axe }: AxeWindow = window;
    if (!axe) throw new Error('axe is not there');
    // What moves has half its contrast on the way.
    for (const animation of document.getAnimations()) {
      try {
        animation.finish();
      } catch {
        animation.cancel();
      }
    }
    return axe.run(document, options);
  }, RULES);
  expect(
    passes.map(({ id }) => id),
    `${screen} was looked at`,
  ).toContain('color-contrast');
  for (const { id, nodes } of violations) {
    for (const { html, failureSummary } of nodes) {
      found.push(`${screen}: ${id}: ${html.slice(0, 160)} ${failureSummary?.replace(/\s+/g, ' ').slice(0, 200)}`);
    }
  }
}

const withAxe = { before: (page: Seat['page']) => page.addInitScript(AXE) };

for (const theme of ['dark', 'light'] as const) {
  test(`every screen passes axe, ${theme}`, async ({ stage, seat }) => {
    const found: string[] = [];
    const on = theme === 'dark' ? 'sombre' : 'clair';

    await test.step('visitor', async () => {
      const visitor = await seat({ firstName: 'Noé', lastName: `Visiteur ${on}` }, withAxe);
      await visitor.open();
      await visitor.setting('theme', theme);
      await audit(visitor, 'home of a visitor', found);
      await visitor.button(visitor.t.home.visitor.signUp).click();
      await visitor.button(visitor.t.clients.signUp.submit).click();
      await expect(visitor.tablet.getByText(visitor.t.errors.field.required).first()).toBeVisible();
      await audit(visitor, 'sign-up with errors', found);
      await visitor.go('catalogue');
      await expect(visitor.tablet.getByText(visitor.t.services.visitor)).toBeVisible();
      await audit(visitor, 'catalogue', found);
    });

    const tablet = await stage.client({ firstName: 'Jade', lastName: `Cliente ${on}` });
    const client = await seat(tablet, withAxe);
    const { t } = client;
    await test.step('client', async () => {
      await client.shown();
      await client.setting('theme', theme);
      await expect(client.tablet.getByText(t.home.mine.emptyTitle)).toBeVisible();
      await audit(client, 'home of a client, empty', found);
      await client.go('requests');
      await expect(client.tablet.getByText(t.requests.mine.emptyTitle)).toBeVisible();
      await audit(client, 'own requests, empty', found);
      await client.go('catalogue');
      await client.button(fill(t.services.orderOne, { name: SERVICES.script.fr })).click();
      await answerScript(client, 'Un métier.');
      await client.button(t.requests.form.submit).click();
      await expect(client.tablet.getByText(t.errors.field.required).first()).toBeVisible();
      await audit(client, 'new request with errors', found);
      await client.button(t.requests.form.clear).click();
      await expect(client.tablet.getByRole('alertdialog')).toBeVisible();
      await audit(client, 'confirmation', found);
      await client.page.keyboard.press('Escape');
      await client.button(t.common.settings.title).click();
      await expect(client.tablet.getByRole('dialog')).toBeVisible();
      await audit(client, 'settings', found);
      await client.page.keyboard.press('Escape');
    });

    const title = `Garage ${on}`;
    const worker = await stage.client({ firstName: 'Ambre', lastName: `Acheteuse ${on}` });
    await worker.command('requests.submit', { ...(await twoLines(worker)), title }, commandId());
    const owner = await seat(worker, withAxe);
    await test.step('a request, both sides', async () => {
      await owner.shown();
      await owner.setting('theme', theme);
      await expect(owner.tablet.getByRole('main').getByText(title).first()).toBeVisible();
      await audit(owner, 'home of a client', found);
      const studio = await seat({ firstName: 'Loan', lastName: `Studio ${on}`, group: 'gestionnaire' }, withAxe);
      await studio.open();
      await studio.setting('theme', theme);
      await studio.go('studio');
      await expect(boardRow(studio, title)).toBeVisible();
      await audit(studio, 'board', found);
      await boardRow(studio, title).click();
      await studio.button(t.requests.action.take).click();
      await studio.button(t.requests.action.hold).click();
      await expect(studio.tablet.getByRole('dialog')).toBeVisible();
      await audit(studio, 'putting on hold', found);
      await studio.tablet
        .getByRole('dialog')
        .getByRole('button', { name: t.requests.reason.hold.confirm, exact: true })
        .click();
      await expect(studio.tablet.getByRole('dialog')).toBeHidden();
      await audit(studio, 'request at the studio', found);
      await owner.go('requests');
      await owner.tablet.getByRole('main').getByText(title).first().click();
      await expect(owner.heading(title)).toBeVisible();
      await audit(owner, 'request of a client, on hold', found);
    });
    expect([...new Set(found)]).toEqual([]);
  });
}
