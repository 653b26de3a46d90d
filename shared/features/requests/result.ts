import * as z from 'zod/mini';
import { Id, Line, OptionalText, Text, Time } from '../../schema.ts';
import { ServiceKind } from '../services/model.ts';

export const MAX_COMMENT = 2_000;
/** How long a comment may be edited by its author, in ms. */
export const EDIT_MS = 15 * 60_000;

/** One thing that was changed: what it was, and what it is now. */
const Modification = z.strictObject({
  what: Line(200),
  before: OptionalText(500),
  after: OptionalText(500),
  note: OptionalText(500),
});

/** What was delivered for one line. `where` says where to get it, and is shown once the line is paid. */
const WrittenLine = z.strictObject({
  lineId: Id,
  kind: ServiceKind,
  modifications: z.array(Modification).check(z.maxLength(100)),
  version: OptionalText(40),
  where: OptionalText(300),
});

/** What staff write and publish: it covers the lines that are done. */
export const WrittenResult = z.strictObject({
  description: Text(4_000),
  lines: z.array(WrittenLine).check(z.minLength(1), z.maxLength(50)),
});
export type WrittenResult = z.infer<typeof WrittenResult>;

/** One published revision. A line whose `where` is still locked shows none. */
export const Result = z.object({
  revision: z.int(),
  at: Time,
  author: z.string(),
  description: z.string(),
  lines: z.array(z.extend(WrittenLine, { locked: z.boolean() })),
});
export type Result = z.infer<typeof Result>;

export const Comment = z.object({
  id: Id,
  lineId: z.nullable(Id),
  replyTo: z.nullable(Id),
  side: z.enum(['client', 'studio']),
  author: z.string(),
  /** Empty once hidden. */
  text: z.string(),
  rating: z.nullable(z.int()),
  at: Time,
  editedAt: z.nullable(Time),
  hidden: z.boolean(),
});
export type Comment = z.infer<typeof Comment>;

export const CommentText = Text(MAX_COMMENT);
export const Rating = z.nullable(z.int().check(z.minimum(1), z.maximum(5)));
