import sql, { type Sql } from 'sql-template-tag';
import * as z from 'zod/mini';
import { AppError } from '../../shared/errors.ts';
import { type Database, DatabaseError } from './database.ts';
import type { Machine } from './ports.ts';

const MAX_ATTEMPTS = 3;
const JITTER_MS = 120;

/** The event that a command left: it says on what, and which version the command made. */
export const Done = z.object({ subject_id: z.string(), seq: z.number(), body: z.string() });
export type Done = z.infer<typeof Done>;

interface Attempt<T> {
  /** What the actor is known by in the history, and the id that the page gave the command. */
  readonly actorId: string;
  readonly commandId: string;
  /** One batch: the compare-and-swap first, then what depends on its stamp. */
  readonly statements: readonly Sql[];
  /** The fresh state, read after the batch together with the look-up. */
  readonly read: () => Promise<T>;
  /** Why nothing happened, when nothing did; default `conflict`. */
  readonly refusal?: (state: T) => AppError;
  /** Where the event is found when the actor's id may be another one (sign-up); default by actor and command id. */
  readonly lookUp?: Sql;
}

/**
 * Carries out a command exactly once per command id. What the batch returns decides nothing: the event is looked up.
 * Found: done, now or earlier. Absent after a commit: refused. Absent after a rollback or a missed deadline: again.
 */
export async function commit<T>(
  db: Database,
  machine: Machine,
  attempt: Attempt<T>,
): Promise<{ done: Done; state: T }> {
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
    if (attempts > 0) await machine.wait(Math.ceil(((machine.random(1)[0] ?? 0) / 255) * JITTER_MS));
    const committed = await outcome(db, attempt.statements);
    const [done, state] = await Promise.all([findDone(db, attempt), attempt.read()]);
    if (done) return { done, state };
    if (committed === true) throw attempt.refusal?.(state) ?? new AppError('conflict');
    // A rollback without a trace is a deadlock, or a unique key that somebody else holds: the refusal may know.
    const known = attempt.refusal?.(state);
    if (committed === false && known && known.code !== 'conflict') throw known;
  }
  throw new AppError('unavailable');
}

/** For a command that the present state forbids: it may be the repetition of one that has already been done. */
export async function replayed<T>(
  db: Database,
  attempt: Pick<Attempt<T>, 'actorId' | 'commandId' | 'read' | 'lookUp'>,
  otherwise: AppError,
): Promise<{ done: Done; state: T }> {
  const [done, state] = await Promise.all([findDone(db, attempt), attempt.read()]);
  if (!done) throw otherwise;
  return { done, state };
}

async function outcome(db: Database, statements: readonly Sql[]): Promise<boolean | 'unknown'> {
  try {
    return await db.batch(statements);
  } catch (error) {
    if (error instanceof DatabaseError && error.reason === 'deadline') return 'unknown';
    throw error;
  }
}

function findDone(
  db: Database,
  { actorId, commandId, lookUp }: { actorId: string; commandId: string; lookUp?: Sql | undefined },
): Promise<Done | null> {
  return db.one(
    Done,
    lookUp ??
      sql`SELECT subject_id, seq, body FROM atelier_event WHERE actor_id = ${actorId} AND command_id = ${commandId}`,
  );
}
