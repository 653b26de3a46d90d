import { daysAgo, formatDate } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useNow, useRelative } from '../../ui/Time.tsx';
import { ageOf } from './age.ts';

const HOUR = 3_600_000;

/** A moment inside a sentence: « aujourd’hui à 15:24 » where a column would only say 15:24. */
export function useWhen(): (at: number) => string {
  const t = useT();
  const locale = useLocale();
  const relative = useRelative();
  const now = useNow();
  return (at) =>
    now - at >= HOUR && daysAgo(at, now) === 0
      ? t('common.atTime', { day: t('common.today'), time: formatDate(at, 'time', locale) })
      : relative(at);
}

/** How long something has lasted: « depuis 5 h ». */
export function useSince(): (at: number) => string {
  const t = useT();
  const locale = useLocale();
  const now = useNow();
  return (at) => {
    const age = ageOf(at, now);
    if (age.amount === 0) return t('common.justNow');
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit: age.unit, unitDisplay: 'long' });
    return t('requests.since', { age: format.format(age.amount) });
  };
}
