import type { SystemRole } from '../shared/access/roles.ts';
import type { contract } from '../shared/contract/index.ts';
import { newId } from '../shared/ids.ts';
import kernel from '../sql/0001_kernel.sql';
import servicesSchema from '../sql/0002_services.sql';
import requestsSchema from '../sql/0003_requests.sql';
import pricesSchema from '../sql/0004_prices.sql';
import paymentsSchema from '../sql/0005_payments.sql';
import resultsSchema from '../sql/0006_results.sql';
import { parseConfig } from './core/config.ts';
import { Database } from './core/database.ts';
import type { AnyHandler, Handlers } from './core/handlers.ts';
import { Hub } from './core/hub.ts';
import { Limiter } from './core/limiter.ts';
import { migrate, SchemaError } from './core/migrate.ts';
import { overrideProblems } from './core/overrides.ts';
import { Router } from './core/router.ts';
import { Sessions } from './core/sessions.ts';
import { TEXTS } from './core/texts.ts';
import { clientsFeature } from './features/clients/index.ts';
import { ClientService } from './features/clients/service.ts';
import { draftsFeature } from './features/drafts/index.ts';
import { Comments } from './features/requests/comments.ts';
import { verifyOnConsole } from './features/requests/console.ts';
import { announce, requestsFeature } from './features/requests/index.ts';
import { Payments } from './features/requests/payments.ts';
import { requestRepository } from './features/requests/repository.ts';
import { RequestService } from './features/requests/service.ts';
import { announceService, servicesFeature } from './features/services/index.ts';
import { Catalogue } from './features/services/service.ts';
import { sessionFeature, viewer } from './features/session/index.ts';
import { bank } from './platform/bank.ts';
import { onConsole } from './platform/console.ts';
import { identify, playerOfCharacter, watchCharacters } from './platform/esx.ts';
import { convar, readOwnFile } from './platform/files.ts';
import { log } from './platform/log.ts';
import { byteLength, machine as machineOf, sha256 } from './platform/machine.ts';
import { listen, onDropped, outlet, resetAll } from './platform/net.ts';
import { driver } from './platform/oxmysql.ts';

const MIGRATIONS = [
  { name: '0001_kernel', text: kernel },
  { name: '0002_services', text: servicesSchema },
  { name: '0003_requests', text: requestsSchema },
  { name: '0004_prices', text: pricesSchema },
  { name: '0005_payments', text: paymentsSchema },
  { name: '0006_results', text: resultsSchema },
];
const LOCALES = ['fr', 'en'] as const;
const RETRY_MS = 5_000;
const DAY_MS = 86_400_000;
/** Open payments are looked after this often; usually there are none, and it is one indexed read. */
const SETTLE_MS = 60_000;

const configured = parseConfig(readOwnFile('config.json'));
if ('problems' in configured) {
  for (const problem of configured.problems) log.error(problem);
  log.error('Atelier does not start before config.json is repaired.');
} else {
  start(configured.config).catch((error: unknown) => log.error('Atelier could not start', error));
}

for (const locale of LOCALES) {
  const file = `locales/${locale}.json`;
  for (const problem of overrideProblems(file, readOwnFile(file), TEXTS[locale])) log.warn(problem);
}

/** The composition: the only place that knows everybody. */
async function start(config: Extract<typeof configured, { config: unknown }>['config']): Promise<void> {
  const machine = machineOf(convar('atelier_history_key'));
  const db = new Database(driver);
  const studio = {
    name: config.studio.name,
    currency: config.currency,
    maxOpenRequests: config.requests.maxOpenPerClient,
  };
  const groups = new Map<string, SystemRole>([
    ...config.roles.manager.map((group): [string, SystemRole] => [group, 'manager']),
    ...config.roles.superadmin.map((group): [string, SystemRole] => [group, 'superadmin']),
  ]);
  let ready = false;

  const clients = new ClientService(db, machine, (account, personKey) => sessions.accountChanged(account, personKey));
  const sessions = new Sessions({
    identify,
    account: (character, staff) => clients.account(character, staff),
    roleOfGroup: (group) => groups.get(group) ?? null,
  });
  const hub = new Hub(sessions, outlet);
  const catalogue = new Catalogue(db, machine, announceService(hub));
  const announced = announce(hub);
  const tell = (detail: Parameters<typeof announced>[0]): void => {
    announced(detail);
    // Purchases may have come or gone with it.
    if (detail.request.payments.length > 0) {
      clients
        .refresh(detail.request.client.id)
        .catch((error: unknown) => log.error('An account could not be looked up', error));
    }
  };
  const requests = new RequestService({
    db,
    machine,
    maxOpen: config.requests.maxOpenPerClient,
    answerWithinMs: config.results.answerWithinDays === 0 ? null : config.results.answerWithinDays * DAY_MS,
    offerValidMs: config.requests.offerValidDays === 0 ? null : config.requests.offerValidDays * DAY_MS,
    orderable: (id) => catalogue.orderable(id),
    changed: (detail) => {
      tell(detail);
      // A refund that became due goes out at once when its character is in the game.
      if (detail.request.payments.some(({ state }) => state === 'owed')) payments.settleSoon();
    },
  });

  const payments = new Payments({
    db,
    machine,
    log,
    bank: bank(driver, playerOfCharacter),
    gameCurrency: config.currency.code === 'game',
    changed: tell,
  });

  const features: { readonly [F in keyof typeof contract]: Handlers<(typeof contract)[F]> } = {
    session: sessionFeature(studio),
    clients: clientsFeature(clients),
    services: servicesFeature(catalogue),
    requests: requestsFeature(db, machine, requests, payments, new Comments({ db, machine, changed: tell })),
    drafts: draftsFeature(db, machine),
  };
  const router = new Router({
    handlers: new Map(
      Object.entries(features).flatMap(([feature, rows]) =>
        Object.entries(rows).map(([name, handler]): [string, AnyHandler] => [
          `${feature}.${name}`,
          handler as AnyHandler,
        ]),
      ),
    ),
    loaders: { request: (id) => requestRepository.find(db, id), service: async (id) => catalogue.find(id) },
    sessions,
    limiter: new Limiter(machine.now),
    hub,
    outlet,
    log,
    byteLength,
    ready: () => ready,
  });

  const leave = (playerId: number): void => {
    router.forget(playerId);
    sessions.remove(playerId);
  };
  sessions.onChange((session, before) => {
    if (before && before.accountId !== session.accountId && before.accountId !== null) {
      // Another person at the same tablet: nothing of the former one may go on arriving.
      hub.leave(session.playerId);
      outlet.send([session.playerId], '{"t":"x"}');
      return;
    }
    hub.recheck(session);
    hub.publishToPlayer(session.playerId, 'session.me', {}, viewer(session, studio), undefined);
  });
  watchCharacters({
    changed: (playerId) => {
      payments.settleSoon();
      sessions
        .refresh(playerId)
        .catch((error: unknown) => log.error(`Player ${playerId} could not be looked up`, error));
    },
    left: (playerId) => {
      const character = identify(playerId);
      if (character) payments.left(character.characterKey);
      leave(playerId);
      outlet.send([playerId], '{"t":"x"}');
    },
  });
  onConsole('atelier', log, { verify: ([reference]) => verifyOnConsole(db, machine, log, reference) });
  onDropped(leave);
  listen((playerId, payload) => router.receive(playerId, payload));

  const holder = newId(machine.now(), machine.random);
  while (!ready) {
    try {
      await migrate(db, machine, log, MIGRATIONS, holder, sha256);
      await catalogue.load();
      ready = true;
    } catch (error) {
      if (error instanceof SchemaError) {
        log.error(`Atelier does not start: ${error.message}`);
        return;
      }
      log.error(`The database is not usable yet; next try in ${RETRY_MS / 1_000} s`, error);
      await machine.wait(RETRY_MS);
    }
  }
  payments.settleSoon();
  setInterval(() => {
    payments.settleSoon();
    requests
      .completeUnanswered()
      .catch((error: unknown) => log.error('Unanswered results could not be completed', error));
  }, SETTLE_MS);
  log.info(`Atelier is ready: ${catalogue.active().length} services on the price list.`);
  resetAll();
}
