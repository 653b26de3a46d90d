import {
  addService,
  answerDebugging,
  answerScript,
  boardRow,
  contactOf,
  fillContact,
  SERVICES,
  send,
  status,
  writeRequest,
} from './acts.ts';
import type { Person } from './seat.ts';
import { expect, test } from './stage.ts';
import { fill, type Locale } from './texts.ts';

const PEOPLE: { readonly [L in Locale]: { readonly client: Person; readonly manager: Person } } = {
  fr: {
    client: { firstName: 'Margot', lastName: 'Delorme' },
    manager: { firstName: 'Yanis', lastName: 'Bellec', group: 'gestionnaire' },
  },
  en: {
    client: { firstName: 'Emma', lastName: 'Clarke' },
    manager: { firstName: 'Oliver', lastName: 'Hughes', group: 'gestionnaire' },
  },
};

const WORDS = {
  fr: {
    title: 'Métier mécanicien et garage',
    description: 'Serveur RP de 60 joueurs, ouverture dans trois semaines.',
    purpose: 'Le mécanicien pointe, répare au garage et facture le client ; la société voit ses comptes.',
    script: 'esx_inventoryhud',
    symptom: 'L’inventaire plante à l’ouverture depuis la mise à jour.',
    reason: 'Il nous manque la version exacte de votre inventaire.',
  },
  en: {
    title: 'Mechanic job and garage',
    description: 'Roleplay server for 60 players, opening in three weeks.',
    purpose: 'The mechanic clocks in, repairs at the garage and bills the client; the company sees its accounts.',
    script: 'esx_inventoryhud',
    symptom: 'The inventory crashes when it opens since the update.',
    reason: 'We still need the exact version of your inventory.',
  },
} as const;

for (const locale of ['fr', 'en'] as const) {
  test(`a visitor becomes a client and orders, the studio works on it, both see it live (${locale})`, async ({
    stage,
    seat,
    keep,
  }) => {
    const words = WORDS[locale];
    const { client: visitor, manager } = PEOPLE[locale];
    const client = await seat(visitor);
    await client.open();
    const studio = await seat(manager);
    await studio.open();
    if (locale === 'en') {
      await client.setting('language', 'english');
      await studio.setting('language', 'english');
    }
    const { t } = client;
    const step = (name: string) => `${locale}-${name}`;

    await test.step('the studio watches its list', async () => {
      await studio.go('studio');
      await expect(studio.heading(t.requests.board.title)).toBeVisible();
      await expect(boardRow(studio, words.title)).toHaveCount(0);
    });

    await test.step('the visitor sees the price list', async () => {
      const prices = client.tablet.getByRole('list', { name: t.home.order.prices });
      await expect(prices.getByRole('listitem')).toHaveCount(4);
      for (const name of Object.values(SERVICES)) await expect(prices.getByText(name[locale])).toBeVisible();
      await keep(client, step('1-visitor'));
    });

    await test.step('wrong fields are named, then the account is made', async () => {
      await client.button(t.home.visitor.signUp).click();
      await expect(client.heading(t.clients.signUp.title)).toBeVisible();
      const contact = contactOf(visitor);
      await fillContact(client, { ...contact, email: 'margot', phone: '12' });
      await client.button(t.clients.signUp.submit).click();
      await expect(client.tablet.getByText(t.errors.field.email)).toBeVisible();
      await expect(client.tablet.getByText(t.errors.field.phone)).toBeVisible();
      await expect(client.tablet.getByText(t.clients.signUp.consentNeeded)).toBeVisible();
      await expect(client.tablet.getByRole('textbox', { name: t.clients.signUp.email, exact: true })).toBeFocused();
      await keep(client, step('2-sign-up-errors'));
      await fillContact(client, contact);
      await client.tablet.getByText(t.clients.signUp.consent).click();
      await client.button(t.clients.signUp.submit).click();
      await expect(client.tablet.getByText(t.clients.signUp.done, { exact: true })).toBeVisible();
      const rows = await stage.rows('SELECT email, phone FROM atelier_contact WHERE last_name = ?', contact.lastName);
      expect(rows).toEqual([{ email: contact.email, phone: contact.phone }]);
    });

    await test.step('two services are ordered in one request', async () => {
      await client.go('catalogue');
      await expect(client.heading(t.services.title)).toBeVisible();
      await client.button(fill(t.services.orderOne, { name: SERVICES.script[locale] })).click();
      await expect(client.heading(SERVICES.script[locale])).toBeVisible();
      await answerScript(client, words.purpose);
      await addService(client, 'debugging');
      await client.button(t.requests.form.submit).click();
      await expect(client.tablet.getByText(t.errors.field.required).first()).toBeVisible();
      await keep(client, step('3-new-request-errors'));
      await answerDebugging(client, words);
      await writeRequest(client, words.title, words.description);
      await keep(client, step('4-new-request'));
    });

    const reference = await send(client, words.title);
    await test.step('both see it at once', async () => {
      await expect(status(client, 'submitted')).toBeVisible();
      await keep(client, step('5-request-submitted'));
      await expect(boardRow(studio, words.title)).toContainText(reference);
      await expect(boardRow(studio, words.title)).toContainText(t.requests.board.newOne);
      await keep(studio, step('6-board'));
    });

    await test.step('the studio takes it', async () => {
      await boardRow(studio, words.title).click();
      await expect(studio.heading(words.title)).toBeVisible();
      await expect(studio.tablet.getByText(words.description)).toBeVisible();
      await studio.button(t.requests.action.take).click();
      await expect(status(client, 'negotiating')).toBeVisible();
      await expect(status(studio, 'negotiating')).toBeVisible();
    });

    await test.step('on hold, with a reason', async () => {
      await studio.button(t.requests.action.hold).click();
      const dialog = studio.tablet.getByRole('dialog');
      await dialog.getByRole('textbox', { name: t.requests.reason.label }).fill(words.reason);
      await keep(studio, step('7-hold'));
      await dialog.getByRole('button', { name: t.requests.reason.hold.confirm, exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(status(client, 'on_hold')).toBeVisible();
      await expect(client.tablet.getByText(words.reason).first()).toBeVisible();
      await keep(client, step('8-request-on-hold'));
    });

    await test.step('taken up again', async () => {
      await studio.button(t.requests.action.resume).click();
      await expect(status(studio, 'negotiating')).toBeVisible();
      await expect(status(client, 'negotiating')).toBeVisible();
      await keep(client, step('9-request-resumed'));
      await keep(studio, step('9-studio-resumed'));
    });

    await test.step('the database says the same', async () => {
      const [row] = await stage.rows(
        `SELECT r.id, r.title, r.description, r.status, r.line_count, r.version, a.display_name AS assignee
         FROM atelier_request r LEFT JOIN atelier_account a ON a.id = r.assignee_id WHERE r.reference = ?`,
        reference,
      );
      expect(row).toMatchObject({
        title: words.title,
        description: words.description,
        status: 'negotiating',
        line_count: 2,
        version: 4,
        assignee: `${manager.firstName} ${manager.lastName}`,
      });
      const lines = await stage.rows(
        'SELECT kind, answers FROM atelier_request_line WHERE request_id = ? ORDER BY position',
        row.id,
      );
      expect(lines.map(({ kind }) => kind)).toEqual(['script', 'debugging']);
      expect(JSON.parse(lines[0].answers)).toMatchObject({ purpose: words.purpose });
      expect(JSON.parse(lines[1].answers)).toMatchObject({ scriptName: words.script, symptom: words.symptom });
      const events = await stage.rows(
        "SELECT kind FROM atelier_event WHERE subject_kind = 'request' AND subject_id = ? ORDER BY seq",
        row.id,
      );
      expect(events.map(({ kind }) => kind.replace(/^.*\./, ''))).toEqual(['submit', 'take', 'hold', 'resume']);
    });
  });
}
