import { lazy, Suspense, useId } from 'react';
import styles from './Field.module.css';
import { FieldFrame, type FieldProps } from './Field.tsx';

const NumberBox = lazy(() => import('./NumberBox.tsx'));

export interface NumberFieldProps extends FieldProps {
  /** null: nothing typed yet. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly onBlur?: () => void;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly step?: number;
  readonly unit?: string | undefined;
}

/** A figure, read and written as the language does. */
export function NumberField({ value, onChange, onBlur, minimum, maximum, step, unit, ...field }: NumberFieldProps) {
  const id = useId();
  return (
    <FieldFrame field={field} id={id}>
      <Suspense fallback={<span className={styles.number} />}>
        <NumberBox
          id={id}
          field={field}
          value={value}
          onChange={onChange}
          onBlur={onBlur}
          minimum={minimum}
          maximum={maximum}
          step={step}
          unit={unit}
        />
      </Suspense>
    </FieldFrame>
  );
}
