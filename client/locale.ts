import { type Text, texts } from './texts.ts';

export type Locale = keyof typeof texts;

const KEY = 'locale';

const isLocale = (value: unknown): value is Locale => value === 'fr' || value === 'en';

/** The player's choice, else the language of the server's ESX, else French. */
export function currentLocale(): Locale {
  const saved: unknown = GetResourceKvpString(KEY);
  if (isLocale(saved)) return saved;
  const server: unknown = GetConvar('esx:locale', 'fr').slice(0, 2);
  return isLocale(server) ? server : 'fr';
}

/** Keeps the player's choice on their computer; false when it is none of our languages. */
export function saveLocale(value: string): boolean {
  if (!isLocale(value)) return false;
  SetResourceKvp(KEY, value);
  return true;
}

export const say = (text: Text): string => texts[currentLocale()][text];
