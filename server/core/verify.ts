import sql, { raw } from 'sql-template-tag';
import * as z from 'zod/mini';
import { type Database, json } from './database.ts';
import { FIRST_HEAD, type HistorySubject, SUBJECT_TABLES } from './history.ts';
import type { Machine } from './ports.ts';

const EventRow = z.object({
  seq: z.number(),
  kind: z.string(),
  at: z.number(),
  actor_id: z.string(),
  body: z.string(),
  hash: z.string(),
});
const SubjectRow = z.object({ version: z.number(), head: z.string() });
const TextRow = z.object({ id: z.string(), seq: z.number(), salt: z.string(), text: z.string() });
const Body = json(
  z.object({
    seq: z.number(),
    at: z.number(),
    kind: z.string(),
    actor: z.string(),
    texts: z.optional(z.record(z.string(), z.object({ id: z.string(), digest: z.string() }))),
  }),
);

/** What does not hold, and where: `seq` is the number of the first event that is wrong. */
export interface Break {
  readonly seq: number;
  readonly fault: 'missing' | 'changed' | 'extra' | 'text';
}

/** Walks the chain of a subject from its first event to the head in its row. Null when everything holds. */
export async function verify(
  db: Database,
  machine: Machine,
  subject: HistorySubject,
  id: string,
): Promise<Break | null> {
  const [row, events, texts] = await Promise.all([
    db.one(SubjectRow, sql`SELECT version, head FROM ${raw(SUBJECT_TABLES[subject])} WHERE id = ${id}`),
    db.all(
      EventRow,
      sql`SELECT seq, kind, at, actor_id, body, hash FROM atelier_event
        WHERE subject_kind = ${subject} AND subject_id = ${id} ORDER BY seq`,
    ),
    db.all(
      TextRow,
      sql`SELECT id, seq, salt, text FROM atelier_text WHERE subject_kind = ${subject} AND subject_id = ${id}`,
    ),
  ]);
  if (!row) return { seq: 0, fault: 'missing' };

  let head = FIRST_HEAD;
  let expected = 0;
  const known = new Set<string>();
  for (const event of events) {
    expected += 1;
    if (event.seq !== expected) return { seq: expected, fault: 'missing' };
    if (event.seq > row.version) return { seq: event.seq, fault: 'extra' };
    const next = machine.digest(`${head}\n${event.body}`);
    const body = z.safeParse(Body, event.body);
    if (next !== event.hash || !body.success || !agrees(body.data, event)) return { seq: event.seq, fault: 'changed' };
    for (const { id: textId, digest } of Object.values(body.data.texts ?? {})) {
      const text = texts.find((each) => each.id === textId);
      if (!text || machine.digest(text.salt + text.text) !== digest) return { seq: event.seq, fault: 'text' };
      known.add(textId);
    }
    head = next;
  }
  if (expected !== row.version) return { seq: expected + 1, fault: 'missing' };
  if (head !== row.head) return { seq: expected, fault: 'changed' };
  const stray = texts.find((text) => !known.has(text.id));
  return stray ? { seq: stray.seq, fault: 'text' } : null;
}

/** The columns beside the body are for reading quickly; they say nothing that the body does not. */
function agrees(
  body: { seq: number; at: number; kind: string; actor: string },
  event: z.infer<typeof EventRow>,
): boolean {
  return body.seq === event.seq && body.at === event.at && body.kind === event.kind && body.actor === event.actor_id;
}
