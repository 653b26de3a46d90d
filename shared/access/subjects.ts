import type { StoredRequest } from '../features/requests/model.ts';
import type { StoredService } from '../features/services/model.ts';
import type { Actor, Rule } from './rules.ts';

/** `other` is everybody who is not the owner: staff do not work on their own requests. */
export type Relation = 'owner' | 'assignee' | 'other';

/** The things that access can be decided on, with as much of each as the decision and the handler need. */
export interface Subjects {
  request: StoredRequest;
  service: StoredService;
}

export type SubjectKind = keyof Subjects;

/** As much of a subject as it takes to know how somebody stands to it: the interface has no more. */
export interface Standing {
  request: Pick<StoredRequest, 'clientId' | 'assigneeId'>;
  service: object;
}

/** How an actor stands to one of them. */
export const RELATIONS: { readonly [K in SubjectKind]: (actor: Actor, subject: Standing[K]) => readonly Relation[] } = {
  request: (actor, request) => [
    request.clientId === actor.accountId ? 'owner' : 'other',
    ...(request.assigneeId !== null && request.assigneeId === actor.accountId ? (['assignee'] as const) : []),
  ],
  service: () => [],
};

/** Who may know that it exists at all. Everybody else gets the answer of an id that does not exist. */
export const VISIBLE: { readonly [K in SubjectKind]: Rule } = {
  service: { all: [] },
  request: { any: [{ is: 'owner' }, { has: 'request.read' }] },
};
