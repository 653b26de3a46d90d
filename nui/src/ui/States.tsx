import { RotateCw, Unplug } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, errorTitle } from '../i18n/errors.ts';
import { useT } from '../i18n/useT.ts';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './Icon.tsx';
import styles from './States.module.css';

/** What the place is for, and the next step. */
export const EmptyState = ({
  icon,
  title,
  children,
  action,
  tone,
  heading: Heading = 'h2',
  className,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly tone?: 'bad';
  readonly heading?: 'h1' | 'h2' | 'h3';
  readonly className?: string | undefined;
}) => (
  <div className={cx(styles.empty, className)}>
    <span className={cx(styles.glyph, tone === 'bad' && styles.bad)}>
      <Icon of={icon} size={1} />
    </span>
    <Heading className={styles.title} {...(Heading === 'h1' && { tabIndex: -1 })}>
      {title}
    </Heading>
    {children !== undefined && <div className={styles.text}>{children}</div>}
    {action !== undefined && <div className={styles.actions}>{action}</div>}
  </div>
);

/** Names what failed, says what to do, offers to try again, and shows the code. */
export function ErrorState({
  error,
  title,
  onRetry,
  action,
  heading,
}: {
  readonly error: AppError;
  readonly title?: string;
  readonly onRetry?: (() => void) | undefined;
  readonly action?: ReactNode;
  readonly heading?: 'h1' | 'h2' | 'h3';
}) {
  const t = useT();
  return (
    <div role="alert">
      <EmptyState
        icon={Unplug}
        tone="bad"
        title={title ?? errorTitle(error)}
        {...(heading && { heading })}
        action={
          <>
            {onRetry && (
              <Button variant="second" icon={RotateCw} onPress={onRetry}>
                {t('common.action.retry')}
              </Button>
            )}
            {action}
            <span className={styles.code}>{t('common.fault.code', { code: error.code })}</span>
          </>
        }
      >
        {errorText(error)}
      </EmptyState>
    </div>
  );
}

const DELAY_MS = 200;

/** Shows its content after 200 ms only: what comes faster never flickers. */
export function Delayed({ children }: { readonly children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return late ? children : null;
}

/** One bar, in CSS lengths. */
export const Skeleton = ({ width = '100%', height }: { readonly width?: string; readonly height?: string }) => (
  <span className={styles.sk} style={{ width, ...(height !== undefined && { height }) }} aria-hidden="true" />
);

const WIDTHS = ['62%', '48%', '70%', '55%'] as const;

/** Rows of a list on their way, with the heights of the real ones. */
export function SkeletonRows({ rows = 3 }: { readonly rows?: number }) {
  const t = useT();
  return (
    <Delayed>
      <div className={styles.rows} role="status">
        <span className={styles.sr}>{t('common.loading')}</span>
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing but their place.
          <div key={index} className={styles.row}>
            <span className={styles.lines}>
              <Skeleton width={WIDTHS[index % WIDTHS.length] ?? '60%'} />
              <Skeleton width="34%" />
            </span>
            <Skeleton width="7rem" height="1.625rem" />
            <Skeleton width="4.5rem" />
          </div>
        ))}
      </div>
    </Delayed>
  );
}
