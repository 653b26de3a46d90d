import { errorText } from '../../i18n/errors.ts';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { FieldError } from '../../ui/Field.tsx';
import styles from './Lists.module.css';
import type { Paging } from './useList.ts';

/** The way to the older rows; stays with its error when they could not be read. */
export function ShowMore({ paging, label }: { readonly paging: Paging; readonly label?: string }) {
  const t = useT();
  if (!paging.more) return null;
  return (
    <div className={styles.more}>
      {paging.pageError && <FieldError>{`${t('requests.moreFailed')}. ${errorText(paging.pageError)}`}</FieldError>}
      <Button size="s" busy={paging.busy} onPress={paging.next}>
        {label ?? t('requests.showMore')}
      </Button>
    </div>
  );
}
