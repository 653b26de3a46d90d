import type { RequestSummary } from '../../../../shared/features/requests/model.ts';
import { CLOSED_STATUSES, turnOf } from '../../../../shared/features/requests/workflow.ts';

/** `on_hold` is asked of the server; the others are picked from what was read. */
export const BOARD_FILTERS = ['all', 'studio', 'mine', 'on_hold'] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];

/** The rows of a filter; `me` is the account of who looks. */
export function filtered(rows: readonly RequestSummary[], filter: BoardFilter, me: string): readonly RequestSummary[] {
  switch (filter) {
    case 'all':
      return rows;
    case 'studio':
      return rows.filter(({ status }) => turnOf(status) === 'studio');
    case 'mine':
      return rows.filter(({ assignee, status }) => assignee?.id === me && !CLOSED_STATUSES.includes(status));
    case 'on_hold':
      return rows.filter(({ status }) => status === 'on_hold');
  }
}

/** The row that a key leads to from the row `at`; null for keys that mean something else. */
export function rowAfterKey(key: string, at: number, rows: number): number | null {
  if (rows === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, rows - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    default:
      return null;
  }
}
