import { daysAgo, formatDate } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useNow, useRelative } from '../../ui/Time.tsx';

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
