import { CirclePause, CornerDownRight, List, User } from 'lucide-react';
import { useId } from 'react';
import { useT } from '../../i18n/useT.ts';
import { Icon, type LucideIcon } from '../../ui/Icon.tsx';
import styles from './Board.module.css';
import { BOARD_FILTERS, type BoardFilter } from './board.ts';

const ICONS: { readonly [F in BoardFilter]: LucideIcon } = {
  all: List,
  studio: CornerDownRight,
  mine: User,
  on_hold: CirclePause,
};

/** One filter at a time, each with how many it shows; `more`: there may be others further back. */
export function BoardFilters({
  value,
  onChange,
  counts,
  more,
}: {
  readonly value: BoardFilter;
  readonly onChange: (filter: BoardFilter) => void;
  /** Null until something was read. */
  readonly counts: { readonly [F in BoardFilter]: number } | null;
  readonly more: { readonly [F in BoardFilter]: boolean };
}) {
  const t = useT();
  const name = useId();
  return (
    <fieldset className={styles.filterSet}>
      <legend className={styles.hidden}>{t('requests.board.filters')}</legend>
      {BOARD_FILTERS.map((filter) => (
        <label key={filter} className={styles.filter}>
          <input type="radio" name={name} checked={filter === value} onChange={() => onChange(filter)} />
          <span className={styles.filterFace}>
            <Icon of={ICONS[filter]} />
            {t(`requests.board.${filter}`)}
            {counts && <b>{more[filter] ? t('requests.board.atLeast', { count: counts[filter] }) : counts[filter]}</b>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
