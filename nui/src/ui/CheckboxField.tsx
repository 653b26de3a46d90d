import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';
import { FieldNote, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

export interface CheckboxFieldProps extends Omit<FieldProps, 'label'> {
  readonly label: ReactNode;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly onBlur?: () => void;
  readonly size?: 'm' | 's';
}

export function CheckboxField({
  label,
  value,
  onChange,
  onBlur,
  size = 'm',
  name,
  help,
  error,
  isDisabled,
  required,
  className,
}: CheckboxFieldProps) {
  const id = useId();
  return (
    <div className={cx(styles.field, error && styles.bad, className)} data-field={name}>
      <label className={cx(styles.check, size === 's' && styles.checkSmall)}>
        <input
          type="checkbox"
          checked={value}
          onChange={(event) => onChange(event.target.checked)}
          onBlur={onBlur}
          disabled={isDisabled}
          aria-required={required ?? false}
          aria-invalid={Boolean(error)}
          aria-describedby={error || help ? `${id}-help` : undefined}
        />
        <span className={styles.box}>
          <Icon of={Check} />
        </span>
        <span className={styles.checkText}>{label}</span>
      </label>
      <FieldNote id={id} help={help} error={error} />
    </div>
  );
}
