import { type Ref, useId } from 'react';
import styles from './Field.module.css';
import { controlProps, FieldFrame, type FieldProps } from './Field.tsx';

export interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<HTMLTextAreaElement>;
}

export function TextArea({
  value,
  onChange,
  onBlur,
  rows = 4,
  maxLength,
  placeholder,
  autoFocus,
  inputRef,
  ...field
}: TextAreaProps) {
  const id = useId();
  return (
    <FieldFrame field={field} id={id}>
      <textarea
        {...controlProps(id, field)}
        ref={inputRef}
        className={styles.textarea}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        maxLength={maxLength}
        placeholder={placeholder}
        // biome-ignore lint/a11y/noAutofocus: asked for by dialogs, whose first field is where the person goes on.
        autoFocus={autoFocus}
      />
    </FieldFrame>
  );
}
