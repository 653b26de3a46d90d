import { Check, ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { cx } from './cx.ts';
import styles from './Field.module.css';
import type { FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import type { SelectOption } from './SelectField.tsx';

/** Loaded on demand by `SelectField`. */
export default function SelectBox({
  id,
  field,
  options,
  value,
  onChange,
  onBlur,
  placeholder,
}: {
  readonly id: string;
  readonly field: FieldProps;
  readonly options: readonly SelectOption[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly onBlur: (() => void) | undefined;
  readonly placeholder: string;
}) {
  return (
    <Select
      aria-labelledby={`${id}-label`}
      {...((field.error || field.help) && { 'aria-describedby': `${id}-help` })}
      value={value}
      onChange={(key) => {
        if (typeof key === 'string') onChange(key);
      }}
      onOpenChange={(open) => {
        if (!open) onBlur?.();
      }}
      isInvalid={Boolean(field.error)}
      isDisabled={field.isDisabled ?? false}
      isRequired={field.required ?? true}
      validationBehavior="aria"
      placeholder={placeholder}
    >
      <Button id={id} className={styles.select ?? ''}>
        <SelectValue className={({ isPlaceholder }) => cx(styles.selectValue, isPlaceholder && styles.placeholder)} />
        <Icon of={ChevronDown} />
      </Button>
      <Popover className={styles.popover ?? ''} offset={6} data-layer>
        <ListBox className={styles.list ?? ''} items={options.map((option) => ({ ...option, id: option.value }))}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={styles.option ?? ''}>
              {({ isSelected }) => (
                <>
                  {option.label}
                  {isSelected && <Icon of={Check} />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
