import * as z from 'zod/mini';
import { any, has, is } from '../../access/rules.ts';
import { command, feed, type Procedure, query } from '../../contract/define.ts';
import { Id, Time, Version } from '../../schema.ts';
import { HoldReason, NewRequest, Request, RequestStatusSchema, RequestSummary } from './model.ts';
import type { RequestAction } from './workflow.ts';

/** The version that the person was looking at: a decision about an older state is a conflict, not an overwrite. */
const Decision = z.strictObject({ requestId: Id, version: Version });

export const PAGE_SIZE = 25;
/** The place in a list ordered by time: the last row that the caller has. */
const Cursor = z.strictObject({ createdAt: Time, id: Id });
const Page = z.object({ items: z.array(RequestSummary), more: z.boolean() });

export const requests = {
  submit: command({
    allow: has('request.submit'),
    input: NewRequest,
    output: z.object({ requestId: Id, reference: z.string() }),
    limit: { calls: 6, perMs: 60_000 },
  }),

  take: command({ on: 'request', allow: has('request.work'), input: Decision, output: Request }),
  hold: command({
    on: 'request',
    allow: has('request.work'),
    input: z.extend(Decision, { reason: HoldReason }),
    output: Request,
  }),
  resume: command({ on: 'request', allow: has('request.work'), input: Decision, output: Request }),

  /** One's own requests, newest first, one page at a time. */
  mine: query({ allow: has('request.submit'), input: z.strictObject({ before: z.optional(Cursor) }), output: Page }),
  /** All requests, newest first, one page at a time. */
  search: query({
    allow: has('request.read'),
    input: z.strictObject({ before: z.optional(Cursor), status: z.optional(RequestStatusSchema) }),
    output: Page,
  }),

  one: feed({
    on: 'request',
    allow: any(is('owner'), has('request.read')),
    input: z.strictObject({ requestId: Id }),
    snapshot: Request,
    event: Request,
  }),
  /** The newest of one's own requests; an event replaces the row with its id, or adds it. */
  own: feed({ allow: has('request.submit'), input: z.strictObject({}), snapshot: Page, event: RequestSummary }),
  /** The newest requests of everybody, for the studio. */
  board: feed({ allow: has('request.read'), input: z.strictObject({}), snapshot: Page, event: RequestSummary }),
};

// A transition that nobody can call would be dead: each row of the workflow is a command.
requests satisfies Record<RequestAction, Procedure>;
