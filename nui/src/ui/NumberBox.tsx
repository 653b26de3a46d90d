import { Minus, Plus } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { NumberField } from 'react-aria-components/NumberField';
import { useT } from '../i18n/useT.ts';
import styles from './Field.module.css';
import type { FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

/** Loaded on demand by `NumberField`. */
export default function NumberBox({
  id,
  field,
  value,
  onChange,
  onBlur,
  minimum,
  maximum,
  step,
  unit,
}: {
  readonly id: string;
  readonly field: FieldProps;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly onBlur: (() => void) | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly step: number | undefined;
  readonly unit: string | undefined;
}) {
  const t = useT();
  return (
    <NumberField
      aria-labelledby={`${id}-label`}
      {...((field.error || field.help) && { 'aria-describedby': `${id}-help` })}
      id={id}
      value={value ?? Number.NaN}
      onChange={(figure) => onChange(Number.isNaN(figure) ? null : figure)}
      onBlur={() => onBlur?.()}
      {...(minimum !== undefined && { minValue: minimum })}
      {...(maximum !== undefined && { maxValue: maximum })}
      {...(step !== undefined && { step })}
      isInvalid={Boolean(field.error)}
      isDisabled={field.isDisabled ?? false}
      isRequired={field.required ?? true}
      validationBehavior="aria"
      isWheelDisabled
    >
      <Group className={styles.number ?? ''}>
        <Input autoComplete="off" />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        <Button slot="decrement" className={styles.step ?? ''} aria-label={t('common.action.decrease')}>
          <Icon of={Minus} />
        </Button>
        <Button slot="increment" className={styles.step ?? ''} aria-label={t('common.action.increase')}>
          <Icon of={Plus} />
        </Button>
      </Group>
    </NumberField>
  );
}
