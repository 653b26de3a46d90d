import type { ReactNode } from 'react';
import { useCurrency } from '../i18n/currency.ts';
import { formatMoney } from '../i18n/format.ts';
import { useLocale, useT } from '../i18n/useT.ts';
import styles from './Bits.module.css';
import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './Icon.tsx';

/** A reference as it is written everywhere: mono, with the slashed zero. */
export const Ref = ({ children }: { readonly children: string }) => <span className={styles.ref}>{children}</span>;

/** An amount in the studio's currency; null is on quotation. `was`: struck. `final`: underlined twice. */
export function Money({
  value,
  size = 'm',
  was,
  final,
  className,
}: {
  readonly value: number | null;
  readonly size?: 'm' | 'l';
  readonly was?: boolean;
  readonly final?: boolean;
  readonly className?: string | undefined;
}) {
  const t = useT();
  const locale = useLocale();
  const currency = useCurrency();
  if (value === null) return <span className={cx(styles.words, className)}>{t('common.onQuotation')}</span>;
  const classes = cx(
    was ? styles.was : styles.amount,
    size === 'l' && styles.amountL,
    final && styles.final,
    className,
  );
  return <span className={classes}>{formatMoney(value, currency, locale)}</span>;
}

/** The same amount as text, for labels: « Envoyer pour 41 000 $ ». */
export function useMoney(): (value: number | null) => string {
  const t = useT();
  const locale = useLocale();
  const currency = useCurrency();
  return (value) => (value === null ? t('common.onQuotation') : formatMoney(value, currency, locale));
}

const initials = (name: string): string => {
  const words = name
    .trim()
    .split(/[\s'’-]+/u)
    .filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
};

const TINTS = 3;

/** Clients are round and tinted by their name, the studio's people are square and inverted. */
export function Avatar({
  name,
  staff = false,
  size = 'm',
}: {
  readonly name: string;
  readonly staff?: boolean;
  readonly size?: 's' | 'm' | 'l';
}) {
  let sum = 0;
  for (const letter of name) sum += letter.codePointAt(0) ?? 0;
  const classes = cx(
    styles.avatar,
    staff ? styles.staff : styles[`tint${sum % TINTS}`],
    size === 's' && styles.avatarS,
    size === 'l' && styles.avatarL,
  );
  return (
    <span className={classes} aria-hidden="true" title={name}>
      {initials(name)}
    </span>
  );
}

/** Says that somebody speaks for the studio. */
export function StaffBadge() {
  const t = useT();
  return <span className={styles.badge}>{t('common.staffBadge')}</span>;
}

/** An icon in a drawn frame, for the kinds of services. */
export const Glyph = ({ of, size = 'm' }: { readonly of: LucideIcon; readonly size?: 's' | 'm' }) => (
  <span className={cx(styles.glyph, size === 's' && styles.glyphS)} aria-hidden="true">
    <Icon of={of} />
  </span>
);

/** Only these scroll. `reverse`: opens at its end (threads). Give a `label` when nothing inside takes the focus. */
export function ScrollArea({
  children,
  className,
  label,
  reverse,
}: {
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly label?: string;
  readonly reverse?: boolean;
}) {
  const focusable = label === undefined ? {} : { tabIndex: 0, role: 'region', 'aria-label': label };
  return (
    <div className={cx(styles.scroll, reverse && styles.reverse, className)} {...focusable}>
      {children}
    </div>
  );
}

/** How many wait; yellow asks for a look, quiet only tells. */
export const Count = ({
  children,
  quiet,
  label,
}: {
  readonly children: string;
  readonly quiet?: boolean;
  readonly label?: string;
}) => (
  <span className={cx(styles.count, quiet && styles.countQuiet)}>
    <span aria-hidden={label !== undefined}>{children}</span>
    {label !== undefined && <span className={styles.sr}>{label}</span>}
  </span>
);

/** The studio's mark: an A drawn as a compass over a graduated line. */
export const Mark = ({ name }: { readonly name: string }) => (
  <svg className={styles.mark} viewBox="0 0 32 32" role="img" aria-label={name}>
    <path
      d="M4.5 27.5 16 4.5l11.5 23"
      fill="none"
      stroke="currentColor"
      strokeWidth="3.4"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
    <path className={styles.needle} d="M12.3 16.5h7.4v5L16 27.5l-3.7-6z" />
  </svg>
);
