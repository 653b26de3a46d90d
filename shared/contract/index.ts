import type * as z from 'zod/mini';
import { clients } from '../features/clients/contract.ts';
import { drafts } from '../features/drafts/contract.ts';
import { requests } from '../features/requests/contract.ts';
import { services } from '../features/services/contract.ts';
import { session } from '../features/session/contract.ts';
import type { Contract, Definition, Feed, Procedure } from './define.ts';

/** Everything that the interface and the server can say to each other. A feature is one line here. */
export const contract = { session, clients, services, requests, drafts } as const satisfies Contract;

type C = typeof contract;
type Entries = {
  [N in { [F in keyof C & string]: `${F}.${keyof C[F] & string}` }[keyof C & string]]: N extends `${infer F}.${infer P}`
    ? F extends keyof C
      ? P extends keyof C[F]
        ? C[F][P]
        : never
      : never
    : never;
};

export type EntryName = keyof Entries;
export type Entry<N extends EntryName> = Entries[N];
export type FeedName = { [N in EntryName]: Entries[N] extends Feed ? N : never }[EntryName];
export type QueryName = { [N in EntryName]: Entries[N] extends { kind: 'query' } ? N : never }[EntryName];
export type CommandName = { [N in EntryName]: Entries[N] extends { kind: 'command' } ? N : never }[EntryName];
export type NoteName = { [N in EntryName]: Entries[N] extends { kind: 'note' } ? N : never }[EntryName];
export type ProcedureName = Exclude<EntryName, FeedName>;

export type Input<N extends EntryName> = z.input<Entries[N]['input']>;
export type Output<N extends ProcedureName> = Entries[N] extends Procedure ? z.output<Entries[N]['output']> : never;
export type Snapshot<N extends FeedName> = Entries[N] extends Feed ? z.output<Entries[N]['snapshot']> : never;
export type FeedEvent<N extends FeedName> = Entries[N] extends Feed ? z.output<Entries[N]['event']> : never;

const table: ReadonlyMap<string, Definition> = new Map(
  Object.entries(contract).flatMap(([feature, rows]) =>
    Object.entries(rows).map(([name, definition]): [string, Definition] => [`${feature}.${name}`, definition]),
  ),
);

/** The row of this name; undefined for anything that a caller made up (`__proto__`, `constructor.name`, …). */
export const entry = (name: string): Definition | undefined => table.get(name);

/** All rows with their names: tests and documents walk them. */
export const entries = (): IterableIterator<[string, Definition]> => table.entries();
