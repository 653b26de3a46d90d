import { AppError } from '../../../shared/errors.ts';
import type { Request, StoredPayment, StoredRequest } from '../../../shared/features/requests/model.ts';
import { newId } from '../../../shared/ids.ts';
import { commit, replayed } from '../../core/commit.ts';
import { type Database, DatabaseError } from '../../core/database.ts';
import { record } from '../../core/history.ts';
import type { Log, Machine } from '../../core/ports.ts';
import { type Author, sideOf } from './decide.ts';
import { ledger } from './ledger.ts';
import { allocate, giveBack, held, type Parts, purchaseChange } from './money.ts';
import { type Detail, type PaymentRow, requestRepository } from './repository.ts';

/** The bank of the game. All but `savedMarks` is synchronous: between two of its calls nothing else runs. */
export interface Bank {
  /** Null when that character is not loaded on this server. */
  balance(characterKey: string): number | null;
  /** Takes the money and puts the mark on the character, or does neither. */
  charge(characterKey: string, amount: number, mark: string): boolean;
  /** Gives the money and puts the mark on the character, or does neither. */
  credit(characterKey: string, amount: number, mark: string): boolean;
  /** The marks on the loaded character; null when it is not loaded here. */
  marks(characterKey: string): ReadonlySet<string> | null;
  /** The marks in the saved row; null when there is no such character. */
  savedMarks(characterKey: string): Promise<ReadonlySet<string> | null>;
  unmark(characterKey: string, marks: readonly string[]): void;
}

export interface PaymentParts {
  readonly db: Database;
  readonly machine: Machine;
  readonly log: Log;
  readonly bank: Bank;
  /** False with a currency of the real world: nothing is taken from the game then. */
  readonly gameCurrency: boolean;
  readonly changed: (detail: Detail) => void;
}

const MANY = 200;
/** A payment that this process did not begin, or whose end it did not see, is left alone for so long. */
const GRACE_MS = 60_000;

/**
 * Money. ESX's bank is not in our transaction, and ESX may lose up to ten minutes of it in a crash. So the ledger's row
 * comes first, the charge leaves the payment's id on the character (saved and lost together with the money), and what
 * a crash left is settled by looking for that mark.
 */
export class Payments {
  readonly #parts: PaymentParts;
  readonly #running = new Set<string>();
  /** When characters left: ESX writes their row only after that. */
  readonly #left = new Map<string, number>();
  readonly #since: number;

  constructor(parts: PaymentParts) {
    this.#parts = parts;
    this.#since = parts.machine.now();
  }

  left(characterKey: string): void {
    this.#left.set(characterKey, this.#parts.machine.now());
  }

  async pay(
    author: Author,
    characterKey: string,
    request: StoredRequest,
    input: { readonly version: number; readonly amount: number },
    commandId: string,
  ): Promise<Request> {
    const { db, machine, bank, gameCurrency } = this.#parts;
    const attempt = this.#attempt(author, request.id, commandId);
    if (request.version !== input.version) return this.#answer(await replayed(db, attempt, new AppError('conflict')));
    if (!gameCurrency || request.method === 'external') throw new AppError('wrong_method');
    const parts = allocate(request, input.amount);
    this.#sufficient(characterKey, input.amount);

    const id = newId(machine.now(), machine.random);
    this.#running.add(id);
    try {
      const payment = {
        id,
        requestId: request.id,
        kind: 'payment' as const,
        of: null,
        method: 'esx_bank' as const,
        amount: input.amount,
        parts,
        state: 'pending' as const,
        actorId: author.accountId,
        commandId,
        characterKey,
        reference: '',
        now: machine.now(),
      };
      await this.#begin(request, payment);
      // From here to the mark nothing is awaited: whoever left meanwhile is not charged.
      if (!bank.charge(characterKey, input.amount, id)) {
        await db.batch(ledger.fail(request.id, id));
        this.#sufficient(characterKey, input.amount);
        throw new AppError('insufficient_funds', { limit: 0 });
      }
      return this.#answer(await this.#finish(request, payment, machine.now()));
    } finally {
      this.#running.delete(id);
    }
  }

  async recordExternal(
    author: Author,
    request: StoredRequest,
    input: { readonly version: number; readonly amount: number; readonly reference: string },
    commandId: string,
  ): Promise<Request> {
    const attempt = this.#attempt(author, request.id, commandId);
    if (request.version !== input.version) {
      return this.#answer(await replayed(this.#parts.db, attempt, new AppError('conflict')));
    }
    if (request.method === 'esx_bank') throw new AppError('wrong_method');
    const parts = allocate(request, input.amount);
    return this.#movement(author, request, commandId, 'request.recordPayment', parts, 1, {
      kind: 'payment',
      of: null,
      method: 'external',
      amount: input.amount,
      state: 'paid',
      characterKey: null,
      reference: input.reference,
    });
  }

  async refund(
    author: Author,
    request: StoredRequest,
    input: { readonly version: number; readonly paymentId: string; readonly amount: number; readonly reason: string },
    commandId: string,
  ): Promise<Request> {
    const attempt = this.#attempt(author, request.id, commandId);
    if (request.version !== input.version) {
      return this.#answer(await replayed(this.#parts.db, attempt, new AppError('conflict')));
    }
    const payment = refundable(request, input.paymentId);
    const parts = giveBack(payment, request, input.amount);
    const answer = await this.#movement(
      author,
      request,
      commandId,
      'request.refund',
      parts,
      -1,
      {
        kind: 'refund',
        of: payment.id,
        method: payment.method,
        amount: input.amount,
        // What goes back to a character is owed until it is there.
        state: payment.method === 'external' ? 'paid' : 'owed',
        characterKey: payment.characterKey,
        reference: '',
      },
      { reason: input.reason },
    );
    if (payment.characterKey !== null) this.settleSoon();
    return answer;
  }

  /** Settles what is open: at start, when a character is loaded, and now and then. Never throws. */
  settleSoon(): void {
    this.settle().catch((error: unknown) => this.#parts.log.error('Open payments could not be settled', error));
  }

  async settle(): Promise<void> {
    const { db, machine } = this.#parts;
    for (const payment of await ledger.unsettled(db, MANY)) {
      if (this.#running.has(payment.id) || payment.character_key === null) continue;
      const fresh = payment.state === 'pending' && machine.now() - payment.created_at < GRACE_MS;
      if (fresh) continue;
      this.#running.add(payment.id);
      try {
        await this.#settleOne(payment, payment.character_key);
      } finally {
        this.#running.delete(payment.id);
      }
    }
  }

  async #settleOne(payment: PaymentRow, characterKey: string): Promise<void> {
    const { db, bank, machine, log } = this.#parts;
    if (payment.state === 'owed') {
      if (bank.marks(characterKey) === null) return;
      if ((await db.write(ledger.state(payment.id, 'owed', 'pending', machine.now()))) !== 1) return;
      const credited = bank.credit(characterKey, payment.amount, payment.id);
      await db.write(ledger.state(payment.id, 'pending', credited ? 'paid' : 'owed', machine.now()));
      return;
    }
    const live = bank.marks(characterKey);
    const saved = await bank.savedMarks(characterKey);
    const marked = (live ?? saved)?.has(payment.id) ?? false;
    if (payment.state === 'paid') {
      if (saved?.has(payment.id)) {
        await db.write(ledger.confirm(payment.id));
        bank.unmark(characterKey, [payment.id]);
      } else if (!marked && this.#isSaved(characterKey, live !== null)) await this.#undo(payment);
      return;
    }
    if (payment.kind === 'refund') {
      await db.write(ledger.state(payment.id, 'pending', marked ? 'paid' : 'owed', machine.now()));
      return;
    }
    if (!marked) {
      await db.batch(ledger.fail(payment.request_id, payment.id));
      log.warn(`Payment ${payment.id} had not been charged: nothing is due for it.`);
      return;
    }
    const request = await requestRepository.find(db, payment.request_id);
    if (!request) return;
    await this.#finish(request, newPayment(payment), machine.now()).then((done) => this.#answer(done));
    log.warn(`Payment ${payment.id} had been charged before a stop: it is in the books now.`);
  }

  /** Whether what the game knows of a character can be taken for final: not while its row is about to be written. */
  #isSaved(characterKey: string, online: boolean): boolean {
    if (online) return true;
    const settledSince = Math.max(this.#since, this.#left.get(characterKey) ?? 0);
    return this.#parts.machine.now() - settledSince >= GRACE_MS;
  }

  /** The game lost the change of money: the ledger follows, and the studio sees it. */
  async #undo(payment: PaymentRow): Promise<void> {
    const { db, machine, log } = this.#parts;
    if (payment.kind === 'refund') {
      await db.write(ledger.state(payment.id, 'paid', 'owed', machine.now()));
      return;
    }
    const request = await requestRepository.find(db, payment.request_id);
    const stored = request?.payments.find(({ id }) => id === payment.id);
    if (!request || !stored) return;
    // What was given back of it was never there either: only what its lines still hold is taken away.
    const parts = held(stored, request);
    const now = machine.now();
    const commandId = `reverse-${payment.id}`;
    const seq = request.version + 1;
    const { head, statements } = record(machine, {
      subject: 'request',
      subjectId: request.id,
      seq,
      kind: 'request.reversePayment',
      actorId: payment.actor_id,
      commandId,
      at: now,
      previous: request.head,
      facts: { from: request.status, to: request.status, staff: true, payment: payment.id, amount: payment.amount },
    });
    const done = await commit(db, machine, {
      actorId: payment.actor_id,
      commandId,
      read: () => requestRepository.detail(db, request.id),
      statements: [
        ledger.swap(request, { method: payment.method, now, commandId, head }),
        ledger.reverse(request.id, payment.id, commandId, seq, now),
        ledger.voidRefunds(request.id, payment.id, commandId, seq),
        ...ledger.apply(request.id, commandId, seq, parts, -1, purchaseChange(request, parts, -1)),
        ...statements,
      ],
    });
    log.warn(`Payment ${payment.id} was lost with the game's last save: ${payment.amount} are due again.`);
    this.#answer(done);
  }

  async #begin(request: StoredRequest, payment: Parameters<typeof ledger.begin>[1]): Promise<void> {
    const { db } = this.#parts;
    try {
      await db.batch(ledger.begin(request, payment));
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.reason !== 'deadline') throw error;
    }
    const [holder, row] = await Promise.all([ledger.openPayment(db, request.id), ledger.find(db, payment.id)]);
    if (holder === payment.id && row?.state === 'pending') return;
    throw new AppError(holder === null ? 'conflict' : 'payment_running');
  }

  #finish(request: StoredRequest, payment: Parameters<typeof ledger.begin>[1], now: number) {
    const { db, machine } = this.#parts;
    const { id, commandId, actorId, parts, amount } = payment;
    const seq = request.version + 1;
    const { head, statements } = record(machine, {
      subject: 'request',
      subjectId: request.id,
      seq,
      kind: 'request.pay',
      actorId,
      commandId,
      at: now,
      previous: request.head,
      facts: { from: request.status, to: request.status, staff: false, payment: id, amount, parts },
    });
    return commit(db, machine, {
      actorId,
      commandId,
      read: () => requestRepository.detail(db, request.id),
      statements: [
        ledger.finish(request, id, { method: payment.method, now, commandId, head }),
        ledger.settle(request.id, id, commandId, seq, now),
        ...ledger.apply(request.id, commandId, seq, parts, 1, purchaseChange(request, parts, 1)),
        ...statements,
      ],
    });
  }

  /** A movement that is one batch: no money of the game moves within it. */
  async #movement(
    author: Author,
    request: StoredRequest,
    commandId: string,
    kind: string,
    parts: Parts,
    sign: 1 | -1,
    row: Pick<
      Parameters<typeof ledger.begin>[1],
      'kind' | 'of' | 'method' | 'amount' | 'state' | 'characterKey' | 'reference'
    >,
    texts: Readonly<Record<string, string>> = {},
  ): Promise<Request> {
    const { db, machine } = this.#parts;
    if (request.paying !== null) throw new AppError('payment_running');
    const now = machine.now();
    const seq = request.version + 1;
    const id = newId(now, machine.random);
    const { head, statements } = record(machine, {
      subject: 'request',
      subjectId: request.id,
      seq,
      kind,
      actorId: author.accountId,
      commandId,
      at: now,
      previous: request.head,
      facts: {
        from: request.status,
        to: request.status,
        staff: sideOf(author, request) === 'studio',
        payment: id,
        amount: row.amount,
        parts,
      },
      texts,
    });
    const payment = { ...row, id, requestId: request.id, parts, actorId: author.accountId, commandId, now };
    return this.#answer(
      await commit(db, machine, {
        ...this.#attempt(author, request.id, commandId),
        statements: [
          ledger.swap(request, { method: row.method, now, commandId, head }),
          ledger.add(payment, seq),
          ...ledger.apply(request.id, commandId, seq, parts, sign, purchaseChange(request, parts, sign)),
          ...statements,
        ],
      }),
    );
  }

  #attempt(author: Author, requestId: string, commandId: string) {
    return { actorId: author.accountId, commandId, read: () => requestRepository.detail(this.#parts.db, requestId) };
  }

  #sufficient(characterKey: string, amount: number): void {
    const balance = this.#parts.bank.balance(characterKey);
    if (balance === null) throw new AppError('no_character');
    if (balance < amount) throw new AppError('insufficient_funds', { limit: amount - balance });
  }

  #answer({ state }: { readonly state: Detail | null }): Request {
    if (!state) throw new AppError('not_found');
    this.#parts.changed(state);
    return state.request;
  }
}

function refundable(request: StoredRequest, id: string): StoredPayment {
  const payment = request.payments.find((each) => each.id === id && each.kind === 'payment' && each.state === 'paid');
  if (!payment) throw new AppError('not_found');
  return payment;
}

const newPayment = (row: PaymentRow): Parameters<typeof ledger.begin>[1] => ({
  id: row.id,
  requestId: row.request_id,
  kind: row.kind,
  of: row.of_payment,
  method: row.method,
  amount: row.amount,
  parts: row.parts,
  state: 'pending',
  actorId: row.actor_id,
  commandId: row.command_id,
  characterKey: row.character_key,
  reference: row.reference,
  now: row.created_at,
});
