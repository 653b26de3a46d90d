import { Check, Plus } from 'lucide-react';
import { useId } from 'react';
import styles from './Field.module.css';
import { FieldFrame, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import type { SelectOption } from './SelectField.tsx';

export interface ChoiceChipsProps extends FieldProps {
  readonly options: readonly SelectOption[];
  readonly value: readonly string[];
  /** The chosen values in the order of the options. */
  readonly onChange: (value: string[]) => void;
  readonly onBlur?: () => void;
}

/** Several choices at once, each a chip that is on or off. */
export function ChoiceChips({ options, value, onChange, onBlur, ...field }: ChoiceChipsProps) {
  const id = useId();
  const toggle = (choice: string, on: boolean) =>
    onChange(options.map((option) => option.value).filter((each) => (each === choice ? on : value.includes(each))));
  return (
    <FieldFrame field={field} id={id} group>
      <div className={styles.chips}>
        {options.map((option) => {
          const on = value.includes(option.value);
          return (
            <label key={option.value} className={styles.chip}>
              <input
                type="checkbox"
                checked={on}
                disabled={field.isDisabled}
                onChange={(event) => toggle(option.value, event.target.checked)}
                onBlur={onBlur}
              />
              <span className={styles.chipFace}>
                <Icon of={on ? Check : Plus} />
                {option.label}
              </span>
            </label>
          );
        })}
      </div>
    </FieldFrame>
  );
}
