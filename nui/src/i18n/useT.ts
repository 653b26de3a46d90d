import { useStore } from 'zustand';
import type { Locale } from '../../../shared/schema.ts';
import { i18nStore, type Translate, t } from './i18n.ts';

/** The texts of the current language; the component draws again when the language changes. */
export function useT(): Translate {
  useStore(i18nStore, (state) => state.revision);
  return t;
}

export function useLocale(): Locale {
  return useStore(i18nStore, (state) => state.locale);
}
