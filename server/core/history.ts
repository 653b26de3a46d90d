import sql, { join, raw, type Sql } from 'sql-template-tag';
import { newId } from '../../shared/ids.ts';
import type { Machine } from './ports.ts';

/** The things that have a history of their own, each with the table that holds its head. */
export const SUBJECT_TABLES = {
  account: 'atelier_account',
  request: 'atelier_request',
  service: 'atelier_service',
} as const;
export type HistorySubject = keyof typeof SUBJECT_TABLES;

/** The head of a chain that has no link yet. */
export const FIRST_HEAD = '0'.repeat(64);

export interface Happening {
  readonly subject: HistorySubject;
  readonly subjectId: string;
  /** The subject's version after the change: it numbers the history. */
  readonly seq: number;
  readonly kind: string;
  readonly actorId: string;
  readonly commandId: string;
  /** Epoch ms. */
  readonly at: number;
  /** The subject's head before the change. */
  readonly previous: string;
  /** Ids, amounts, states; never a contact. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Free text by name: kept beside the history, which holds its salted digest only. */
  readonly texts?: Readonly<Record<string, string>>;
}

export interface Recorded {
  /** The new head, to be written with the subject's row. */
  readonly head: string;
  /** To be put in the batch after the subject's own statement; they do nothing unless it took effect. */
  readonly statements: readonly Sql[];
}

/**
 * The next link of a subject's chain. The subject's row carries the command id as its stamp: the INSERTs take effect
 * only where the swap of the same batch has just put it there.
 */
export function record(machine: Machine, happening: Happening): Recorded {
  const { subject, subjectId, seq, kind, actorId, commandId, at } = happening;
  const texts = Object.entries(happening.texts ?? {}).map(([name, text]) => {
    const salt = newId(at, machine.random);
    return { name, text, salt, id: newId(at, machine.random), digest: machine.digest(salt + text) };
  });
  const body = JSON.stringify({
    seq,
    at,
    kind,
    actor: actorId,
    ...happening.facts,
    ...(texts.length > 0 && { texts: Object.fromEntries(texts.map(({ name, id, digest }) => [name, { id, digest }])) }),
  });
  const head = machine.digest(`${happening.previous}\n${body}`);
  const table = raw(SUBJECT_TABLES[subject]);
  const happened = sql`FROM ${table} WHERE id = ${subjectId} AND stamp = ${commandId} AND version = ${seq}`;
  const columns = [subject, subjectId, seq, kind, actorId, commandId, at, body, head];
  return {
    head,
    statements: [
      sql`INSERT INTO atelier_event (subject_kind, subject_id, seq, kind, actor_id, command_id, at, body, hash)
        SELECT ${join(columns)} ${happened}`,
      ...texts.map(
        ({ id, salt, text }) =>
          sql`INSERT INTO atelier_text (id, subject_kind, subject_id, seq, salt, text)
            SELECT ${join([id, subject, subjectId, seq, salt, text])} ${happened}`,
      ),
    ],
  };
}
