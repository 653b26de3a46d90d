import { permits, permitsOn } from '../../shared/access/rules.ts';
import type { SubjectKind, Subjects } from '../../shared/access/subjects.ts';
import type { Definition } from '../../shared/contract/define.ts';
import { type Entry, entry, type FeedEvent, type FeedName, type Input } from '../../shared/contract/index.ts';
import { feedKey } from '../../shared/contract/wire.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Outlet } from './ports.ts';
import type { Session, Sessions } from './sessions.ts';

type SubjectOf<N extends FeedName> =
  Entry<N> extends { readonly on?: infer S extends SubjectKind } ? Subjects[S] : undefined;

type AnySubject = Subjects[SubjectKind] | undefined;

/** More live views than any screen opens: a page that leaks them is stopped. */
const MAX_VIEWS = 60;

/**
 * Live views. An event is encoded once; the right is decided again for each viewer, in memory, from the session and
 * the subject that travels with the event; all events of one moment leave in one frame per viewer.
 */
export class Hub {
  readonly #sessions: Sessions;
  readonly #outlet: Outlet;
  readonly #viewers = new Map<string, Set<number>>();
  /** What each player looks at, with the subject as it was last seen: rights are decided on it when they change. */
  readonly #views = new Map<number, Map<string, AnySubject>>();
  #fragments: string[] = [];
  #pending = new Map<number, number[]>();

  constructor(sessions: Sessions, outlet: Outlet) {
    this.#sessions = sessions;
    this.#outlet = outlet;
  }

  /** False when the player has too many views open. */
  join(playerId: number, key: string, subject: AnySubject): boolean {
    const views = this.#views.get(playerId) ?? new Map<string, AnySubject>();
    if (views.size >= MAX_VIEWS && !views.has(key)) return false;
    this.#views.set(playerId, views.set(key, subject));
    this.#viewers.set(key, (this.#viewers.get(key) ?? new Set()).add(playerId));
    return true;
  }

  close(playerId: number, key: string): void {
    this.#views.get(playerId)?.delete(key);
    const viewers = this.#viewers.get(key);
    viewers?.delete(playerId);
    if (viewers?.size === 0) this.#viewers.delete(key);
  }

  leave(playerId: number): void {
    for (const key of [...(this.#views.get(playerId)?.keys() ?? [])]) this.close(playerId, key);
    this.#views.delete(playerId);
    this.#pending.delete(playerId);
  }

  /** To everyone who looks at this view and still may. */
  publish<N extends FeedName>(name: N, input: Input<N>, event: FeedEvent<N>, subject: SubjectOf<N>): void {
    const key = feedKey(name, input);
    const viewers = this.#viewers.get(key);
    if (viewers) this.#deliver(name, key, viewers, event, subject);
  }

  /** To the tablets of one account only: for views whose content differs by person. */
  publishTo<N extends FeedName>(
    accountId: string,
    name: N,
    input: Input<N>,
    event: FeedEvent<N>,
    subject: SubjectOf<N>,
  ): void {
    const key = feedKey(name, input);
    const viewers = this.#viewers.get(key);
    if (!viewers) return;
    const own = [...this.#sessions.playersOf(accountId)].filter((playerId) => viewers.has(playerId));
    this.#deliver(name, key, own, event, subject);
  }

  /** To one player's own view, e.g. after a change of rights. */
  publishToPlayer<N extends FeedName>(
    playerId: number,
    name: N,
    input: Input<N>,
    event: FeedEvent<N>,
    subject: SubjectOf<N>,
  ): void {
    const key = feedKey(name, input);
    if (this.#viewers.get(key)?.has(playerId)) this.#deliver(name, key, [playerId], event, subject);
  }

  /** Rights changed: what may no longer be seen stops at once. */
  recheck(session: Session): void {
    for (const [key, subject] of [...(this.#views.get(session.playerId) ?? [])]) {
      const definition = entry(key.split('?')[0] ?? '');
      if (definition && !mayView(definition, session, subject)) this.#end(session.playerId, key, 'not_found');
    }
  }

  #deliver(name: FeedName, key: string, viewers: Iterable<number>, event: unknown, subject: AnySubject): void {
    const definition = entry(name);
    if (!definition) return;
    let fragment = -1;
    for (const playerId of [...viewers]) {
      const session = this.#sessions.get(playerId);
      if (!session || !mayView(definition, session, subject)) {
        this.#end(playerId, key, 'not_found');
        continue;
      }
      this.#views.get(playerId)?.set(key, subject);
      if (fragment < 0)
        fragment = this.#fragments.push(`{"f":${JSON.stringify(key)},"d":${JSON.stringify(event)}}`) - 1;
      this.#enqueue(playerId, fragment);
    }
  }

  #end(playerId: number, key: string, code: ErrorCode): void {
    this.close(playerId, key);
    this.#enqueue(playerId, this.#fragments.push(JSON.stringify({ f: key, x: code })) - 1);
  }

  #enqueue(playerId: number, fragment: number): void {
    if (this.#pending.size === 0) Promise.resolve().then(() => this.#flush());
    const queue = this.#pending.get(playerId);
    if (queue) queue.push(fragment);
    else this.#pending.set(playerId, [fragment]);
  }

  /** Viewers with the same events share one frame, which is packed once. */
  #flush(): void {
    const groups = new Map<string, number[]>();
    for (const [playerId, fragments] of this.#pending) {
      const group = fragments.join();
      const players = groups.get(group);
      if (players) players.push(playerId);
      else groups.set(group, [playerId]);
    }
    const all = this.#fragments;
    this.#fragments = [];
    this.#pending = new Map();
    for (const [group, players] of groups) {
      const events = group.split(',').map((index) => all[Number(index)] ?? '');
      this.#outlet.send(players, `{"t":"p","e":[${events.join()}]}`);
    }
  }
}

function mayView(definition: Definition, session: Session, subject: AnySubject): boolean {
  if (!definition.on) return permits(definition.allow, session);
  return subject !== undefined && permitsOn(definition.allow, session, definition.on, subject);
}
