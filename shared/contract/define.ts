import type * as z from 'zod/mini';
import type { Rule } from '../access/rules.ts';
import type { SubjectKind } from '../access/subjects.ts';

/** Calls that one player may make in a window of `perMs` milliseconds. */
export interface RateLimit {
  readonly calls: number;
  readonly perMs: number;
}

type Schema = z.ZodMiniType;

/** With `on: 'request'` the input must carry `requestId`: the gate loads the subject before `allow` is decided. */
type InputFor<S> = [S] extends [SubjectKind] ? z.ZodMiniType<{ [K in `${S}Id`]: string }> : Schema;

interface Spec<S, I> {
  readonly allow: Rule;
  readonly on?: S;
  readonly input: I;
  /** Default: `DEFAULT_LIMITS` of its kind. */
  readonly limit?: RateLimit;
}

/**
 * query: reads. command: changes, exactly once per command id, one history event.
 * note: idempotent, the last writer wins by a counter in its input, no event (a draft, a read pointer).
 */
export interface Procedure<
  Kind extends 'query' | 'command' | 'note' = 'query' | 'command' | 'note',
  S extends SubjectKind | undefined = SubjectKind | undefined,
  I extends Schema = Schema,
  O extends Schema = Schema,
> extends Spec<S, I> {
  readonly kind: Kind;
  readonly output: O;
}

/** A live view: opening it returns the snapshot, then every event until it is closed. */
export interface Feed<
  S extends SubjectKind | undefined = SubjectKind | undefined,
  I extends Schema = Schema,
  Snap extends Schema = Schema,
  E extends Schema = Schema,
> extends Spec<S, I> {
  readonly kind: 'feed';
  readonly snapshot: Snap;
  readonly event: E;
}

export type Definition = Procedure | Feed;

export const query = <I extends InputFor<S>, O extends Schema, S extends SubjectKind | undefined = undefined>(
  spec: Spec<S, I> & { readonly output: O },
): Procedure<'query', S, I, O> => ({ kind: 'query', ...spec });

export const command = <I extends InputFor<S>, O extends Schema, S extends SubjectKind | undefined = undefined>(
  spec: Spec<S, I> & { readonly output: O },
): Procedure<'command', S, I, O> => ({ kind: 'command', ...spec });

export const note = <I extends InputFor<S>, O extends Schema, S extends SubjectKind | undefined = undefined>(
  spec: Spec<S, I> & { readonly output: O },
): Procedure<'note', S, I, O> => ({ kind: 'note', ...spec });

export const feed = <
  I extends InputFor<S>,
  Snap extends Schema,
  E extends Schema,
  S extends SubjectKind | undefined = undefined,
>(
  spec: Spec<S, I> & { readonly snapshot: Snap; readonly event: E },
): Feed<S, I, Snap, E> => ({ kind: 'feed', ...spec });

/** What a row without its own limit allows. A person does not click faster; a page that loops is stopped. */
export const DEFAULT_LIMITS: { readonly [K in Definition['kind']]: RateLimit } = {
  query: { calls: 60, perMs: 10_000 },
  command: { calls: 20, perMs: 10_000 },
  note: { calls: 40, perMs: 10_000 },
  feed: { calls: 60, perMs: 10_000 },
};

export type FeatureContract = { readonly [name: string]: Definition };
export type Contract = { readonly [feature: string]: FeatureContract };
