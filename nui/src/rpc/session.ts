import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Permission } from '../../../shared/access/permissions.ts';
import type { Actor } from '../../../shared/access/rules.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Viewer } from '../../../shared/features/session/model.ts';
import type { Api } from './api.ts';

interface SessionState {
  /** Who holds the tablet; null until the server has said so. */
  readonly viewer: Viewer | null;
  /** Why it is not known yet: no character, no answer. */
  readonly error: AppError | null;
  /** Grows when another person holds the tablet: everything on screen starts anew. */
  readonly generation: number;
}

export const sessionStore = createStore<SessionState>(() => ({ viewer: null, error: null, generation: 0 }));

/** Keeps the viewer up to date; a late event never hides a newer one. */
export function followSession(api: Api): () => void {
  const put = (viewer: Viewer, fresh: boolean) => {
    const known = sessionStore.getState().viewer;
    // After a restart of the server versions start anew: a snapshot always counts.
    if (!fresh && known && known.version >= viewer.version) return;
    const replaced = known?.account != null && known.account.id !== viewer.account?.id;
    if (replaced) api.personChanged();
    sessionStore.setState(({ generation }) => ({ viewer, error: null, generation: generation + (replaced ? 1 : 0) }));
    if (known && known.permissions.join() !== viewer.permissions.join()) api.rightsChanged();
  };
  return api.watch(
    'session.me',
    {},
    {
      show: (viewer) => put(viewer, true),
      change: (viewer) => put(viewer, false),
      fail: (error) => sessionStore.setState({ error }),
    },
  );
}

/** The holder of the tablet; screens are drawn only once it is known. */
export function useViewer(): Viewer {
  const viewer = useStore(sessionStore, (state) => state.viewer);
  if (!viewer) throw new Error('A screen was drawn before its viewer was known');
  return viewer;
}

export function useCan(permission: Permission): boolean {
  return useStore(sessionStore, ({ viewer }) => viewer?.permissions.includes(permission) ?? false);
}

/** The facts that the rules of the contract are decided on, as the server has them. */
export function actorOf(viewer: Viewer): Actor {
  return { accountId: viewer.account?.id ?? null, permissions: new Set(viewer.permissions) };
}
