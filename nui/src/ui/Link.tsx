import type { ReactNode } from 'react';
import { Link as Route } from 'wouter';
import styles from './Bits.module.css';
import { cx } from './cx.ts';

/** Goes to another screen of the tablet: `/requests`, `/requests/new`. `plain` leaves the look to `className`. */
export function Link({
  to,
  children,
  plain,
  className,
  ...rest
}: {
  readonly to: string;
  readonly children: ReactNode;
  readonly plain?: boolean;
  readonly className?: string | undefined;
  readonly 'aria-label'?: string;
  readonly 'aria-current'?: 'page' | undefined;
}) {
  return (
    <Route href={to} className={cx(!plain && styles.link, className)} {...rest}>
      {children}
    </Route>
  );
}
