import type { HistoryEntry } from '../../../../shared/features/requests/model.ts';
import type { RequestStatus } from '../../../../shared/features/requests/workflow.ts';

const KINDS = [
  'submit',
  'edit',
  'addLines',
  'cancelLine',
  'assign',
  'release',
  'take',
  'hold',
  'resume',
  'offer',
  'acceptOffer',
  'acceptAll',
  'declineOffer',
  'withdrawOffer',
  'confirmListed',
  'reopenPrice',
  'pay',
  'recordPayment',
  'refund',
  'reversePayment',
  'start',
  'startLine',
  'finishLine',
  'publish',
  'acceptResult',
  'askCorrections',
  'comment',
  'answerComment',
  'editComment',
  'hideComment',
  'reject',
  'cancel',
] as const;
export type HappeningKind = (typeof KINDS)[number] | 'other';

/** `request.take` → `take`; a kind that this interface does not know yet is told as a change. */
export function kindOf({ kind }: Pick<HistoryEntry, 'kind'>): HappeningKind {
  const name = kind.slice(kind.lastIndexOf('.') + 1);
  return KINDS.find((known) => known === name) ?? 'other';
}

/** Kinds whose sentence already says the state that the request came to. */
const SAY_STATE: readonly HappeningKind[] = ['submit', 'hold', 'start', 'reject', 'cancel'];

/** Whether the change of state is told beside the sentence. */
export const tellsState = (entry: Pick<HistoryEntry, 'kind' | 'from' | 'to'>): boolean =>
  entry.from !== null && entry.from !== entry.to && !SAY_STATE.includes(kindOf(entry));

export interface Day {
  /** Midnight of the day, by the calendar of this computer. */
  readonly at: number;
  readonly entries: readonly HistoryEntry[];
}

/** The history by days, oldest first. */
export function byDay(history: readonly HistoryEntry[]): readonly Day[] {
  const days: { at: number; entries: HistoryEntry[] }[] = [];
  for (const entry of history) {
    const at = new Date(entry.at).setHours(0, 0, 0, 0);
    const last = days.at(-1);
    if (last?.at === at) last.entries.push(entry);
    else days.push({ at, entries: [entry] });
  }
  return days;
}

/** When the request last came into each state that it has been in. */
export function reachedAt(history: readonly HistoryEntry[]): ReadonlyMap<RequestStatus, number> {
  const reached = new Map<RequestStatus, number>();
  for (const { to, from, at } of history) {
    // What happens within a state, or coming back from a hold, continues the state; it does not begin it.
    if ((from === to || from === 'on_hold') && reached.has(to)) continue;
    reached.set(to, at);
  }
  return reached;
}

/** The last time that it was put on hold: who, and why. */
export const lastHold = (history: readonly HistoryEntry[]): HistoryEntry | undefined =>
  history.filter(({ to }) => to === 'on_hold').at(-1);
