import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { type DateStyle, formatDate, formatRelative } from '../i18n/format.ts';
import { useLocale, useT } from '../i18n/useT.ts';

/** One clock for all relative times. It moves only while the tablet is open: see `runClock`. */
const clock = createStore<{ readonly now: number }>(() => ({ now: Date.now() }));
const TICK_MS = 30_000;

/** Starts the clock; returns the way to stop it. */
export function runClock(): () => void {
  const tick = () => clock.setState({ now: Date.now() });
  tick();
  const timer = setInterval(tick, TICK_MS);
  return () => clearInterval(timer);
}

/** The clock of the screen, epoch ms; draws again every half minute. */
export const useNow = (): number => useStore(clock, (state) => state.now);

const iso = (at: number): string => new Date(at).toISOString();

/** A moment as it is: `time`, `day`, `moment` or `long`. */
export function DateTime({ at, style = 'moment' }: { readonly at: number; readonly style?: DateStyle }) {
  const locale = useLocale();
  return (
    <time dateTime={iso(at)} title={formatDate(at, 'long', locale)}>
      {formatDate(at, style, locale)}
    </time>
  );
}

/** « il y a 5 min », « hier à 22:40 », « ven. 20 nov. »; the exact moment on hover. */
export function RelativeTime({ at }: { readonly at: number }) {
  const locale = useLocale();
  const text = useRelative();
  return (
    <time dateTime={iso(at)} title={formatDate(at, 'long', locale)}>
      {text(at)}
    </time>
  );
}

/** The same as text, for sentences. */
export function useRelative(): (at: number) => string {
  const t = useT();
  const locale = useLocale();
  const now = useNow();
  return (at) =>
    formatRelative(at, Math.max(now, at), locale, {
      justNow: t('common.justNow'),
      yesterday: t('common.yesterday'),
      atTime: (day, time) => t('common.atTime', { day, time }),
    });
}
