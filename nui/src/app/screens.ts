import type { ComponentType } from 'react';
import type { Namespace } from '../../../shared/i18n/index.ts';
import { loadTexts } from '../i18n/i18n.ts';

/** A screen whose code and texts come when it is first shown. */
export interface LazyScreen<P> {
  /** There once it was loaded: it then shows without waiting. */
  readonly ready: () => ComponentType<P> | null;
  readonly load: () => Promise<ComponentType<P>>;
}

function screen<P>(code: () => Promise<ComponentType<P>>, texts: readonly Namespace[]): LazyScreen<P> {
  let component: ComponentType<P> | null = null;
  return {
    ready: () => component,
    load: async () => {
      const [loaded] = await Promise.all([code(), loadTexts(texts)]);
      component = loaded;
      return loaded;
    },
  };
}

export const SCREENS = {
  home: screen(
    () => import('../features/home/Home.tsx').then(({ Home }) => Home),
    ['home', 'requests', 'services', 'clients'],
  ),
  signUp: screen(() => import('../features/clients/SignUp.tsx').then(({ SignUp }) => SignUp), ['clients']),
  catalogue: screen(
    () => import('../features/services/Catalogue.tsx').then(({ Catalogue }) => Catalogue),
    ['services', 'clients', 'requests'],
  ),
  newRequest: screen(
    () => import('../features/requests/NewRequest.tsx').then(({ NewRequest }) => NewRequest),
    ['requests', 'services', 'clients'],
  ),
  myRequests: screen(
    () => import('../features/requests/MyRequests.tsx').then(({ MyRequests }) => MyRequests),
    ['requests', 'services'],
  ),
  request: screen(
    () => import('../features/requests/RequestPage.tsx').then(({ RequestPage }) => RequestPage),
    ['requests', 'services'],
  ),
  board: screen(
    () => import('../features/requests/StudioBoard.tsx').then(({ StudioBoard }) => StudioBoard),
    ['requests', 'services'],
  ),
  services: screen(
    () => import('../features/services/StudioServices.tsx').then(({ StudioServices }) => StudioServices),
    ['services'],
  ),
  service: screen(
    () => import('../features/services/ServiceEditor.tsx').then(({ ServiceEditor }) => ServiceEditor),
    ['services'],
  ),
};
