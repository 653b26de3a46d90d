import { type Ref, useId } from 'react';
import { useCurrency } from '../i18n/currency.ts';
import { formatNumber } from '../i18n/format.ts';
import { useLocale } from '../i18n/useT.ts';
import { readAmount } from './amount.ts';
import styles from './Field.module.css';
import { controlProps, FieldFrame, type FieldProps } from './Field.tsx';

/** An amount as it is typed: nothing is corrected under the hand, thousands are set apart when the field is left. */
export function AmountField({
  value,
  onChange,
  onEnter,
  autoFocus,
  inputRef,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}) {
  const id = useId();
  const locale = useLocale();
  const { code, symbol } = useCurrency();
  const group = () => {
    const amount = readAmount(value, symbol);
    if (amount.ok) onChange(formatNumber(amount.value, locale));
  };
  return (
    <FieldFrame field={field} id={id}>
      <div className={styles.number}>
        <input
          {...controlProps(id, field)}
          ref={inputRef}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          value={value}
          maxLength={20}
          onChange={(event) => onChange(event.target.value)}
          onBlur={group}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onEnter?.();
          }}
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to type an amount.
          autoFocus={autoFocus}
        />
        <span className={styles.unit}>{code === 'game' ? symbol : code}</span>
      </div>
    </FieldFrame>
  );
}
