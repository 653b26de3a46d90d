import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { api } from './client.ts';
import { DraftBox, type DraftOptions, type DraftStatus } from './drafts.ts';
import { sessionStore } from './session.ts';

export interface DraftHandle {
  readonly status: DraftStatus;
  readonly savedAt: number | null;
  /** Sent or thrown away. */
  readonly clear: () => void;
}

/** The draft of the screen that is shown, for the bar of the tablet. */
export const shownDraftStore = createStore<{ readonly status: DraftStatus; readonly savedAt: number | null }>(() => ({
  status: 'empty',
  savedAt: null,
}));

/**
 * A value that survives everything: closing the tablet, a restart, another computer (for accounts). `place` names
 * where it belongs (`request.new`); `initial` must be stable in shape.
 */
export function useDraft<T>(
  place: string,
  initial: T,
  options: DraftOptions<T> = {},
): readonly [value: T, setValue: (next: T | ((value: T) => T)) => void, draft: DraftHandle] {
  // Only clients may keep drafts on the server; a visitor's and a pure staff member's stay here.
  const accountId = useStore(sessionStore, ({ viewer }) =>
    viewer?.permissions.includes('request.submit') ? (viewer.account?.id ?? null) : null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is its place and its owner; the rest only starts it.
  const box = useMemo(
    () => new DraftBox<T>(place, accountId, initial, options, { api, storage: localStorage, now: Date.now }),
    [place, accountId],
  );
  useEffect(() => {
    const disconnect = box.connect();
    const tell = () => {
      const { status, savedAt } = box.store.getState();
      shownDraftStore.setState({ status, savedAt });
    };
    tell();
    const stop = box.store.subscribe(tell);
    return () => {
      stop();
      disconnect();
      shownDraftStore.setState({ status: 'empty', savedAt: null });
    };
  }, [box]);
  const { value, status, savedAt } = useStore(box.store);
  const actions = useMemo(
    () => ({
      set: (next: T | ((value: T) => T)) => box.set(isUpdate<T>(next) ? next(box.store.getState().value) : next),
      clear: () => box.clear(),
    }),
    [box],
  );
  return [value, actions.set, { status, savedAt, clear: actions.clear }];
}

function isUpdate<T>(next: T | ((value: T) => T)): next is (value: T) => T {
  return typeof next === 'function';
}
