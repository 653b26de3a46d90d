import type { Permission } from '../../shared/access/permissions.ts';
import { ROLES, type SystemRole } from '../../shared/access/roles.ts';
import type { Actor } from '../../shared/access/rules.ts';
import { AppError } from '../../shared/errors.ts';

/** A loaded character, as ESX knows it now. */
export interface Character {
  /** The person behind the characters: the identifier without its `charN:`. */
  readonly personKey: string;
  /** Changes with the character, not only with the person. */
  readonly characterKey: string;
  readonly group: string;
  readonly firstName: string;
  readonly lastName: string;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly client: boolean;
  /** Has bought something, or was granted the same. */
  readonly buyer: boolean;
}

/** A player at the tablet. Rights follow from the group and the account, and only from them. */
export interface Session extends Actor {
  readonly playerId: number;
  readonly character: Character;
  readonly account: Account | null;
  readonly role: SystemRole;
  readonly staff: boolean;
  readonly permissions: ReadonlySet<Permission>;
  /** Grows with each change of this player's session. */
  readonly version: number;
}

export interface SessionPorts {
  /** The character of this player now; null when none is loaded. Synchronous: a right is never older than the call. */
  readonly identify: (playerId: number) => Character | null;
  /** The account of a person; staff without one get one. */
  readonly account: (character: Character, staff: boolean) => Promise<Account | null>;
  /** The role that an ESX group gives, if any. */
  readonly roleOfGroup: (group: string) => SystemRole | null;
}

/** Who is at the tablet. Sessions are made at the first call and follow what ESX says. */
export class Sessions {
  readonly #ports: SessionPorts;
  readonly #byPlayer = new Map<number, Session>();
  readonly #byAccount = new Map<string, Set<number>>();
  readonly #opening = new Map<number, { readonly key: string; readonly session: Promise<Session> }>();
  readonly #listeners: ((session: Session, before: Session | undefined) => void)[] = [];
  #version = 0;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  /** Called after each change of a session (not when a player leaves). */
  onChange(listener: (session: Session, before: Session | undefined) => void): void {
    this.#listeners.push(listener);
  }

  get(playerId: number): Session | undefined {
    return this.#byPlayer.get(playerId);
  }

  playersOf(accountId: string): ReadonlySet<number> {
    return this.#byAccount.get(accountId) ?? NOBODY;
  }

  /** The session of a player as of now. Throws `no_character`. */
  async current(playerId: number): Promise<Session> {
    const character = this.#ports.identify(playerId);
    if (!character) {
      this.remove(playerId);
      throw new AppError('no_character');
    }
    const known = this.#byPlayer.get(playerId);
    if (known && sameCharacter(known.character, character)) return known;
    return this.#open(playerId, character);
  }

  /** ESX says that something about this player changed; only those who use the tablet matter. */
  async refresh(playerId: number): Promise<void> {
    if (!this.#byPlayer.has(playerId)) return;
    await this.current(playerId);
  }

  /** The account changed by a command: every tablet of this person follows. */
  accountChanged(account: Account, personKey: string): void {
    for (const session of [...this.#byPlayer.values()]) {
      if (session.character.personKey !== personKey || same(session.account, account)) continue;
      this.#put(session.playerId, session.character, account);
    }
  }

  remove(playerId: number): void {
    const session = this.#byPlayer.get(playerId);
    this.#opening.delete(playerId);
    if (!session) return;
    this.#byPlayer.delete(playerId);
    if (session.account) this.#unlink(session.account.id, playerId);
  }

  #open(playerId: number, character: Character): Promise<Session> {
    const key = JSON.stringify(character);
    const opening = this.#opening.get(playerId);
    if (opening?.key === key) return opening.session;
    const session = this.#load(playerId, character);
    const entry = { key, session };
    this.#opening.set(playerId, entry);
    const settled = () => {
      if (this.#opening.get(playerId) === entry) this.#opening.delete(playerId);
    };
    session.then(settled, settled);
    return session;
  }

  async #load(playerId: number, character: Character): Promise<Session> {
    const staff = ROLES[this.#ports.roleOfGroup(character.group) ?? 'visitor'].staff;
    const account = await this.#ports.account(character, staff);
    // ESX may have changed the character meanwhile: the newest answer counts.
    const now = this.#ports.identify(playerId);
    if (!now) throw new AppError('no_character');
    if (!sameCharacter(now, character)) return this.#load(playerId, now);
    return this.#put(playerId, character, account);
  }

  #put(playerId: number, character: Character, account: Account | null): Session {
    const before = this.#byPlayer.get(playerId);
    const role = this.#ports.roleOfGroup(character.group) ?? ownRole(account);
    const permissions = new Set<Permission>([
      ...ROLES[role].permissions,
      ...(account?.client ? ROLES.client.permissions : []),
    ]);
    // Nobody submits a request without contact details, whatever the role grants.
    if (!account?.client) permissions.delete('request.submit');
    const session: Session = {
      playerId,
      character,
      account,
      accountId: account?.id ?? null,
      role,
      staff: ROLES[role].staff,
      permissions,
      version: ++this.#version,
    };
    if (before?.account && before.account.id !== account?.id) this.#unlink(before.account.id, playerId);
    this.#byPlayer.set(playerId, session);
    if (account) {
      const players = this.#byAccount.get(account.id) ?? new Set();
      this.#byAccount.set(account.id, players.add(playerId));
    }
    for (const listener of this.#listeners) listener(session, before);
    return session;
  }

  #unlink(accountId: string, playerId: number): void {
    const players = this.#byAccount.get(accountId);
    players?.delete(playerId);
    if (players?.size === 0) this.#byAccount.delete(accountId);
  }
}

function ownRole(account: Account | null): SystemRole {
  if (!account?.client) return 'visitor';
  return account.buyer ? 'buyer' : 'client';
}

const NOBODY: ReadonlySet<number> = new Set();

const same = (one: Account | null, other: Account): boolean =>
  one?.id === other.id && one.name === other.name && one.client === other.client && one.buyer === other.buyer;

function sameCharacter(one: Character, other: Character): boolean {
  return (
    one.characterKey === other.characterKey &&
    one.group === other.group &&
    one.firstName === other.firstName &&
    one.lastName === other.lastName
  );
}
