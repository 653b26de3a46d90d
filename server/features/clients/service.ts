import { AppError } from '../../../shared/errors.ts';
import type { Contact } from '../../../shared/features/clients/model.ts';
import { newId } from '../../../shared/ids.ts';
import { commit } from '../../core/commit.ts';
import type { Database } from '../../core/database.ts';
import { FIRST_HEAD, record } from '../../core/history.ts';
import type { Machine } from '../../core/ports.ts';
import type { Account, Character } from '../../core/sessions.ts';
import { type AccountRow, accounts, becomeClient, signUpDone } from './repository.ts';

const MAX_NAME = 80;

/** People: who they are across characters, and how a player becomes a client. */
export class ClientService {
  readonly #db: Database;
  readonly #machine: Machine;
  readonly #changed: (account: Account, personKey: string) => void;

  constructor(db: Database, machine: Machine, changed: (account: Account, personKey: string) => void) {
    this.#db = db;
    this.#machine = machine;
    this.#changed = changed;
  }

  /** The account of this person; staff without one get one, so that what they do has an author. */
  async account(character: Character, staff: boolean): Promise<Account | null> {
    const known = await accounts.ofPerson(this.#db, character.personKey);
    if (known || !staff) return known && account(known);
    const now = this.#machine.now();
    await accounts.add(this.#db, newId(now, this.#machine.random), character.personKey, publicName(character), now);
    const added = await accounts.ofPerson(this.#db, character.personKey);
    return added && account(added);
  }

  /** Something outside changed what this account is: its tablets follow. */
  async refresh(accountId: string): Promise<void> {
    const row = await accounts.byId(this.#db, accountId);
    if (row?.person_key) this.#changed(account(row), row.person_key);
  }

  async signUp(
    character: Character,
    input: { readonly contact: Contact; readonly consent: number },
    commandId: string,
  ): Promise<{ accountId: string }> {
    const { personKey } = character;
    const before = await accounts.ofPerson(this.#db, personKey);
    const now = this.#machine.now();
    const id = before?.id ?? newId(now, this.#machine.random);
    const seq = (before?.version ?? 0) + 1;
    const { head, statements } = record(this.#machine, {
      subject: 'account',
      subjectId: id,
      seq,
      kind: 'account.signUp',
      actorId: id,
      commandId,
      at: now,
      previous: before?.head ?? FIRST_HEAD,
      facts: { consent: input.consent },
    });
    const name = before?.display_name ?? publicName(character);
    const client = { id, personKey, name, ...input, now, commandId, head, version: before?.version ?? null };
    const { done, state } = await commit(this.#db, this.#machine, {
      actorId: id,
      commandId,
      lookUp: signUpDone(personKey, commandId),
      statements: [...becomeClient(client), ...statements],
      read: async () => {
        const [row, emailTaken] = await Promise.all([
          accounts.ofPerson(this.#db, personKey),
          accounts.emailTaken(this.#db, input.contact.email, personKey),
        ]);
        return { row, emailTaken };
      },
      refusal: ({ row, emailTaken }) => {
        if (row?.client_since != null) return new AppError('already_client');
        return new AppError(emailTaken ? 'email_unavailable' : 'conflict');
      },
    });
    if (state.row) this.#changed(account(state.row), personKey);
    return { accountId: done.subject_id };
  }
}

const account = (row: AccountRow): Account => ({
  id: row.id,
  name: row.display_name,
  client: row.client_since !== null,
  buyer: row.purchases > 0 || row.buyer_granted === 1,
});

/** Others see the character's name: the real one is a contact detail. */
function publicName({ firstName, lastName }: Character): string {
  return `${firstName} ${lastName}`.trim().slice(0, MAX_NAME) || 'Client';
}
