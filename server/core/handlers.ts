import type * as z from 'zod/mini';
import type { Subjects } from '../../shared/access/subjects.ts';
import type { Definition, FeatureContract, Feed, Procedure } from '../../shared/contract/define.ts';
import type { Session } from './sessions.ts';

type SubjectOf<D> = D extends { readonly on?: infer S extends keyof Subjects } ? Subjects[S] : undefined;

export interface Context<D extends Definition> {
  readonly actor: Session;
  readonly input: z.output<D['input']>;
  /** Already loaded, and already allowed: a handler cannot forget the check. */
  readonly subject: SubjectOf<D>;
  /** Made by the page; empty unless the row is a command. */
  readonly commandId: string;
}

type Answer<D extends Definition> = D extends Feed
  ? z.output<D['snapshot']>
  : D extends Procedure
    ? z.output<D['output']>
    : never;

/** One function per row of a feature's contract; a missing one does not compile. */
export type Handlers<F extends FeatureContract> = {
  readonly [P in keyof F]: (context: Context<F[P]>) => Promise<Answer<F[P]>> | Answer<F[P]>;
};

/** The same without the types, for the router: the contract has checked them at both ends. */
export type AnyHandler = (context: {
  readonly actor: Session;
  readonly input: unknown;
  readonly subject: unknown;
  readonly commandId: string;
}) => unknown;
