import { useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './RequestPage.module.css';

const SHOWN_LINES = 10;

/** Code as it was pasted, with line numbers; a long one opens on demand. */
export function CodeBlock({ value, label }: { readonly value: string; readonly label: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const lines = value.replace(/\n$/, '').split('\n');
  const long = lines.length > SHOWN_LINES;
  const shown = long && !open ? lines.slice(0, SHOWN_LINES) : lines;
  return (
    <div className={styles.code}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className={styles.codeScroll} tabIndex={0} aria-label={label}>
        <pre className={styles.codeLines} aria-hidden="true">
          {shown.map((_, index) => index + 1).join('\n')}
        </pre>
        <pre className={styles.codeText}>{shown.join('\n')}</pre>
      </section>
      {long && (
        <div className={styles.codeFoot}>
          <span>{t('requests.page.codeLines', { count: lines.length })}</span>
          <Button variant="quiet" size="s" aria-expanded={open} onPress={() => setOpen(!open)}>
            {t(open ? 'requests.page.readLess' : 'requests.page.readAll')}
          </Button>
        </div>
      )}
    </div>
  );
}
