import { useId, useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './RequestPage.module.css';

const LONG = 420;
const MANY_LINES = 5;

/** Worth folding: more than the fold shows. */
const isLong = (value: string): boolean => value.length > LONG || value.split('\n').length > MANY_LINES;

/** Text as it was typed; a long one is clipped until asked for. */
export function LongText({ value }: { readonly value: string }) {
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState(false);
  const long = isLong(value);
  return (
    <div>
      <p id={id} dir="auto" className={cx(styles.longText, long && !open && styles.clippedText)}>
        {value}
      </p>
      {long && (
        <Button variant="quiet" size="s" flush aria-expanded={open} onPress={() => setOpen(!open)}>
          {t(open ? 'requests.page.readLess' : 'requests.page.readAll')}
        </Button>
      )}
    </div>
  );
}
