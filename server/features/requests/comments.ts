import type { Sql } from 'sql-template-tag';
import { AppError } from '../../../shared/errors.ts';
import type { Request, StoredComment, StoredRequest } from '../../../shared/features/requests/model.ts';
import { EDIT_MS } from '../../../shared/features/requests/result.ts';
import { newId } from '../../../shared/ids.ts';
import { commit, replayed } from '../../core/commit.ts';
import type { Database } from '../../core/database.ts';
import { record } from '../../core/history.ts';
import type { Machine } from '../../core/ports.ts';
import { type Author, sideOf } from './decide.ts';
import { commentRows, type Detail, requestRepository } from './repository.ts';

interface CommentParts {
  readonly db: Database;
  readonly machine: Machine;
  readonly changed: (detail: Detail) => void;
}

/** How often a comment is tried again when something else changed the request at the same moment. */
const MAX_TRIES = 4;

/** Comments say something about a request and decide nothing: they do not conflict with what others do meanwhile. */
export class Comments {
  readonly #parts: CommentParts;

  constructor(parts: CommentParts) {
    this.#parts = parts;
  }

  add(
    author: Author,
    request: StoredRequest,
    input: { readonly lineId: string | null; readonly text: string; readonly rating: number | null },
    commandId: string,
  ): Promise<Request> {
    return this.#say(author, request, commandId, 'request.comment', (now, fresh) => {
      const covered = input.lineId === null ? now.published.length > 0 : now.published.includes(input.lineId);
      if (!covered) throw new AppError('not_delivered');
      return (when) => commentRows.add({ id: fresh(), salt: fresh(), replyTo: null, side: 'client', ...input }, when);
    });
  }

  answer(
    author: Author,
    request: StoredRequest,
    input: { readonly commentId: string; readonly text: string },
    commandId: string,
  ): Promise<Request> {
    return this.#say(author, request, commandId, 'request.answerComment', (now, fresh) => {
      find(now, input.commentId);
      const row = {
        id: fresh(),
        salt: fresh(),
        lineId: null,
        replyTo: input.commentId,
        text: input.text,
        rating: null,
      };
      return (when) => commentRows.add({ ...row, side: sideOf(author, now) }, when);
    });
  }

  edit(
    author: Author,
    request: StoredRequest,
    input: { readonly commentId: string; readonly text: string; readonly rating: number | null },
    commandId: string,
  ): Promise<Request> {
    return this.#say(author, request, commandId, 'request.editComment', (now, fresh, at) => {
      const comment = find(now, input.commentId);
      if (comment.authorId !== author.accountId) throw new AppError('not_found');
      if (at - comment.at > EDIT_MS) throw new AppError('too_late');
      return (when) => commentRows.edit(comment.id, input.text, input.rating, fresh(), when);
    });
  }

  hide(
    author: Author,
    request: StoredRequest,
    input: { readonly commentId: string; readonly reason: string },
    commandId: string,
  ): Promise<Request> {
    const prepare: Prepare = (now) => {
      const comment = find(now, input.commentId);
      return (when) => commentRows.hide(comment.id, when);
    };
    return this.#say(author, request, commandId, 'request.hideComment', prepare, { reason: input.reason });
  }

  async #say(
    author: Author,
    first: StoredRequest,
    commandId: string,
    kind: string,
    prepare: Prepare,
    texts: Readonly<Record<string, string>> = {},
  ): Promise<Request> {
    const { db, machine } = this.#parts;
    const read = () => requestRepository.detail(db, first.id);
    const attempt = { actorId: author.accountId, commandId, read };
    for (let tries = 1, request: StoredRequest | null = first; request; tries++) {
      const at = machine.now();
      let write: ReturnType<Prepare>;
      try {
        write = prepare(request, () => newId(at, machine.random), at);
      } catch (error) {
        // What this very command has done may be what forbids it now: a comment can be hidden only once.
        if (!(error instanceof AppError)) throw error;
        return this.#answer((await replayed(db, attempt, error)).state);
      }
      const seq = request.version + 1;
      const { head, statements } = record(machine, {
        subject: 'request',
        subjectId: request.id,
        seq,
        kind,
        actorId: author.accountId,
        commandId,
        at,
        previous: request.head,
        facts: { from: request.status, to: request.status, staff: sideOf(author, request) === 'studio' },
        texts,
      });
      const when = { requestId: request.id, commandId, seq, authorId: author.accountId, now: at };
      try {
        const { state } = await commit(db, machine, {
          ...attempt,
          statements: [commentRows.swap(request, { now: at, commandId, head }), ...write(when), ...statements],
        });
        return this.#answer(state);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict' || tries === MAX_TRIES) throw error;
        request = await requestRepository.find(db, first.id);
      }
    }
    throw new AppError('not_found');
  }

  #answer(state: Detail | null): Request {
    if (!state) throw new AppError('not_found');
    this.#parts.changed(state);
    return state.request;
  }
}

/** Decides on the request as it is now, and says what to write. */
type Prepare = (
  request: StoredRequest,
  fresh: () => string,
  at: number,
) => (when: Parameters<typeof commentRows.hide>[1]) => readonly Sql[];

function find(request: StoredRequest, id: string): StoredComment {
  const comment = request.comments.find((each) => each.id === id && !each.hidden);
  if (!comment) throw new AppError('not_found');
  return comment;
}
