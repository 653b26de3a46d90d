import { useId } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';
import { Icon, type LucideIcon } from './Icon.tsx';

/** One of a few, all in sight: a filter, a setting. `hideLabel` keeps the name for assistive tech only. */
export function Segmented<V extends string>({
  label,
  hideLabel,
  options,
  value,
  onChange,
  className,
}: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly options: readonly { readonly value: V; readonly label: string; readonly icon?: LucideIcon }[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly className?: string | undefined;
}) {
  const name = useId();
  return (
    <fieldset className={cx(styles.field, className)}>
      <legend className={hideLabel ? styles.sr : styles.label}>{label}</legend>
      <div className={styles.segments}>
        {options.map((option) => (
          <label key={option.value} className={styles.segment}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span className={styles.segmentFace}>
              {option.icon && <Icon of={option.icon} />}
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
