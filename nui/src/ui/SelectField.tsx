import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useId } from 'react';
import { useT } from '../i18n/useT.ts';
import { cx } from './cx.ts';
import styles from './Field.module.css';
import { FieldFrame, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

const SelectBox = lazy(() => import('./SelectBox.tsx'));

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export interface SelectFieldProps extends FieldProps {
  readonly options: readonly SelectOption[];
  /** null: nothing chosen yet. */
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
}

/** A choice from a list. Its behaviour comes on demand; until then the same box stands in its place. */
export function SelectField({ options, value, onChange, onBlur, placeholder, ...field }: SelectFieldProps) {
  const t = useT();
  const id = useId();
  const empty = placeholder ?? t('common.action.choose');
  const label = options.find((option) => option.value === value)?.label;
  return (
    <FieldFrame field={field} id={id}>
      <Suspense
        fallback={
          <span className={styles.select}>
            <span className={cx(styles.selectValue, label === undefined && styles.placeholder)}>{label ?? empty}</span>
            <Icon of={ChevronDown} />
          </span>
        }
      >
        <SelectBox
          id={id}
          field={field}
          options={options}
          value={value}
          onChange={onChange}
          onBlur={onBlur}
          placeholder={empty}
        />
      </Suspense>
    </FieldFrame>
  );
}
