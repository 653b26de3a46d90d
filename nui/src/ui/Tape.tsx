import { Check } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import type { RequestStatus } from '../../../shared/features/requests/workflow.ts';
import { useT } from '../i18n/useT.ts';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './Tape.module.css';

/** The six spans of a request's way, in order. */
export const STEPS = ['submitted', 'negotiating', 'agreed', 'in_progress', 'delivered', 'completed'] as const;
export type Step = (typeof STEPS)[number];

export interface TapePlace {
  /** Index in `STEPS` of the span that the needle is in; 6 when all are done. */
  readonly now: number;
  /** Nobody moves: on hold, refused, cancelled. The needle is grey. */
  readonly still: boolean;
}

const stepOf = (status: RequestStatus | null): number => {
  const steps: readonly (RequestStatus | null)[] = STEPS;
  return steps.indexOf(status);
};

/** `heldFrom` of a request on hold, or the last state before it was closed. */
export function placeOf(status: RequestStatus, heldFrom: RequestStatus | null = null): TapePlace {
  if (status === 'completed') return { now: STEPS.length, still: false };
  const index = stepOf(status);
  if (index >= 0) return { now: index, still: false };
  return { now: Math.max(0, stepOf(heldFrom)), still: true };
}

/**
 * The stepper: done spans have bright ticks, the needle stands in the present one at the share `at` (0 to 1) of it.
 * `details` are dates below the names.
 */
export function Tape({
  place,
  details = {},
  at = 0.5,
}: {
  readonly place: TapePlace;
  readonly details?: { readonly [S in Step]?: ReactNode };
  readonly at?: number;
}) {
  const t = useT();
  const needle: CSSProperties & { '--at': string } = { '--at': `${Math.round(at * 100)}%` };
  return (
    <ol className={cx(styles.tape, place.still && styles.still)} aria-label={t('common.step.progress')}>
      {STEPS.map((step, index) => {
        const done = index < place.now;
        const now = index === place.now;
        return (
          <li
            key={step}
            className={cx(done && styles.done, now && styles.now)}
            {...(now && { style: needle, 'aria-current': 'step' as const })}
          >
            <b>
              {done && <Icon of={Check} />}
              <span>{t(`common.step.${step}`)}</span>
            </b>
            <span className={styles.detail}>{details[step]}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The same, small, for a row: six notches. */
export function MiniTape({ place, className }: { readonly place: TapePlace; readonly className?: string }) {
  const t = useT();
  const step = Math.min(place.now + 1, STEPS.length);
  return (
    <span
      className={cx(styles.mini, className)}
      role="img"
      aria-label={t('common.step.position', { step, steps: STEPS.length })}
    >
      {STEPS.map((name, index) => (
        <i
          key={name}
          className={cx(
            index < place.now && styles.miniDone,
            index === place.now && styles.miniNow,
            index === place.now && place.still && styles.miniStill,
          )}
        />
      ))}
    </span>
  );
}
