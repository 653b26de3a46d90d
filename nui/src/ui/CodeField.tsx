import { useId, useRef } from 'react';
import styles from './Field.module.css';
import { controlProps, FieldFrame, type FieldProps } from './Field.tsx';

export interface CodeFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
}

/** Code as it is: mono, numbered lines, no wrapping. The tab key still leaves the field. */
export function CodeField({ value, onChange, onBlur, rows = 6, maxLength, placeholder, ...field }: CodeFieldProps) {
  const id = useId();
  const gutter = useRef<HTMLDivElement>(null);
  const lines = value.split('\n').length;
  return (
    <FieldFrame field={field} id={id}>
      <div className={styles.code}>
        <div ref={gutter} className={styles.lines} aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
        </div>
        <textarea
          {...controlProps(id, field)}
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
          maxLength={maxLength}
          placeholder={placeholder}
          wrap="off"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
    </FieldFrame>
  );
}
