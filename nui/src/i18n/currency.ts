import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Currency } from '../../../shared/features/session/model.ts';

/** How the studio writes its amounts; the server says it with the viewer. */
export const currencyStore = createStore<Currency>(() => ({ code: 'game', symbol: '$' }));

export const useCurrency = (): Currency => useStore(currencyStore);
