import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { CharacterSpec, ClientState, Sandbox, SandboxPlayer } from '../index.ts';
import { Refusal } from './refusal.ts';

/** What a ready-made player is there for; texts of the lobby are keyed by it. */
export const roles = ['visiteur', 'client', 'acheteuse', 'gestionnaire', 'superadmin'] as const;
export type Role = (typeof roles)[number];

/** Switches of the character's state that the game would set. */
export const switches = [
  'dead',
  'cuffed',
  'pauseMenu',
  'falling',
  'ragdoll',
  'swimming',
  'inVehicle',
  'otherNuiFocus',
] as const satisfies readonly (keyof ClientState)[];
export type Switch = (typeof switches)[number];
export type Switches = Partial<Record<Switch, boolean>>;

/** A character of the list, as pages and the HTTP API see it. */
export interface PersonView {
  readonly slug: string;
  readonly role: Role | null;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  /** As last set or read; the server itself may have changed it since. */
  readonly group: string;
  readonly online: boolean;
  readonly joining: boolean;
  readonly id: number | null;
  readonly identifier: string | null;
  /** Why the last session ended; null while online and before the first one. */
  readonly dropReason: string | null;
  /** Browser tabs that show this player. */
  readonly tabs: number;
  readonly switches: Switches;
}

const specSchema = z.strictObject({
  name: z.string().trim().min(1).max(50),
  license: z.optional(z.string().regex(/^[0-9a-f]{40}$/)),
  slot: z.optional(z.int().min(1).max(9)),
  firstName: z.string().trim().min(1).max(50),
  lastName: z.string().trim().min(1).max(50),
  group: z.optional(z.string().regex(/^[A-Za-z0-9_.-]{1,50}$/)),
  bank: z.optional(z.int().min(0).max(2_000_000_000)),
  dateofbirth: z.optional(z.string().max(10)),
  sex: z.optional(z.enum(['m', 'f'])),
});

/** A new character as typed in the lobby: the FiveM name is made of the character's when it is left out. */
export const newPersonSchema = z.strictObject({ ...specSchema.shape, name: z.optional(specSchema.shape.name) });
export type NewPerson = z.infer<typeof newPersonSchema>;

const readyMade: readonly (CharacterSpec & { readonly role: Role })[] = [
  {
    role: 'visiteur',
    name: 'Lucas Perrin',
    firstName: 'Lucas',
    lastName: 'Perrin',
    group: 'user',
    bank: 8_000,
    sex: 'm',
  },
  {
    role: 'client',
    name: 'Nadia Ferrand',
    firstName: 'Nadia',
    lastName: 'Ferrand',
    group: 'user',
    bank: 184_000,
    sex: 'f',
  },
  {
    role: 'acheteuse',
    name: 'Camille Orsini',
    firstName: 'Camille',
    lastName: 'Orsini',
    group: 'user',
    bank: 420_000,
    sex: 'f',
  },
  {
    role: 'gestionnaire',
    name: 'Inès Caron',
    firstName: 'Inès',
    lastName: 'Caron',
    group: 'gestionnaire',
    bank: 35_000,
    sex: 'f',
  },
  {
    role: 'superadmin',
    name: 'Théo Marchal',
    firstName: 'Théo',
    lastName: 'Marchal',
    group: 'atelier_superadmin',
    bank: 60_000,
    sex: 'm',
  },
];

interface Person {
  readonly slug: string;
  readonly role: Role | null;
  spec: CharacterSpec;
  group: string;
  player: SandboxPlayer | null;
  joining: Promise<SandboxPlayer> | null;
  tabs: number;
  switches: Switches;
  /** Set while offline: told to ESX at the next join. */
  wanted: { group?: string; bank?: number };
}

/** `Inès Caron` → `ines-caron`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'joueur';

const licenseOf = (slug: string): string => createHash('sha1').update(`sandbox:${slug}`).digest('hex');

const undefinedLess = (spec: z.infer<typeof specSchema>): CharacterSpec => ({
  name: spec.name,
  firstName: spec.firstName,
  lastName: spec.lastName,
  ...(spec.license !== undefined && { license: spec.license }),
  ...(spec.slot !== undefined && { slot: spec.slot }),
  ...(spec.group !== undefined && { group: spec.group }),
  ...(spec.bank !== undefined && { bank: spec.bank }),
  ...(spec.dateofbirth !== undefined && { dateofbirth: spec.dateofbirth }),
  ...(spec.sex !== undefined && { sex: spec.sex }),
});

/** The characters that may be played, and which of them is online as which player of the sandbox. */
export class People {
  readonly #sandbox: Sandbox;
  readonly #file: string | null;
  readonly #people = new Map<string, Person>();

  /** `file`: where characters made in the lobby are kept between starts; null keeps them in memory. */
  constructor(sandbox: Sandbox, file: string | null) {
    this.#sandbox = sandbox;
    this.#file = file;
    for (const { role, ...spec } of readyMade) this.#put(role, { ...spec, license: licenseOf(role) }, role);
    for (const { slug, spec } of file === null ? [] : readSaved(file)) this.#put(slug, spec, null);
  }

  list(): PersonView[] {
    this.#adopt();
    return [...this.#people.values()].map((person) => this.#view(person));
  }

  view(slug: string): PersonView {
    return this.#view(this.#get(slug));
  }

  /** By slug, or by the server id of a player who is online. */
  has(slug: string): boolean {
    return this.#find(slug) !== undefined;
  }

  /** The player as whom the character is online, else null. */
  player(slug: string): SandboxPlayer | null {
    const person = this.#find(slug);
    return person ? this.#online(person) : null;
  }

  /** The player, or a refusal when the character is not online. */
  present(slug: string): SandboxPlayer {
    const player = this.#online(this.#get(slug));
    if (!player) throw new Refusal(409, 'not_online');
    return player;
  }

  slugOfPlayer(id: number): string | null {
    this.#adopt();
    for (const person of this.#people.values()) if (this.#online(person)?.id === id) return person.slug;
    return null;
  }

  add(input: NewPerson): PersonView {
    const spec = undefinedLess({ ...input, name: input.name ?? `${input.firstName} ${input.lastName}` });
    const wanted = slugOf(spec.name);
    let slug = wanted;
    for (let number = 2; this.#people.has(slug); number += 1) slug = `${wanted}-${number}`;
    const person = this.#put(slug, { ...spec, license: spec.license ?? licenseOf(slug) }, null);
    this.#save();
    return this.#view(person);
  }

  /** Forgets a character made in the lobby; its rows in the database stay. */
  remove(slug: string): void {
    const person = this.#get(slug);
    if (person.role) throw new Refusal(409, 'ready_made');
    if (this.#online(person)) throw new Refusal(409, 'online');
    this.#people.delete(person.slug);
    this.#save();
  }

  /** Joins unless already online; two who ask at once get the same session. */
  join(slug: string): Promise<SandboxPlayer> {
    const person = this.#get(slug);
    const player = this.#online(person);
    if (player) return Promise.resolve(player);
    person.joining ??= this.#join(person).finally(() => {
      person.joining = null;
    });
    return person.joining;
  }

  async leave(slug: string, how: 'leave' | 'crash', reason?: string): Promise<void> {
    const player = this.present(slug);
    await (how === 'crash' ? player.crash() : player.leave(reason));
  }

  /** Logs out and comes back as another character of the same licence. */
  async relog(slug: string, input: NewPerson): Promise<void> {
    const person = this.#get(slug);
    const player = this.present(slug);
    const spec = undefinedLess({ ...input, name: input.name ?? person.spec.name });
    await player.relog({ ...spec, ...(player.spec.license !== undefined && { license: player.spec.license }) });
    person.group = spec.group ?? 'user';
  }

  async setGroup(slug: string, group: string): Promise<void> {
    const person = this.#get(slug);
    const player = this.#online(person);
    if (player) await this.#sandbox.console(`setgroup ${player.id} ${group}`);
    else person.wanted.group = group;
    person.group = group;
  }

  setBank(slug: string, amount: number): void {
    const person = this.#get(slug);
    const player = this.#online(person);
    if (player) player.setBank(amount);
    else person.wanted.bank = amount;
  }

  setSwitches(slug: string, changes: Switches): void {
    const person = this.#get(slug);
    this.present(slug).client.set(changes);
    person.switches = { ...person.switches, ...changes };
  }

  /** Somebody typed `setgroup` in the console. */
  noteGroup(id: number, group: string): void {
    const slug = this.slugOfPlayer(id);
    if (slug) this.#get(slug).group = group;
  }

  tab(slug: string, change: 1 | -1): void {
    const person = this.#find(slug);
    if (person) person.tabs += change;
  }

  async #join(person: Person): Promise<SandboxPlayer> {
    const saved = await this.#savedGroup(person.spec);
    const { group = 'user', bank, ...rest } = person.spec;
    // What the database holds already wins, else each join would undo what happened in the last one.
    const first = saved === null ? { group, ...(bank !== undefined && { bank }) } : {};
    const player = await this.#sandbox.join({ ...rest, ...first, ...person.wanted });
    person.group = person.wanted.group ?? saved ?? group;
    person.wanted = {};
    person.switches = {};
    person.player = player;
    return player;
  }

  /** The group in ESX's table; null when the character has no row yet. */
  async #savedGroup(spec: CharacterSpec): Promise<string | null> {
    if (spec.license === undefined) return null;
    const names = [spec.license, `char${spec.slot ?? 1}:${spec.license}`];
    try {
      const rows: unknown = await this.#sandbox.database.query(
        'SELECT `group` FROM users WHERE identifier IN (?, ?)',
        names,
      );
      return z.array(z.looseObject({ group: z.string() })).parse(rows)[0]?.group ?? null;
    } catch {
      // No table or no database: then this join is the first, or it cannot succeed.
      return null;
    }
  }

  /** A test may have joined players by itself: they get a place in the list. */
  #adopt(): void {
    const known = new Set([...this.#people.values()].map(({ player }) => player));
    for (const player of this.#sandbox.players.values()) {
      if (!player.online || known.has(player)) continue;
      const slug = slugOf(player.spec.name);
      const same = [...this.#people.values()].find(
        ({ slug: other, spec, joining }) =>
          !joining && (spec.license === undefined ? other === slug : spec.license === player.spec.license),
      );
      if (same) same.player = player;
      else if (![...this.#people.values()].some(({ joining }) => joining)) {
        this.#put(this.#people.has(slug) ? `${slug}-${player.id}` : slug, player.spec, null).player = player;
      }
    }
  }

  #find(slug: string): Person | undefined {
    this.#adopt();
    const person = this.#people.get(slug);
    if (person || !/^\d+$/.test(slug)) return person;
    return [...this.#people.values()].find((other) => this.#online(other)?.id === Number(slug));
  }

  #get(slug: string): Person {
    const person = this.#find(slug);
    if (!person) throw new Refusal(404, 'unknown_player');
    return person;
  }

  #online(person: Person): SandboxPlayer | null {
    return person.player?.online ? person.player : null;
  }

  #put(slug: string, spec: CharacterSpec, role: Role | null): Person {
    const group = spec.group ?? 'user';
    const person: Person = { slug, role, spec, group, player: null, joining: null, tabs: 0, switches: {}, wanted: {} };
    this.#people.set(slug, person);
    return person;
  }

  #view(person: Person): PersonView {
    const player = this.#online(person);
    const { name, firstName, lastName } = player?.spec ?? person.spec;
    return {
      slug: person.slug,
      role: person.role,
      name,
      firstName,
      lastName,
      group: person.group,
      online: player !== null,
      joining: person.joining !== null,
      id: player?.id ?? null,
      identifier: player?.identifier ?? null,
      dropReason: player ? null : (person.player?.dropReason ?? null),
      tabs: person.tabs,
      switches: player ? person.switches : {},
    };
  }

  #save(): void {
    if (this.#file === null) return;
    const added = [...this.#people.values()].filter(({ role }) => role === null);
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(
      `${this.#file}.next`,
      JSON.stringify(
        added.map(({ slug, spec }) => ({ slug, spec })),
        null,
        2,
      ),
    );
    renameSync(`${this.#file}.next`, this.#file);
  }
}

/** A list that cannot be read is as good as none: it holds only what was typed in the lobby. */
function readSaved(file: string): { slug: string; spec: CharacterSpec }[] {
  try {
    const saved = z
      .array(z.object({ slug: z.string(), spec: specSchema }))
      .parse(JSON.parse(readFileSync(file, 'utf8')));
    return saved.map(({ slug, spec }) => ({ slug, spec: undefinedLess(spec) }));
  } catch {
    return [];
  }
}
