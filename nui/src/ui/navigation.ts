import { useEffect } from 'react';
import { memoryLocation } from 'wouter/memory-location';
import { createStore } from 'zustand/vanilla';

/** Where the tablet is: in memory, because the page has no address of its own. */
export const tabletLocation = memoryLocation({ path: '/', record: true });

/** Goes to another screen: `/`, `/signup`, `/catalogue`, `/requests`, `/requests/new`, `/requests/:id`, `/studio/requests`, `/studio/requests/:id`, `/studio/services`, `/studio/services/new`, `/studio/services/:id`. */
export const navigate = (path: string, options?: { readonly replace?: boolean }): void => {
  tabletLocation.navigate(path, { replace: options?.replace ?? false });
};

/** The last piece of the breadcrumb, when only the screen knows it: a reference, a title. */
export const crumbStore = createStore<{ readonly label: string | null; readonly mono: boolean }>(() => ({
  label: null,
  mono: false,
}));

export function useCrumb(label: string | null, options: { readonly mono?: boolean } = {}): void {
  const mono = options.mono ?? false;
  useEffect(() => {
    crumbStore.setState({ label, mono });
    return () => crumbStore.setState({ label: null, mono: false });
  }, [label, mono]);
}
