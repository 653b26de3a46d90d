import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Refused, type Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';
import { chooseStep, decides, type Known } from './choose.ts';
import {
  type Action,
  type ActorName,
  CLOSED,
  isChatter,
  isPurchase,
  type LineState,
  type OfferState,
  type Outcome,
  outcome,
  type PaymentState,
  type State,
  type Step,
} from './model.ts';
import { Dice } from './random.ts';

const READER = fileURLToPath(new URL('./bank-reader', import.meta.url));
const START_BANK = 400_000;
/** Codes that say that something broke, not that something was refused. */
const FAULTS = ['internal', 'unavailable', 'timeout', 'too_large'];

export interface Walk {
  /** One sequence of random steps; rejects with what was violated and the steps that led there. */
  sequence(seed: number, index: number): Promise<SequenceFigures>;
  close(): Promise<void>;
}

export interface SequenceFigures {
  readonly steps: number;
  readonly accepted: Readonly<Record<string, number>>;
  readonly refused: number;
  readonly races: number;
  readonly status: string;
}

/** Everything that the invariants look at, read from the database at rest. */
interface Snapshot {
  readonly state: State;
  readonly events: readonly { readonly seq: number; readonly kind: string; readonly commandId: string }[];
  readonly openRequests: number;
  readonly purchases: number;
}

// biome-ignore lint/suspicious/noExplicitAny: only the one who asks knows the shape of the rows.
type Row = Record<string, any>;

/** A world with the five kinds of people, in which sequences run one after the other. */
export async function startWalk(name: string, options: Parameters<typeof world>[1] = {}): Promise<Walk> {
  const atelier = await world(name, { ...options, extraResources: { bank_reader: READER } });
  try {
    return await prepare(atelier);
  } catch (error) {
    await atelier.close();
    throw error;
  }
}

async function prepare(atelier: World): Promise<Walk> {
  const { sandbox } = atelier;
  const tablets: Record<ActorName, Tablet> = {
    owner: await atelier.client('Nadia Ferrand'),
    stranger: await atelier.client('Omar Diallo'),
    manager: await atelier.enter('Inès Caron', 'gestionnaire'),
    superadmin: await atelier.enter('Théo Marchal', 'admin'),
    visitor: await atelier.enter('Zoé Petit'),
  };
  for (const tablet of Object.values(tablets)) await tablet.watch('session.me', {});
  const sql = (text: string, params: readonly unknown[] = []): Promise<Row[]> => sandbox.database.query(text, params);
  const order = await twoLines(tablets.owner);
  const [ownerRow] = await sql('SELECT id FROM atelier_account WHERE person_key = ?', [
    tablets.owner.player.identifier,
  ]);
  const ownerId = String(ownerRow?.id);
  const people = new Map<string, ActorName>();
  for (const actor of Object.keys(tablets) as ActorName[]) {
    const [row] = await sql('SELECT id FROM atelier_account WHERE person_key = ?', [tablets[actor].player.identifier]);
    if (row) people.set(String(row.id), actor);
  }

  // A request of somebody else: whose ids are real and have no business in ours.
  const { requestId: otherId } = await tablets.stranger.command('requests.submit', order);
  let other = await tablets.manager.command('requests.offer', {
    requestId: otherId,
    version: 1,
    lineId: (await sql('SELECT id FROM atelier_request_line WHERE request_id = ?', [otherId]))[0]?.id ?? '',
    amount: 500,
    note: '',
  });
  const foreign: Known = {
    lineId: other.lines[0]?.id ?? '',
    offerId: other.lines[0]?.offers[0]?.id ?? '',
    paymentId: '',
    commentId: '',
  };
  other = await tablets.stranger.command('requests.acceptAll', { requestId: otherId, version: other.version });
  other = await tablets.manager.command('requests.recordPayment', {
    requestId: otherId,
    version: other.version,
    amount: 500,
    reference: 'Autre',
  });
  const strange: Known = { ...foreign, paymentId: other.payments[0]?.id ?? '' };
  await sql('INSERT INTO atelier_account (id, display_name, created_at, head) VALUES (?, ?, 1, ?)', [
    ARCHIVE,
    'Archive',
    '0'.repeat(64),
  ]);

  async function bank(): Promise<number> {
    const { id } = tablets.owner.player;
    const said = (): string | undefined =>
      sandbox.logs.findLast(({ resource, text }) => resource === 'bank_reader' && text.includes(`bank of ${id}: `))
        ?.text;
    await sandbox.console(`bank ${id}`);
    return Number(said()?.split(': ').at(-1));
  }

  async function read(requestId: string): Promise<Snapshot> {
    const [[row], lines, offers, payments, comments, results, events, [account]] = await Promise.all([
      sql('SELECT id, status, held_from, version, method, paying FROM atelier_request WHERE id = ?', [requestId]),
      sql('SELECT * FROM atelier_request_line WHERE request_id = ? ORDER BY position', [requestId]),
      sql('SELECT * FROM atelier_offer WHERE request_id = ? ORDER BY seq, id', [requestId]),
      sql('SELECT * FROM atelier_payment WHERE request_id = ? ORDER BY created_at, id', [requestId]),
      sql('SELECT * FROM atelier_comment WHERE request_id = ? ORDER BY at, id', [requestId]),
      sql('SELECT revision, body FROM atelier_result WHERE request_id = ? ORDER BY revision', [requestId]),
      sql(
        "SELECT seq, kind, command_id FROM atelier_event WHERE subject_kind = 'request' AND subject_id = ? ORDER BY seq",
        [requestId],
      ),
      sql('SELECT open_requests, purchases FROM atelier_account WHERE id = ?', [ownerId]),
    ]);
    if (!row || !account) throw new Error('The request is gone');
    const last = results.at(-1);
    return {
      state: {
        id: row.id,
        status: row.status,
        heldFrom: row.held_from,
        version: row.version,
        method: row.method,
        paying: row.paying,
        lines: lines.map(
          ({ id, listed_price: listed, final_price: final, agreed_seq: agreedSeq, paid, state }): LineState => ({
            id,
            listed,
            final,
            agreedSeq,
            paid,
            state,
          }),
        ),
        offers: offers.map(
          ({ id, line_id: lineId, side, amount, state, expires_at: expiresAt }): OfferState => ({
            id,
            lineId,
            side,
            amount,
            state,
            expiresAt,
          }),
        ),
        payments: payments.map(
          ({ id, kind, of_payment: of, method, amount, parts, state }): PaymentState => ({
            id,
            kind,
            of,
            method,
            amount,
            parts: JSON.parse(parts) as Record<string, number>,
            state,
          }),
        ),
        comments: comments.map(({ id, side, author_id, at, hidden }) => ({
          id,
          side,
          author: people.get(author_id) ?? 'visitor',
          at,
          hidden: hidden === 1,
        })),
        revision: last?.revision ?? 0,
        published: last
          ? (JSON.parse(last.body) as { lines: { lineId: string }[] }).lines.map(({ lineId }) => lineId)
          : [],
      },
      events: events.map(({ seq, kind, command_id: commandId }) => ({ seq, kind, commandId })),
      openRequests: account.open_requests,
      purchases: account.purchases,
    };
  }

  async function sequence(seed: number, index: number): Promise<SequenceFigures> {
    const dice = new Dice(seed, index);
    const trail: string[] = [];
    const fail = (what: string): never => {
      throw new Error(`Seed ${seed}, sequence ${index}: ${what}\n${trail.join('\n')}`);
    };
    const check = (holding: boolean, what: () => string): void => {
      if (!holding) fail(what());
    };

    // The former requests go to an account of nobody, so that this sequence counts its own only.
    await sql('UPDATE atelier_request SET client_id = ? WHERE client_id = ?', [ARCHIVE, ownerId]);
    await sql('UPDATE atelier_account SET open_requests = 0, purchases = 0 WHERE id = ?', [ownerId]);
    for (const tablet of Object.values(tablets)) tablet.messages.length = 0;
    await sandbox.advance(11_000);
    tablets.owner.player.setBank(START_BANK);

    let number = 0;
    const commandId = (): string => `walk-${seed}-${index}-${String(++number).padStart(4, '0')}-00000000`.slice(0, 36);
    const submitted = commandId();
    const { requestId } = await tablets.owner.command(
      'requests.submit',
      { ...order, title: `Suite ${index}` },
      submitted,
    );
    let before = await read(requestId);
    /** Agreements of each line that a reopening has taken back, and the price that it had until then. */
    const reopened = new Map<string, { readonly accepted: number; readonly final: number }>();
    const done = new Map<string, Step>();
    const accepted: Record<string, number> = { submit: 1 };
    let refused = 0;
    let races = 0;
    let steps = 0;
    let balance = START_BANK;

    const attempt = async (step: Step): Promise<{ code: string; reply: unknown }> => {
      for (let tries = 0; ; tries++) {
        try {
          const reply = await tablets[step.actor].raw('c', `requests.${step.name}`, step.input, step.commandId);
          return { code: 'ok', reply };
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          const { code } = error.error;
          if (code !== 'rate_limited' || tries > 9) return { code, reply: null };
          await sandbox.advance(5_000);
        }
      }
    };

    const driven = dice.chance(0.5);
    const length = (driven ? 10 : 6) + dice.below(24);
    for (let turn = 0; turn < length; turn++) {
      // Days that pass between two steps: walking them tick by tick would take as long.
      if (dice.chance(0.03)) {
        await sql('UPDATE atelier_comment SET at = at - 1200000 WHERE request_id = ?', [requestId]);
        await sql("UPDATE atelier_offer SET expires_at = 1 WHERE request_id = ? AND state = 'open'", [requestId]);
        before = await read(requestId);
        trail.push('    (offers have run out, comments are 20 minutes older)');
      }
      const replay = done.size > 0 && dice.chance(0.05);
      const count = replay ? 1 : dice.chance(0.15) ? 2 : 1;
      const clicks = count === 1 && dice.chance(0.08) ? 10 : 1;
      const now = sandbox.clock.now();
      const chosen = replay
        ? [dice.pick([...done.values()])]
        : Array.from({ length: count }, () =>
            chooseStep(dice, { state: before.state, strange, bank: balance, driven }, commandId()),
          );
      const predicted = chosen.map((step) => outcome(before.state, step, now, balance));
      const results = await Promise.all(
        chosen.map(async (step) => {
          const [first, ...others] = await Promise.all(Array.from({ length: clicks }, () => attempt(step)));
          for (const other of others) {
            check(isDeepStrictEqual(other, first), () => `clicks on ${step.name} were answered differently`);
          }
          return first ?? { code: 'none', reply: null };
        }),
      );
      steps += count;
      if (count > 1) races += 1;
      trail.push(
        `${String(before.state.version).padStart(3)} ${before.state.status.padEnd(12)} ${chosen
          .map(
            (step, at) =>
              `${step.actor}.${step.name} ${JSON.stringify(step.input)} ${step.commandId} => ${results[at]?.code} (model: ${predicted[at] ? 'ok' : 'refused'})`,
          )
          .join('  ||  ')}`,
      );

      // What became due goes to the character by itself, moments later.
      const owing = async (): Promise<boolean> =>
        (
          await sql(
            "SELECT 1 FROM atelier_payment WHERE request_id = ? AND method = 'esx_bank' AND state IN ('owed', 'pending')",
            [requestId],
          )
        ).length > 0;
      if (await owing()) {
        await sandbox
          .until(async () => !(await owing()), { what: 'refunds to be given', timeoutMs: 5_000 })
          .catch((error: unknown) => fail(String(error)));
      }
      const after = await read(requestId);
      const winners = replay ? [] : chosen.filter((_, at) => results[at]?.code === 'ok');
      for (const [at, { code }] of results.entries()) {
        check(!FAULTS.includes(code), () => `${chosen[at]?.name} failed with ${code}`);
        if (code !== 'ok') refused += 1;
      }

      if (replay) {
        check(results[0]?.code === 'ok', () => `a repeated command was refused with ${results[0]?.code}`);
        check(isDeepStrictEqual(after, before), () => 'a repeated command changed something');
      }
      for (const step of winners) {
        accepted[step.name] = (accepted[step.name] ?? 0) + 1;
        done.set(step.commandId, step);
      }

      // Who may, may; who may not, does not. Of several at one moment, one decides; comments never stand in the way
      // of each other, but what they are about may have changed.
      const deciders = (list: readonly Step[]): readonly Step[] => list.filter(decides);
      const hoped = chosen.filter((_, at) => predicted[at] !== null);
      const rivals = (step: Step): readonly Action[] => hoped.filter((rival) => rival !== step).map(({ name }) => name);
      if (!replay) {
        for (const step of winners) {
          const became = isChatter(step.name) && rivals(step).includes('publish');
          check(hoped.includes(step) || became, () => `${step.name} was accepted against the rules`);
        }
        const wanted = Math.min(1, deciders(hoped).length);
        const passed = winners.some(({ name }) => isChatter(name)) ? 0 : wanted;
        const taken = deciders(winners).length;
        check(passed <= taken && taken <= wanted, () => `${wanted} decision was possible, ${taken} were taken`);
        for (const step of hoped.filter(({ name }) => isChatter(name))) {
          const moot = rivals(step).some((name) => name === 'hideComment' || name === 'publish');
          check(moot || winners.includes(step), () => `${step.name} was refused although the rules allow it`);
        }
      }
      const winner = deciders(winners)[0];
      const expected: Outcome = winner ? (predicted[chosen.indexOf(winner)] ?? null) : null;
      if (expected) {
        const shown = ({ status, heldFrom, method, lines, revision, published }: NonNullable<Outcome>) => ({
          status,
          heldFrom,
          method,
          revision,
          published,
          lines: lines.map(({ id, final, paid, state }) => ({ id, final, paid, state })),
        });
        check(
          isDeepStrictEqual(shown(after.state), shown(expected)),
          () =>
            `after ${winner?.name} it is\n${JSON.stringify(shown(after.state))}\nand should be\n${JSON.stringify(shown(expected))}`,
        );
      }

      // Nothing moves on a refusal; exactly one version and one event on a success.
      if (winners.length === 0) check(isDeepStrictEqual(after, before), () => 'a refusal changed something');
      check(
        after.state.version === before.state.version + winners.length,
        () =>
          `the version went from ${before.state.version} to ${after.state.version} with ${winners.length} successes`,
      );
      check(after.events.length === after.state.version, () => 'the history has another length than the version');
      check(
        after.events.every(({ seq }, at) => seq === at + 1),
        () => 'the history is not numbered from 1',
      );
      for (const { commandId: id, name } of [{ commandId: submitted, name: 'submit' }, ...done.values()]) {
        const own = after.events.filter((event) => event.commandId === id);
        check(own.length === 1 && own[0]?.kind === `request.${name}`, () => `${name} has ${own.length} events`);
      }
      check(after.state.paying === null, () => 'the request is held by a payment that is over');

      checkPrices(before, after, winners, check, reopened);
      checkMoney(after, reopened, check);

      const open = Number(!CLOSED.includes(after.state.status));
      check(after.openRequests === open, () => `open_requests is ${after.openRequests}, open are ${open}`);
      const bought = after.state.lines.filter(isPurchase).length;
      check(after.purchases === bought, () => `purchases is ${after.purchases}, lines bought are ${bought}`);

      balance = START_BANK - booked(after.state);
      const inGame = await bank();
      check(inGame === balance, () => `the bank holds ${inGame}, the ledger says ${balance}`);

      const verdict = await tablets[turn % 2 === 0 ? 'manager' : 'superadmin'].query('requests.verify', { requestId });
      check(
        verdict.broken === null && verdict.events === after.state.version,
        () => `verify says ${JSON.stringify(verdict)}`,
      );
      before = after;
    }
    return { steps, accepted, refused, races, status: before.state.status };
  }

  return { sequence, close: () => atelier.close() };
}

const ARCHIVE = 'archive0000000000000';

/** What the ledger says has left the character for good. */
const booked = ({ payments }: State): number =>
  payments
    .filter(({ method, state }) => method === 'esx_bank' && state === 'paid')
    .reduce((sum, { kind, amount }) => sum + (kind === 'payment' ? amount : -amount), 0);

type Check = (holding: boolean, what: () => string) => void;
type Reopened = Map<string, { readonly accepted: number; readonly final: number }>;

/** A final price is set by an agreement and taken back by a reopening; nothing else touches it. */
function checkPrices(
  before: Snapshot,
  after: Snapshot,
  winners: readonly Step[],
  check: Check,
  reopened: Reopened,
): void {
  const agrees: readonly Action[] = ['acceptOffer', 'acceptAll', 'confirmListed'];
  for (const line of after.state.lines) {
    const was = before.state.lines.find(({ id }) => id === line.id)?.final ?? null;
    const offers = after.state.offers.filter(({ lineId }) => lineId === line.id);
    const accepted = offers.filter(({ state }) => state === 'accepted').length;
    const reopening = winners.some(
      ({ name, actor, input }) => name === 'reopenPrice' && actor === 'superadmin' && input.lineId === line.id,
    );
    if (was !== null && line.final !== was) {
      check(reopening && line.final === null, () => `the final price ${was} became ${line.final}`);
    }
    if (was === null && line.final !== null) {
      check(
        winners.some(({ name }) => agrees.includes(name)),
        () => 'a price became final without an agreement',
      );
    }
    if (reopening && was !== null) reopened.set(line.id, { accepted, final: was });
    const since = accepted - (reopened.get(line.id)?.accepted ?? 0);
    check(since <= (line.final === null ? 0 : 1), () => `${since} agreements on a line since its last reopening`);
    check(offers.filter(({ state }) => state === 'open').length <= 1, () => 'a line has two open offers');
    if (line.final !== null) {
      check(!offers.some(({ state }) => state === 'open'), () => 'a line with a final price has an open offer');
    }
  }
}

/** Lines hold what the ledger says, never more than they cost; what is beyond that is recorded as due back. */
function checkMoney({ state }: Snapshot, reopened: Reopened, check: Check): void {
  const counted = state.payments.filter(({ state: is }) => is !== 'failed' && is !== 'reversed');
  const sumOf = (kind: PaymentState['kind'], states: readonly string[]): number =>
    counted
      .filter((row) => row.kind === kind && states.includes(row.state))
      .reduce((sum, { amount }) => sum + amount, 0);
  // A reopened line keeps its money until the next agreement says what it costs.
  const priceOf = (line: LineState): number => line.final ?? reopened.get(line.id)?.final ?? 0;
  for (const line of state.lines) {
    const booked = counted.reduce(
      (sum, { kind, parts }) => sum + (kind === 'payment' ? 1 : -1) * (parts[line.id] ?? 0),
      0,
    );
    check(line.paid === booked, () => `a line holds ${line.paid}, its ledger ${booked}`);
    check(line.paid >= 0 && line.paid <= priceOf(line), () => `a line of ${priceOf(line)} holds ${line.paid}`);
  }
  for (const { amount, parts } of counted) {
    const sum = Object.values(parts).reduce((total, part) => total + part, 0);
    check(sum === amount, () => `the parts of a movement of ${amount} come to ${sum}`);
  }
  const net = sumOf('payment', ['paid']) - sumOf('refund', ['paid']);
  const total = state.lines.reduce((sum, line) => sum + priceOf(line), 0);
  const dueBack = sumOf('refund', ['owed', 'pending']);
  check(net <= total + dueBack, () => `${net} are kept of ${total}, with ${dueBack} due back`);
}
