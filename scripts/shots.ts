// Pictures of every screen in every state, from the running resource in the game's browser: artifacts/shots/screens,
// and the three of the README in docs/images.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { createSandbox, type SandboxOptions } from '../sandbox/index.ts';
import { serveSandbox } from '../sandbox/web/server.ts';
import type { Input, Output } from '../shared/contract/index.ts';
import { addService, answerDebugging, answerScript, boardRow, SERVICES, writeRequest } from '../tests/e2e/acts.ts';
import { FLAT_GAME, type Person, Seat, Stage } from '../tests/e2e/seat.ts';
import { fill, type Locale } from '../tests/e2e/texts.ts';
import type { Tablet } from '../tests/support/tablet.ts';
import { findChromium } from './machine.mjs';
import { nuiChromium, nuiChromiumRuns } from './nui-chromium.mjs';

const root = path.resolve(import.meta.dirname, '..');
const screens = path.join(root, 'artifacts/shots/screens');
const images = path.join(root, 'docs/images');
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
] as const;
const LOOKS = [
  { locale: 'fr', theme: 'dark' },
  { locale: 'fr', theme: 'light' },
  { locale: 'en', theme: 'dark' },
  { locale: 'en', theme: 'light' },
] as const;
const LARGEST_IMAGE = 400_000;
/** The drawn city is too rich in colours for a small file. */
const DUSK =
  '#scene { display: none } body { background: linear-gradient(#1f2740, #3d4468 38%, #6b5a66 60%, #2b2a31 64%, #17171c) }';
const DAY_MS = 24 * 60 * 60_000;

const nadia = { firstName: 'Nadia', lastName: 'Ferrand' };
const camille = { firstName: 'Camille', lastName: 'Orsini' };
const malo = { firstName: 'Malo', lastName: 'Kerbrat' };
const awa = { firstName: 'Awa', lastName: 'Diallo' };
const sofia = { firstName: 'Sofia', lastName: 'Mendes' };
const ines = { firstName: 'Inès', lastName: 'Caron', group: 'gestionnaire' };
const theo = { firstName: 'Théo', lastName: 'Marchal', group: 'atelier_superadmin' };
const visitor = { firstName: 'Lucas', lastName: 'Perrin' };

type Line = Input<'requests.submit'>['lines'][number];
type Request = Output<'requests.take'>;

const folder = mkdtempSync(path.join(tmpdir(), 'atelier-shots-'));

/** A server on the schema of that name; what was there stays. */
async function onStage(name: string, options: SandboxOptions, act: (stage: Stage) => Promise<void>): Promise<void> {
  const sandbox = await createSandbox({
    databaseFolder: folder,
    databaseName: `atelier_shots_${name}`,
    keepDatabase: true,
    ...options,
  });
  try {
    await sandbox.until(() => sandbox.logs.some(({ text }) => text.includes('Atelier is ready')), {
      what: 'the resource to be ready',
      timeoutMs: 30_000,
    });
    const web = await serveSandbox(sandbox, { port: 0 });
    try {
      await act(new Stage(sandbox, web.url));
    } finally {
      await web.close();
    }
  } finally {
    await sandbox.close();
  }
}

/** Some days ago, at this hour (UTC): the history on the pictures then looks like one. */
function daysAgo(days: number, hour: number, act: (stage: Stage) => Promise<void>): Promise<void> {
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return onStage('full', { clock: 'stepped', startAt: midnight - days * DAY_MS + hour * 3_600_000 }, act);
}

async function priceList(tablet: Tablet): Promise<(code: keyof typeof SERVICES) => string> {
  const { snapshot } = await tablet.watch('services.catalogue', {});
  return (code) => {
    const service = snapshot.find((row) => row.code === code);
    if (!service) throw new Error(`No service ${code} on the price list`);
    return service.id;
  };
}

async function order(
  tablet: Tablet,
  title: string,
  description: string,
  lines: readonly { code: keyof typeof SERVICES; answers: Line['answers'] }[],
): Promise<string> {
  const id = await priceList(tablet);
  const { requestId } = await tablet.command('requests.submit', {
    title,
    description,
    lines: lines.map(({ code, answers }) => ({ serviceId: id(code), answers })),
  });
  return requestId;
}

const SCRIPT = { framework: 'esxLegacy', language: 'lua' };
const CODE = [
  "ESX.RegisterServerCallback('garage:vehicles', function(source, cb)",
  '  local xPlayer = ESX.GetPlayerFromId(source)',
  "  MySQL.query('SELECT plate, vehicle, stored FROM owned_vehicles WHERE owner = ?', { xPlayer.identifier }, function(rows)",
  '    for _, row in ipairs(rows) do row.vehicle = json.decode(row.vehicle) end',
  '    cb(rows)',
  '  end)',
  'end)',
].join('\n');

interface Ids {
  readonly negotiated: string;
  readonly held: string;
  readonly long: string;
}

/** A studio that has been at work for some days. */
async function work(): Promise<Ids> {
  let negotiated = '';
  let held = '';
  let long = '';
  let agreed = '';
  let delivered = '';

  await daysAgo(4, 18, async (stage) => {
    const client = await stage.client(camille);
    delivered = await order(
      client,
      'Boutique qui vide l’inventaire',
      'Un achat sur dix fait disparaître l’argent sans donner l’objet.',
      [
        {
          code: 'debugging',
          answers: {
            scriptName: 'esx_shops',
            problem: 'error',
            symptom: 'L’objet n’arrive pas, l’argent part.',
            resmon: 0.8,
          },
        },
      ],
    );
    const studio = await stage.enter(ines);
    await studio.command('requests.take', { requestId: delivered, version: 1 });
    await studio.command('requests.confirmListed', { requestId: delivered, version: 2 });
    await client.command('requests.pay', { requestId: delivered, version: 3, amount: 12_000 });
  });
  await daysAgo(3, 17, async (stage) => {
    const client = await stage.client(nadia);
    negotiated = await order(
      client,
      'Métier mécanicien et garage',
      'Serveur RP de 60 joueurs, ouverture dans trois semaines. Le garage existe déjà, il plante depuis la mise à jour.',
      [
        {
          code: 'script',
          answers: {
            ...SCRIPT,
            purpose: 'Le mécanicien pointe, répare au garage et facture le client ; la société voit ses comptes.',
            references: 'Les factures d’esx_billing, en plus lisible.',
          },
        },
        {
          code: 'debugging',
          answers: {
            scriptName: 'esx_garage',
            problem: 'error',
            symptom: 'Les véhicules rangés disparaissent au redémarrage.',
            code: CODE,
            resmon: 2.4,
          },
        },
      ],
    );
    const studio = await stage.enter(ines);
    await studio.command('requests.take', { requestId: negotiated, version: 1 });
    const second = await stage.client(awa);
    held = await order(
      second,
      'Téléphone avec messages vocaux',
      'Un téléphone pour tous les joueurs, avec une messagerie.',
      [
        {
          code: 'script',
          answers: { ...SCRIPT, purpose: 'Appels, messages, messages vocaux, et un annuaire des métiers.' },
        },
      ],
    );
  });
  await daysAgo(2, 19, async (stage) => {
    const studio = await stage.enter(ines);
    const client = await stage.enter(nadia);
    let request: Request = await offer(studio, negotiated, 2, 0, 41_000, 'Avec les comptes de la société.');
    request = await offer(client, negotiated, request.version, 0, 36_000, 'Je peux attendre une semaine de plus.');
    const debugging = request.lines[1];
    if (debugging) {
      request = await offer(studio, negotiated, request.version, 1, 12_000, '');
      const open = request.lines[1]?.offers.at(-1);
      if (open) {
        await client.command('requests.acceptOffer', {
          requestId: negotiated,
          version: request.version,
          offerId: open.id,
        });
      }
    }
    const buyer = await stage.enter(camille);
    agreed = await order(
      buyer,
      'Base complète pour un serveur western',
      'Ouverture au printemps, 120 joueurs attendus.',
      [
        {
          code: 'environment',
          answers: {
            parts: ['database', 'adminPanel', 'gameBase'],
            needs: 'Un serveur western : chevaux, ranchs, trains. 120 joueurs attendus, une économie lente.',
          },
        },
        { code: 'script', answers: { ...SCRIPT, purpose: 'Le métier de convoyeur de bétail, avec enchères.' } },
      ],
    );
    const chief = await stage.enter(theo);
    await chief.command('requests.take', { requestId: agreed, version: 1 });
    await chief.command('requests.confirmListed', { requestId: agreed, version: 2 });
  });
  await daysAgo(1, 18, async (stage) => {
    const studio = await stage.enter(ines);
    const { snapshot } = await studio.watch('requests.one', { requestId: negotiated });
    await offer(studio, negotiated, snapshot.version, 0, 39_000, 'Livré en deux fois : le pointage d’abord.');
    await studio.command('requests.take', { requestId: held, version: 1 });
    await studio.command('requests.hold', {
      requestId: held,
      version: 2,
      reason: 'Quel système de voix utilise votre serveur : pma-voice, ou un autre ?',
    });
    const third = await stage.client(sofia);
    const rejected = await order(third, 'Copie d’un script payant', 'Le même, sans la licence.', [
      { code: 'other', answers: { needs: 'Une copie de ce script.' } },
    ]);
    await studio.command('requests.reject', {
      requestId: rejected,
      version: 1,
      reason: 'Nous ne copions pas le travail des autres.',
    });
    await order(third, 'Carte du port agrandie', 'Deux hangars et un quai de plus, pour le métier de docker.', [
      {
        code: 'other',
        answers: { needs: 'Une carte avec deux hangars, un quai, et les points de travail des dockers.' },
      },
    ]);
  });
  await daysAgo(0, 0, async (stage) => {
    const client = await stage.client(malo);
    await order(client, 'Banque lente aux heures de pointe', 'Au-delà de 80 joueurs, le retrait prend dix secondes.', [
      {
        code: 'debugging',
        answers: {
          scriptName: 'esx_banking',
          problem: 'slow',
          symptom: 'Le menu s’ouvre en dix secondes.',
          resmon: 6.1,
        },
      },
    ]);
    const word = 'Anticonstitutionnellement';
    long = await order(
      client,
      `Refonte de tous les métiers publics avec leurs véhicules, leurs tenues et leurs salaires ${word}`.slice(0, 80),
      `${'Le serveur a grandi sans plan, et chaque métier a sa façon de compter les heures. '.repeat(14)}\n\n${word.repeat(8)}`,
      [
        {
          code: 'debugging',
          answers: {
            scriptName: 'esx_society_avec_un_nom_de_script_vraiment_tres_long_et_sans_espace',
            problem: 'other',
            symptom: 'Les salaires partent deux fois. '.repeat(30),
            console: Array.from(
              { length: 60 },
              (_, line) =>
                `[${line}] SCRIPT ERROR: @esx_society/server/main.lua:${line}: attempt to index a nil value (field '${'compte'.repeat(12)}')`,
            ).join('\n'),
            code: Array.from({ length: 8 }, () => CODE).join('\n\n'),
          },
        },
        { code: 'other', answers: { needs: 'Une seule page pour tous les salaires.' } },
        { code: 'script', answers: { ...SCRIPT, purpose: 'Une pointeuse commune à tous les métiers publics.' } },
      ],
    );
  });
  return { negotiated, held, long };
}

async function offer(
  side: Tablet,
  requestId: string,
  version: number,
  line: number,
  amount: number,
  note: string,
): Promise<Request> {
  const { snapshot } = await side.watch('requests.one', { requestId });
  const lineId = snapshot.lines[line]?.id ?? '';
  return side.command('requests.offer', { requestId, version, lineId, amount, note });
}

type Shoot = (seat: Seat, name: string) => Promise<void>;

const browser = await launch();
try {
  for (const target of [screens, images]) mkdirSync(target, { recursive: true });
  await onStage('empty', {}, empty);
  const ids = await work();
  await onStage('full', {}, (stage) => full(stage, ids));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

async function launch(): Promise<Browser> {
  const program = nuiChromiumRuns ? await nuiChromium() : findChromium();
  return chromium.launch({
    ...(program && { executablePath: program }),
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      '--disable-lcd-text',
      '--enable-experimental-web-platform-features',
    ],
  });
}

async function sit(stage: Stage, person: Person, game = FLAT_GAME): Promise<Seat> {
  const context = await browser.newContext({ viewport: SIZES[0], locale: 'fr-FR', timezoneId: 'Europe/Paris' });
  const page = await context.newPage();
  const player = await stage.join(person);
  await page.goto(`${stage.url}/play/${player.id}`);
  await page.addStyleTag({ content: game });
  const seat = new Seat(stage, player, page);
  await seat.open();
  return seat;
}

/** The same walk in both languages and both themes. */
async function inEveryLook(seats: readonly Seat[], walk: (shoot: Shoot) => Promise<void>): Promise<void> {
  for (const { locale, theme } of LOOKS) {
    for (const seat of seats) {
      if (seat.locale !== locale) await seat.setting('language', locale === 'fr' ? 'french' : 'english');
      await seat.setting('theme', theme);
    }
    await walk((seat, name) => picture(seat.page, `${name}-${locale}-${theme}`));
    console.log(`${locale} ${theme}`);
  }
}

async function picture(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.screenshot({ path: path.join(screens, `${name}-${size.width}.png`), animations: 'disabled' });
  }
  await page.setViewportSize(SIZES[0]);
}

/** The first day: nobody has ordered anything. */
async function empty(stage: Stage): Promise<void> {
  const newcomer = await stage.client(sofia);
  await newcomer.player.leave();
  const [guest, client, studio] = [await sit(stage, visitor), await sit(stage, sofia), await sit(stage, ines)];
  await inEveryLook([guest, client, studio], async (shoot) => {
    const { t } = guest;
    await guest.go('home');
    await expect(guest.tablet.getByRole('list', { name: t.home.order.prices }).getByRole('listitem')).toHaveCount(4);
    await shoot(guest, 'home-visitor');
    await guest.button(t.home.visitor.signUp).click();
    await expect(guest.heading(t.clients.signUp.title)).toBeVisible();
    await shoot(guest, 'sign-up-empty');
    await guest.button(t.clients.signUp.submit).click();
    await expect(guest.tablet.getByText(t.errors.field.required).first()).toBeVisible();
    await shoot(guest, 'sign-up-errors');
    await guest.go('catalogue');
    await expect(guest.tablet.getByText(t.services.visitor)).toBeVisible();
    await shoot(guest, 'catalogue-visitor');
    await client.go('home');
    await expect(client.tablet.getByText(t.home.mine.emptyTitle)).toBeVisible();
    await shoot(client, 'home-client-empty');
    await client.go('requests');
    await expect(client.tablet.getByText(t.requests.mine.emptyTitle)).toBeVisible();
    await shoot(client, 'requests-empty');
    await studio.go('studio');
    await expect(studio.tablet.getByText(t.requests.board.emptyTitle)).toBeVisible();
    await shoot(studio, 'board-empty');
  });
  for (const seat of [guest, client, studio]) await seat.page.context().close();
}

async function full(stage: Stage, ids: Ids): Promise<void> {
  const titles = new Map<string, string>();
  for (const { id, title } of await stage.rows('SELECT id, title FROM atelier_request')) titles.set(id, title);
  const titleOf = (id: keyof Ids) => titles.get(ids[id]) ?? '';
  const own = async (seat: Seat, id: keyof Ids) => {
    await seat.go('requests');
    await seat.tablet.getByRole('main').getByText(titleOf(id)).first().click();
    await expect(seat.heading(titleOf(id))).toBeVisible();
  };

  await readme(stage, titleOf('negotiated'));
  const client = await sit(stage, nadia);
  const held = await sit(stage, awa);
  const long = await sit(stage, malo);
  const studio = await sit(stage, ines);
  const seats = [client, held, long, studio];
  await inEveryLook(seats, async (shoot) => {
    const { t, locale } = client;
    await client.go('home');
    await expect(client.tablet.getByText(titleOf('negotiated')).first()).toBeVisible();
    await shoot(client, 'home-client');
    await own(client, 'negotiated');
    await shoot(client, 'request-to-answer');
    await client.go('requests');
    await shoot(client, 'requests');
    await newRequest(client);
    await shoot(client, 'new-request-filled');
    await client.tablet.getByRole('textbox', { name: t.requests.form.titleLabel, exact: true }).fill('');
    await client.button(t.requests.form.submit).click();
    await expect(client.tablet.getByText(t.errors.field.required).first()).toBeVisible();
    await shoot(client, 'new-request-errors');
    await clearDraft(client, locale);
    await shoot(client, 'new-request-empty');
    await client.button(t.common.settings.title).click();
    await expect(client.tablet.getByRole('dialog', { name: t.common.settings.title })).toBeVisible();
    await shoot(client, 'settings');
    await client.page.keyboard.press('Escape');
    await client.go('catalogue');
    await shoot(client, 'catalogue-client');

    await own(held, 'held');
    await shoot(held, 'request-on-hold');
    await long.go('home');
    await shoot(long, 'home-client-long');
    await own(long, 'long');
    await shoot(long, 'request-long');

    await studio.go('studio');
    await expect(boardRow(studio, titleOf('negotiated'))).toBeVisible();
    await shoot(studio, 'board');
    await boardRow(studio, titleOf('long')).click();
    await expect(studio.heading(titleOf('long'))).toBeVisible();
    await shoot(studio, 'studio-request-long');
    await studio.go('studio');
    await boardRow(studio, titleOf('negotiated')).click();
    await expect(studio.heading(titleOf('negotiated'))).toBeVisible();
    await shoot(studio, 'studio-request');
    await studio.button(t.requests.action.hold).click();
    await expect(studio.tablet.getByRole('dialog')).toBeVisible();
    await shoot(studio, 'hold-dialog');
    await studio.page.keyboard.press('Escape');
    await expect(studio.tablet.getByRole('dialog')).toBeHidden();
  });

  await away(stage, studio);
}

/** The database is away: what is not in the server's memory is waited for, then it is said. */
async function away(stage: Stage, studio: Seat): Promise<void> {
  const filters = () => studio.tablet.getByRole('group', { name: studio.t.requests.board.filters });
  const filter = (name: 'all' | 'on_hold') =>
    filters()
      .getByRole('radio', { name: new RegExp(`^${studio.t.requests.board[name]}`) })
      .check();
  for (const { locale, theme } of LOOKS) {
    if (studio.locale !== locale) await studio.setting('language', locale === 'fr' ? 'french' : 'english');
    await studio.setting('theme', theme);
    await studio.go('home');
    await studio.go('studio');
    await stage.sandbox.database.stop();
    await filter('on_hold');
    await expect(studio.tablet.getByText(studio.t.common.loading).first()).toBeAttached();
    await picture(studio.page, `board-loading-${locale}-${theme}`);
    await expect(studio.tablet.getByText(studio.t.requests.board.failed)).toBeVisible({ timeout: 30_000 });
    await picture(studio.page, `board-error-${locale}-${theme}`);
    await stage.sandbox.database.start();
    await filter('all');
  }
}

async function newRequest(seat: Seat): Promise<void> {
  const { t, locale } = seat;
  await seat.go('catalogue');
  await seat.button(fill(t.services.orderOne, { name: SERVICES.script[locale] })).click();
  await expect(seat.heading(SERVICES.script[locale])).toBeVisible();
  await answerScript(seat, 'Les chasseurs vendent leurs prises au marché ; les prix bougent avec l’offre.');
  await addService(seat, 'debugging');
  await answerDebugging(seat, { script: 'esx_hunting', symptom: 'Le gibier apparaît dans les murs.' });
  await writeRequest(seat, 'Chasse et marché', 'Pour la saison d’hiver, avant Noël si possible.');
}

async function clearDraft(seat: Seat, locale: Locale): Promise<void> {
  const { form } = seat.t.requests;
  await seat.button(form.clear).click();
  await seat.tablet.getByRole('alertdialog').getByRole('button', { name: form.clearConfirm, exact: true }).click();
  await expect(seat.heading(form.pickTitle)).toBeVisible();
  const toast = seat.tablet.getByText(form.cleared);
  if (locale === 'fr') await expect(toast.first()).toBeVisible();
}

/** In French and dark, in front of an evening sky. */
async function readme(stage: Stage, title: string): Promise<void> {
  const client = await sit(stage, nadia, DUSK);
  const studio = await sit(stage, ines, DUSK);
  const save = async (seat: Seat, name: string) => {
    const file = path.join(images, `${name}.png`);
    await seat.page.screenshot({ path: file, animations: 'disabled' });
    const bytes = readFileSync(file).length;
    console.log(`docs/images/${name}.png: ${Math.round(bytes / 1_000)} kB`);
    if (bytes > LARGEST_IMAGE) process.exitCode = 1;
  };
  await client.go('requests');
  await client.tablet.getByRole('main').getByText(title).first().click();
  await expect(client.heading(title)).toBeVisible();
  await save(client, 'request');
  await newRequest(client);
  await save(client, 'new-request');
  await clearDraft(client, 'fr');
  await studio.go('studio');
  await expect(boardRow(studio, title)).toBeVisible();
  await save(studio, 'board');
  for (const seat of [client, studio]) {
    await seat.page.context().close();
    await seat.player.leave();
  }
}
