import {
  ArrowLeftRight,
  Ban,
  CircleCheckBig,
  CirclePause,
  CircleSlash,
  CornerDownRight,
  Hammer,
  Handshake,
  PackageCheck,
  Send,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { RequestStatus } from '../../../shared/features/requests/workflow.ts';
import { useT } from '../i18n/useT.ts';
import styles from './Chip.module.css';
import { cx } from './cx.ts';
import { Icon, type LucideIcon } from './Icon.tsx';

/** dash: not yet binding · turn: your move · the others as in the tokens. */
export type Tone = 'plain' | 'dash' | 'turn' | 'talk' | 'info' | 'ok' | 'bad';

/** Icon and word; the tint comes third. */
export const Chip = ({
  icon,
  tone = 'plain',
  children,
  className,
}: {
  readonly icon: LucideIcon;
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) => (
  <span className={cx(styles.chip, tone !== 'plain' && styles[tone], className)}>
    <Icon of={icon} />
    <span className={styles.word}>{children}</span>
  </span>
);

/** The fixed pair of icon and tint of each state. */
export const STATUS_LOOKS: { readonly [S in RequestStatus]: { readonly icon: LucideIcon; readonly tone: Tone } } = {
  submitted: { icon: Send, tone: 'dash' },
  negotiating: { icon: ArrowLeftRight, tone: 'talk' },
  agreed: { icon: Handshake, tone: 'info' },
  in_progress: { icon: Hammer, tone: 'info' },
  delivered: { icon: PackageCheck, tone: 'ok' },
  completed: { icon: CircleCheckBig, tone: 'ok' },
  on_hold: { icon: CirclePause, tone: 'dash' },
  rejected: { icon: Ban, tone: 'bad' },
  cancelled: { icon: CircleSlash, tone: 'plain' },
};

export function StatusChip({ status, className }: { readonly status: RequestStatus; readonly className?: string }) {
  const t = useT();
  return (
    <Chip {...STATUS_LOOKS[status]} className={className}>
      {t(`common.status.${status}`)}
    </Chip>
  );
}

/** Yellow: the reader's move. */
export function TurnChip({ children }: { readonly children?: ReactNode }) {
  const t = useT();
  return (
    <Chip icon={CornerDownRight} tone="turn">
      {children ?? t('common.yourTurn')}
    </Chip>
  );
}
