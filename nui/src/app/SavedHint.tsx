import { CloudCheck, CloudOff } from 'lucide-react';
import { formatDate } from '../i18n/format.ts';
import { useLocale, useT } from '../i18n/useT.ts';
import type { DraftStatus } from '../rpc/drafts.ts';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './Shell.module.css';

/** « Brouillon enregistré à 21:14 » */
export function SavedHint({ status, savedAt }: { readonly status: DraftStatus; readonly savedAt: number | null }) {
  const t = useT();
  const locale = useLocale();
  if (status === 'unsaved') {
    return (
      <span className={cx(styles.saved, styles.unsaved)} title={t('common.draft.unsavedHelp')}>
        <Icon of={CloudOff} />
        {t('common.draft.unsaved')}
      </span>
    );
  }
  if (savedAt === null) return null;
  return (
    <span className={styles.saved}>
      <Icon of={CloudCheck} />
      {t('common.draft.saved', { time: formatDate(savedAt, 'time', locale) })}
    </span>
  );
}
