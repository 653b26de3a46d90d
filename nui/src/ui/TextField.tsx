import { type Ref, useId } from 'react';
import styles from './Field.module.css';
import { controlProps, FieldFrame, type FieldProps } from './Field.tsx';

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly type?: 'text' | 'email' | 'tel';
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  value,
  onChange,
  onBlur,
  type = 'text',
  maxLength,
  placeholder,
  autoFocus,
  inputRef,
  ...field
}: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame field={field} id={id}>
      <input
        {...controlProps(id, field)}
        ref={inputRef}
        className={styles.input}
        // A text type keeps what was typed as it is; the keyboard of the game is the same for all.
        type="text"
        inputMode={type}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        maxLength={maxLength}
        placeholder={placeholder}
        // biome-ignore lint/a11y/noAutofocus: asked for by dialogs, whose first field is where the person goes on.
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={false}
      />
    </FieldFrame>
  );
}
