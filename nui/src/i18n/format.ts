import type { Currency } from '../../../shared/features/session/model.ts';
import type { Locale } from '../../../shared/schema.ts';

/** British order for English dates: the day comes first and clocks have 24 hours, as in the game. */
const TAGS: { readonly [L in Locale]: string } = { fr: 'fr-FR', en: 'en-GB' };
/** What React Aria is told: the two languages that the build keeps. */
export const ARIA_TAGS: { readonly [L in Locale]: string } = { fr: 'fr-FR', en: 'en-US' };

const cache = new Map<string, unknown>();

function cached<T>(key: string, make: () => T): T {
  const known = cache.get(key);
  // Each key is made by one caller only, so the value has its type.
  if (known !== undefined) return known as T;
  const made = make();
  cache.set(key, made);
  return made;
}

/** The narrow no-break space between thousands is hard to see from a chair: the wide one is as unbreakable. */
const NARROW = /\u202f/g;
const WIDE = '\u00a0';

export function formatNumber(value: number, locale: Locale): string {
  const text = cached(`n ${locale}`, () => new Intl.NumberFormat(TAGS[locale])).format(value);
  return text.replace(NARROW, WIDE);
}

/** 1.15 is `115 %` in French and `115%` in English. */
export function formatPercent(share: number, locale: Locale): string {
  return cached(`p ${locale}`, () => new Intl.NumberFormat(TAGS[locale], { style: 'percent' }))
    .format(share)
    .replace(NARROW, WIDE);
}

/** Whole units of the studio's currency: `41 000 $` in French, `$41,000` in English. */
export function formatMoney(value: number, currency: Currency, locale: Locale): string {
  if (currency.code === 'game') {
    const figure = formatNumber(Math.abs(value), locale);
    const sign = value < 0 ? '−' : '';
    return locale === 'fr' ? `${sign}${figure}\u00a0${currency.symbol}` : `${sign}${currency.symbol}${figure}`;
  }
  const format = cached(`m ${locale} ${currency.code}`, () => {
    try {
      return new Intl.NumberFormat(TAGS[locale], {
        style: 'currency',
        currency: currency.code,
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 0,
      });
    } catch {
      // A code that is no currency: the figure alone is still right.
      return new Intl.NumberFormat(TAGS[locale]);
    }
  });
  return format.format(value).replace(NARROW, WIDE);
}

/** `time` 21:14 · `day` ven. 20 nov. · `moment` ven. 20 nov., 21:14 · `long` vendredi 20 novembre 2026 à 21:14 */
export type DateStyle = 'time' | 'day' | 'moment' | 'long';

const DATE_STYLES: { readonly [S in DateStyle]: Intl.DateTimeFormatOptions } = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  long: { dateStyle: 'full', timeStyle: 'short' },
};

export function formatDate(at: number, style: DateStyle, locale: Locale): string {
  return cached(`d ${locale} ${style}`, () => new Intl.DateTimeFormat(TAGS[locale], DATE_STYLES[style])).format(at);
}

/** Whole days between two moments, by the calendar of this computer: 0 today, 1 yesterday. */
export function daysAgo(at: number, now: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

const HOUR = 3_600_000;

export interface RelativeWords {
  readonly justNow: string;
  readonly yesterday: string;
  readonly atTime: (day: string, time: string) => string;
}

/** Near moments in words ("il y a 5 min", "hier à 22:40"), far ones as a short date with the year when it is another one. */
export function formatRelative(at: number, now: number, locale: Locale, words: RelativeWords): string {
  const past = now - at;
  const days = daysAgo(at, now);
  if (Math.abs(past) < 60_000) return words.justNow;
  if (past > 0 && past < HOUR) return ago(-Math.floor(past / 60_000), 'minute', locale);
  if (past > 0 && days === 0) return formatDate(at, 'time', locale);
  if (days === 1) return words.atTime(words.yesterday, formatDate(at, 'time', locale));
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) return formatDate(at, 'day', locale);
  const format = cached(
    `dy ${locale}`,
    () => new Intl.DateTimeFormat(TAGS[locale], { day: 'numeric', month: 'short', year: 'numeric' }),
  );
  return format.format(at);
}

function ago(amount: number, unit: 'minute', locale: Locale): string {
  const format = cached(`r ${locale}`, () => new Intl.RelativeTimeFormat(TAGS[locale], { style: 'short' }));
  return format.format(amount, unit);
}
