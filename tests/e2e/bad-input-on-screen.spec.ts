import { twoLines } from '../support/world.ts';
import { boardRow, contactOf, fillContact, QUESTIONS, SERVICES, send, writeRequest } from './acts.ts';
import { expect, test } from './stage.ts';
import { fill } from './texts.ts';

/** What a text may hold; nothing of it means anything to the tablet. */
const TITLE = '<script>alert(1)</script> "); DROP TABLE `x`;';
const DESCRIPTION =
  'مرحبا بالعالم 👩‍🔧🚗 é̀ \\n %s {{name}} $t(x) ~r~rouge ^1 <b>gras</b>\n  deux espaces  ici\n\tune tabulation';
const SCRIPT_NAME = '../../etc/passwd; os.execute("rm -rf /") -- ]]';
const SYMPTOM = '‮inversé‬ <img src=x onerror=alert(1)> &amp; &lt; \u{1F1EB}\u{1F1F7} ﷽';
const LINE = "local s = [[</pre><script>alert('é👾مرحبا')</script>]] -- `;'\"";
/** Ten thousand characters with indents and empty lines. */
const CODE = Array.from({ length: 400 }, (_, line) => `${'  '.repeat(line % 4)}${line % 9 === 0 ? '' : LINE}`)
  .join('\n')
  .slice(0, 9_999)
  .concat('!');

test('text is shown unchanged to the studio, whatever it contains', async ({ stage, seat }) => {
  const client = await seat(await stage.client({ firstName: 'Zoé', lastName: 'Garnier' }));
  await client.shown();
  const { tablet, t } = client;
  await client.go('catalogue');
  await client.button(fill(t.services.orderOne, { name: SERVICES.debugging.fr })).click();
  await tablet.getByRole('textbox', { name: QUESTIONS.scriptName.fr }).fill(SCRIPT_NAME);
  await client.choose(QUESTIONS.problem.fr, QUESTIONS.error.fr);
  await tablet.getByRole('textbox', { name: QUESTIONS.symptom.fr }).fill(SYMPTOM);
  await tablet.getByRole('textbox', { name: QUESTIONS.code.fr }).fill(CODE);
  await writeRequest(client, TITLE, DESCRIPTION);
  const reference = await send(client, TITLE);

  const studio = await seat({ firstName: 'Rémi', lastName: 'Aubert', group: 'gestionnaire' });
  await studio.open();
  await studio.go('studio');
  await boardRow(studio, reference).click();
  await expect(studio.heading(TITLE)).toBeVisible();
  const readAll = studio.tablet.getByRole('button', { name: studio.t.requests.page.readAll, exact: true });
  while ((await readAll.count()) > 0) await readAll.first().click();
  const main = studio.tablet.getByRole('main');
  const texts = await main.evaluate((element) => {
    const found: (string | null)[] = [];
    for (const each of element.querySelectorAll('*')) found.push(each.textContent);
    return found;
  });
  for (const typed of [TITLE, DESCRIPTION, SCRIPT_NAME, SYMPTOM, CODE]) expect(texts).toContain(typed);
  // Spaces and line breaks are seen, not only kept.
  const description = main.getByText('deux espaces').last();
  expect(await description.evaluate((element) => getComputedStyle(element).whiteSpace)).toMatch(/^pre/);

  const [stored] = await stage.rows('SELECT title, description FROM atelier_request WHERE reference = ?', reference);
  expect(stored).toEqual({ title: TITLE, description: DESCRIPTION });
});

test('what the server refuses is said in the player’s language', async ({ stage, seat }) => {
  const first = await stage.client({ firstName: 'Maud', lastName: 'Lemoine' });
  for (let count = 0; count < 5; count += 1) await first.command('requests.submit', await twoLines(first));

  await test.step('too many open requests', async () => {
    const client = await seat(first);
    await client.shown();
    const name = SERVICES.other.fr;
    await client.go('catalogue');
    await client.button(fill(client.t.services.orderOne, { name })).click();
    await client.tablet.getByRole('textbox', { name: 'Votre besoin' }).fill('Une sixième demande.');
    await writeRequest(client, 'La demande de trop', 'Une de plus que permis.');
    await client.button(client.t.requests.form.submit).click();
    await expect(client.tablet.getByText(fill(client.t.errors.code.too_many_open_other, { count: 5 }))).toBeVisible();
    await client.setting('language', 'english');
    await expect(client.tablet.getByText(fill(client.t.errors.code.too_many_open_other, { count: 5 }))).toBeVisible();
    await expect(
      client.tablet.getByRole('textbox', { name: client.t.requests.form.titleLabel, exact: true }),
    ).toHaveValue('La demande de trop');
    const [{ n }] = await stage.rows("SELECT COUNT(*) AS n FROM atelier_request WHERE title = 'La demande de trop'");
    expect(Number(n)).toBe(0);
  });

  await test.step('an address that somebody else has', async () => {
    const person = { firstName: 'Gaël', lastName: 'Prigent' };
    const taken = (await stage.rows("SELECT email FROM atelier_contact WHERE last_name = 'Lemoine'"))[0].email;
    const visitor = await seat(person);
    await visitor.open();
    await visitor.button(visitor.t.home.visitor.signUp).click();
    await fillContact(visitor, { ...contactOf(person), email: taken });
    await visitor.tablet.getByText(visitor.t.clients.signUp.consent).click();
    await visitor.button(visitor.t.clients.signUp.submit).click();
    await expect(visitor.tablet.getByText(visitor.t.errors.code.email_unavailable)).toBeVisible();
    await visitor.setting('language', 'english');
    await expect(visitor.tablet.getByText(visitor.t.errors.code.email_unavailable)).toBeVisible();
    expect(await stage.rows("SELECT email FROM atelier_contact WHERE last_name = 'Prigent'")).toEqual([]);
  });
});
