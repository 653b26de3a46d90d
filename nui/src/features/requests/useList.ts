import { useState } from 'react';
import { useStore } from 'zustand';
import type { Input, Output } from '../../../../shared/contract/index.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { RequestList, RequestListState } from './store.ts';

type Before = Input<'requests.mine'>['before'];
type PageOf = Output<'requests.mine'>;

export interface Paging extends RequestListState {
  /** Reads the next page; does nothing while one is on its way. */
  readonly next: () => Promise<void>;
  readonly busy: boolean;
  /** Why the last page could not be read. */
  readonly pageError: AppError | null;
}

/** What a list shows, and the way to its older rows. */
export function usePaging(list: RequestList, read: (before: NonNullable<Before>) => Promise<PageOf>): Paging {
  const state = useStore(list.store);
  const [busy, setBusy] = useState(false);
  const [pageError, setPageError] = useState<AppError | null>(null);
  const next = async () => {
    const before = list.cursor();
    if (busy || !before) return;
    setBusy(true);
    setPageError(null);
    try {
      list.append(await read(before));
    } catch (error) {
      setPageError(error instanceof AppError ? error : new AppError('internal', {}, { cause: error }));
    } finally {
      setBusy(false);
    }
  };
  return { ...state, next, busy, pageError };
}
