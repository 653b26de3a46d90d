import type { RequestSummary } from '../../../../shared/features/requests/model.ts';
import { CLOSED_STATUSES, turnOf } from '../../../../shared/features/requests/workflow.ts';

export interface OwnPage {
  items: RequestSummary[];
  more: boolean;
}

/** The page with this row in its place, or newly on top; an older version changes nothing. */
export function withRow(page: OwnPage, row: RequestSummary): OwnPage {
  const known = page.items.find(({ id }) => id === row.id);
  if (known && known.version >= row.version) return page;
  if (known) return { ...page, items: page.items.map((each) => (each.id === row.id ? row : each)) };
  const oldest = page.items.at(-1);
  // Older than what was read: it belongs to a page that this screen does not show.
  if (page.more && oldest && row.createdAt < oldest.createdAt) return page;
  return { ...page, items: [row, ...page.items].sort((a, b) => b.createdAt - a.createdAt) };
}

export interface Standing {
  /** Those that wait for this client, the longest waiting first. */
  readonly turns: readonly RequestSummary[];
  /** Those that the studio has in hand. */
  readonly running: number;
}

export function standingOf(items: readonly RequestSummary[]): Standing {
  const turns = items.filter(({ status }) => turnOf(status) === 'client');
  const open = items.filter(({ status }) => !CLOSED_STATUSES.includes(status));
  return { turns: turns.sort((a, b) => a.changedAt - b.changedAt), running: open.length - turns.length };
}

export type TimeOfDay = 'day' | 'afternoon' | 'evening';

/** By the clock of this computer. */
export function timeOfDay(hour: number): TimeOfDay {
  if (hour >= 18 || hour < 5) return 'evening';
  return hour < 12 ? 'day' : 'afternoon';
}
