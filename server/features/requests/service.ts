import * as z from 'zod/mini';
import { AppError, type FieldIssue } from '../../../shared/errors.ts';
import type { NewRequest, Request, StoredRequest } from '../../../shared/features/requests/model.ts';
import type { RequestAction } from '../../../shared/features/requests/workflow.ts';
import { intakeSchema } from '../../../shared/features/services/intake.ts';
import type { Service } from '../../../shared/features/services/model.ts';
import { newId } from '../../../shared/ids.ts';
import { fieldIssues } from '../../../shared/schema.ts';
import { commit, replayed } from '../../core/commit.ts';
import type { Database } from '../../core/database.ts';
import { FIRST_HEAD, record } from '../../core/history.ts';
import type { Machine } from '../../core/ports.ts';
import { type ActionInput, type Author, type CheckedLine, decide, sideOf } from './decide.ts';
import { type Detail, effect, move, requestRepository, submission } from './repository.ts';

export interface RequestServiceParts {
  readonly db: Database;
  readonly machine: Machine;
  readonly maxOpen: number;
  /** How long a delivered result waits for an answer; null: for ever. */
  readonly answerWithinMs: number | null;
  /** How long an offer counts; null: until it is answered. */
  readonly offerValidMs: number | null;
  readonly orderable: (serviceId: string) => Service | undefined;
  /** Called after each change, with the state that the change left. */
  readonly changed: (detail: Detail) => void;
}

const MANY = 50;
/** The passing of time, as an author: no account has this id. */
const NOBODY: Author = { accountId: '0'.repeat(20), staff: true };

/** What can be done with a request. Knows the rules of the work; knows no player, no right, no SQL. */
export class RequestService {
  readonly #parts: RequestServiceParts;

  constructor(parts: RequestServiceParts) {
    this.#parts = parts;
  }

  async submit(
    author: Author,
    input: NewRequest,
    commandId: string,
  ): Promise<{ requestId: string; reference: string }> {
    const { db, machine, maxOpen } = this.#parts;
    const now = machine.now();
    const fresh = () => newId(now, machine.random);
    const lines = this.#lines(input.lines, fresh);
    const id = fresh();
    const salt = fresh();
    const { head, statements } = record(machine, {
      subject: 'request',
      subjectId: id,
      seq: 1,
      kind: 'request.submit',
      actorId: author.accountId,
      commandId,
      at: now,
      previous: FIRST_HEAD,
      facts: {
        from: null,
        to: 'submitted',
        staff: author.staff,
        ...digests(machine, lines, { ...input, salt }),
      },
    });
    const listedTotal = lines.reduce<number | null>(
      (sum, { listedPrice }) => (sum === null || listedPrice === null ? null : sum + listedPrice),
      0,
    );
    const { done } = await commit(db, machine, {
      actorId: author.accountId,
      commandId,
      statements: [
        ...submission({
          ...input,
          id,
          salt,
          lines,
          listedTotal,
          clientId: author.accountId,
          now,
          year: new Date(now).getUTCFullYear(),
          commandId,
          head,
          maxOpen,
        }),
        ...statements,
      ],
      read: () => requestRepository.openCount(db, author.accountId),
      refusal: (open) =>
        open >= maxOpen ? new AppError('too_many_open', { limit: maxOpen }) : new AppError('conflict'),
    });
    const detail = await requestRepository.detail(db, done.subject_id);
    if (!detail) throw new AppError('internal');
    this.#parts.changed(detail);
    return { requestId: detail.request.id, reference: detail.request.reference };
  }

  /** One step of a request's life; a request that has moved on meanwhile is a conflict. */
  async advance(
    author: Author,
    request: StoredRequest,
    action: RequestAction,
    input: ActionInput & { readonly version: number; readonly lines?: NewRequest['lines'] },
    commandId: string,
  ): Promise<Request> {
    const { db, machine, offerValidMs } = this.#parts;
    const read = () => requestRepository.detail(db, request.id);
    const attempt = { actorId: author.accountId, commandId, read };
    if (request.version !== input.version) return this.#answer(await replayed(db, attempt, new AppError('conflict')));

    const now = machine.now();
    const fresh = () => newId(now, machine.random);
    const { lines, ...rest } = input;
    const written = lines && { ...rest, salt: fresh(), checkedLines: this.#lines(lines, fresh) };
    const decision = decide(action, request, author, written ?? rest, now);
    const seq = request.version + 1;
    const { head, statements } = record(machine, {
      subject: 'request',
      subjectId: request.id,
      seq,
      kind: `request.${action}`,
      actorId: author.accountId,
      commandId,
      at: now,
      previous: request.head,
      facts: {
        ...decision.facts,
        staff: sideOf(author, request) === 'studio',
        ...(written && digests(machine, written.checkedLines, action === 'edit' ? written : undefined)),
      },
      texts: decision.texts,
    });
    const context = {
      requestId: request.id,
      commandId,
      seq,
      authorId: author.accountId,
      lineCount: request.lines.length,
      fresh,
      now,
      offerExpiresAt: offerValidMs === null ? null : now + offerValidMs,
    };
    const swap = move({ request, ...decision, now, commandId, head });
    return this.#answer(
      await commit(db, machine, {
        ...attempt,
        statements: [swap, ...decision.effects.flatMap((change) => effect(change, context)), ...statements],
      }),
    );
  }

  /** Results that nobody answered for so long are taken as accepted. */
  async completeUnanswered(): Promise<void> {
    const { db, machine, answerWithinMs } = this.#parts;
    if (answerWithinMs === null) return;
    for (const id of await requestRepository.unanswered(db, machine.now() - answerWithinMs, MANY)) {
      const request = await requestRepository.find(db, id);
      if (request?.status !== 'delivered') continue;
      // Whoever answers at this moment is faster, and the conflict is the right outcome.
      await this.advance(
        NOBODY,
        request,
        'acceptResult',
        { version: request.version },
        `auto-${id}-${request.version}`,
      ).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      });
    }
  }

  #answer({ state }: { readonly state: Detail | null }): Request {
    if (!state) throw new AppError('not_found');
    this.#parts.changed(state);
    return state.request;
  }

  /** Each answer is checked against the form of its service as it is now; the line keeps both. */
  #lines(wanted: NewRequest['lines'], fresh: () => string): CheckedLine[] {
    const issues: FieldIssue[] = [];
    const lines = wanted.flatMap(({ serviceId, answers }, index) => {
      const service = this.#parts.orderable(serviceId);
      if (!service)
        throw new AppError('service_unavailable', { fields: [{ path: `lines.${index}.serviceId`, code: 'choice' }] });
      const checked = z.safeParse(intakeSchema(service.form), answers, { reportInput: true });
      if (!checked.success) {
        const at = `lines.${index}.answers`;
        issues.push(...fieldIssues(checked.error.issues).map((issue) => ({ ...issue, path: `${at}.${issue.path}` })));
        return [];
      }
      const { kind, name, form, price } = service;
      const state = 'pending' as const;
      const line = { serviceId, kind, name, form, answers: checked.data, listedPrice: price, state };
      return [{ ...line, id: fresh(), salt: fresh() }];
    });
    if (issues.length > 0) throw new AppError('invalid_input', { fields: issues.slice(0, 20) });
    return lines;
  }
}

/** What the history keeps of what the client or the studio wrote: digests, each with a salt that lies beside the text. */
function digests(
  machine: Machine,
  lines: readonly CheckedLine[],
  text?: { readonly title?: string; readonly description?: string; readonly salt: string },
): Record<string, unknown> {
  return {
    ...(text && { text: machine.digest(text.salt + JSON.stringify([text.title, text.description])) }),
    lines: lines.map((line) => ({
      id: line.id,
      service: line.serviceId,
      listedPrice: line.listedPrice,
      answers: machine.digest(line.salt + JSON.stringify(line.answers)),
    })),
  };
}
