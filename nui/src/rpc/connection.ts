import { createStore } from 'zustand/vanilla';

/** `connecting`: nothing has been heard yet; `lost`: a call had no answer in time; any frame means `online`. */
export type Connection = 'connecting' | 'online' | 'lost';

export const connectionStore = createStore<{ readonly state: Connection }>(() => ({ state: 'connecting' }));

export function setConnection(state: Connection): void {
  if (connectionStore.getState().state !== state) connectionStore.setState({ state });
}
