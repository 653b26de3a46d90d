import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandName, FeedEvent, FeedName, Input, Output, Snapshot } from '../../../shared/contract/index.ts';
import { feedKey } from '../../../shared/contract/wire.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { type FeedView, newCommandId } from './api.ts';
import { api } from './client.ts';

export type Outcome<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: AppError };

export interface CommandHook<N extends CommandName> {
  /** Never rejects. While it runs, further calls get the outcome of the first: ten clicks are one act. */
  run(input: Input<N>, options?: { readonly commandId?: string }): Promise<Outcome<Output<N>>>;
  readonly busy: boolean;
  /** Of the last run; null while one runs and after one that went well. */
  readonly error: AppError | null;
  forget(): void;
}

/** After these the outcome is not known for sure: the same act is sent again with the same id. */
const UNCERTAIN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['timeout', 'unavailable', 'internal']);

export function useCommand<N extends CommandName>(name: N): CommandHook<N> {
  const [state, setState] = useState<{ readonly busy: boolean; readonly error: AppError | null }>(IDLE);
  const running = useRef<Promise<Outcome<Output<N>>> | null>(null);
  const uncertain = useRef<{ readonly input: string; readonly id: string } | null>(null);

  const run = useCallback(
    (input: Input<N>, options: { readonly commandId?: string } = {}): Promise<Outcome<Output<N>>> => {
      if (running.current) return running.current;
      const text = JSON.stringify(input);
      const again = uncertain.current?.input === text ? uncertain.current.id : undefined;
      const commandId = options.commandId ?? again ?? newCommandId();
      setState({ busy: true, error: null });
      const outcome = api.command(name, input, { commandId }).then(
        (data): Outcome<Output<N>> => {
          uncertain.current = null;
          running.current = null;
          setState(IDLE);
          return { ok: true, data };
        },
        (reason: unknown): Outcome<Output<N>> => {
          const error = reason instanceof AppError ? reason : new AppError('internal', {}, { cause: reason });
          uncertain.current = UNCERTAIN.has(error.code) ? { input: text, id: commandId } : null;
          running.current = null;
          setState({ busy: false, error });
          return { ok: false, error };
        },
      );
      running.current = outcome;
      return outcome;
    },
    [name],
  );
  const forget = useCallback(() => setState(IDLE), []);
  return { run, ...state, forget };
}

const IDLE = { busy: false, error: null } as const;

/**
 * Looks at a feed while the component is on screen; null as input looks at nothing. What arrives goes to `view`,
 * usually the functions of a store; the newest `view` is used, so it need not be stable.
 */
export function useFeed<N extends FeedName>(
  name: N,
  input: Input<N> | null,
  view: FeedView<Snapshot<N>, FeedEvent<N>>,
): { readonly retry: () => void } {
  const latest = useRef(view);
  latest.current = view;
  const latestInput = useRef(input);
  latestInput.current = input;
  const [attempt, setAttempt] = useState(0);
  const key = input === null ? null : feedKey(name, input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the input; an attempt opens anew.
  useEffect(() => {
    const current = latestInput.current;
    if (key === null || current === null) return;
    return api.watch(name, current, {
      show: (snapshot) => latest.current.show(snapshot),
      change: (event) => latest.current.change(event),
      fail: (error) => latest.current.fail(error),
    });
  }, [name, key, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { retry };
}

export type Live<T> =
  | { readonly state: 'loading'; readonly retry: () => void }
  | { readonly state: 'failed'; readonly error: AppError; readonly retry: () => void }
  | { readonly state: 'ready'; readonly data: T; readonly retry: () => void };

/** A feed kept in the component itself: `change` makes the next data from the last and an event. */
export function useLive<N extends FeedName>(
  name: N,
  input: Input<N> | null,
  change: (data: Snapshot<N>, event: FeedEvent<N>) => Snapshot<N>,
): Live<Snapshot<N>> {
  const [content, setContent] = useState<
    | { readonly state: 'loading' }
    | { readonly state: 'failed'; readonly error: AppError }
    | { readonly state: 'ready'; readonly data: Snapshot<N> }
  >(LOADING);
  const { retry } = useFeed(name, input, {
    show: (data) => setContent({ state: 'ready', data }),
    change: (event) =>
      setContent((known) => (known.state === 'ready' ? { state: 'ready', data: change(known.data, event) } : known)),
    fail: (error) => setContent({ state: 'failed', error }),
  });
  return { ...content, retry };
}

const LOADING = { state: 'loading' } as const;
