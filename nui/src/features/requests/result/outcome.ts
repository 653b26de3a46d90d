import type { HistoryEntry, Request } from '../../../../../shared/features/requests/model.ts';
import { kindOf } from '../history.ts';

/** What was answered to the last delivery. */
export interface Outcome {
  readonly kind: 'accepted' | 'reserved' | 'unanswered' | 'corrections' | 'rejected' | 'cancelled';
  readonly at: number;
  readonly name: string;
  readonly text: string;
}

const told = (kind: Outcome['kind'], { at, actor, note }: HistoryEntry): Outcome => ({
  kind,
  at,
  name: actor.name,
  text: note?.trim() ?? '',
});

/** How the work ended, or what is still asked of it; null while nobody has said anything. */
export function outcomeOf({ status, history }: Pick<Request, 'status' | 'history'>): Outcome | null {
  const last = (kind: string) => history.filter((entry) => kindOf(entry) === kind).at(-1);
  if (status === 'rejected' || status === 'cancelled') {
    const entry = last(status === 'rejected' ? 'reject' : 'cancel');
    return entry ? told(status, entry) : null;
  }
  if (status === 'completed') {
    const entry = last('acceptResult');
    if (!entry) return null;
    // Without an answer the delay accepts it, and nobody stands there as its author.
    return told(entry.note?.trim() ? 'reserved' : entry.actor.name === '' ? 'unanswered' : 'accepted', entry);
  }
  const asked = last('askCorrections');
  return asked && status === 'in_progress' ? told('corrections', asked) : null;
}
