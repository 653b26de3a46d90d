import { CircleAlert, CornerDownRight, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Card.module.css';
import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './Icon.tsx';

/** turn: the one decision of this view · line: only an outline · sheet: a document on the mat. */
export const Card = ({
  children,
  look = 'plain',
  as: Tag = 'div',
  className,
}: {
  readonly children: ReactNode;
  readonly look?: 'plain' | 'turn' | 'line' | 'sheet';
  readonly as?: 'div' | 'article' | 'section' | 'li';
  readonly className?: string | undefined;
}) => <Tag className={cx(styles.card, look !== 'plain' && styles[look], className)}>{children}</Tag>;

/** Title block of a document: label over value, side by side. */
export const Cartouche = ({
  cells,
}: {
  readonly cells: readonly { readonly label: string; readonly value: ReactNode }[];
}) => (
  <dl className={styles.cartouche}>
    {cells.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

const NOTES = {
  bad: { look: styles.noteBad, icon: CircleAlert },
  turn: { look: styles.noteTurn, icon: CornerDownRight },
  info: { look: styles.noteInfo, icon: Info },
} as const;

/** A remark in the page. `tone` bad is told at once to assistive tech. */
export const Note = ({
  tone,
  icon,
  children,
  action,
  className,
}: {
  readonly tone: keyof typeof NOTES;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string | undefined;
}) => (
  <div className={cx(styles.note, NOTES[tone].look, className)} role={tone === 'bad' ? 'alert' : 'note'}>
    <Icon of={icon ?? NOTES[tone].icon} size={1.4} />
    <div>{children}</div>
    {action}
  </div>
);

/** Rows with hairlines between them; the items bring their own grid: `<li><Link plain className={cx(itemClass, …)}>`. */
export const List = ({
  children,
  label,
  className,
}: {
  readonly children: ReactNode;
  readonly label?: string;
  readonly className?: string | undefined;
}) => (
  <ul className={cx(styles.list, className)} aria-label={label}>
    {children}
  </ul>
);

export const itemClass = styles.item ?? '';
