import type { IntakeField } from '../../../shared/features/services/model.ts';
import { useLocale } from '../i18n/useT.ts';
import { fitting, type Value } from './answerValue.ts';
import { CheckboxField } from './CheckboxField.tsx';
import { ChoiceChips } from './ChoiceChips.tsx';
import { CodeField } from './CodeField.tsx';
import { NumberField } from './NumberField.tsx';
import { SelectField } from './SelectField.tsx';
import { TextArea } from './TextArea.tsx';
import { TextField } from './TextField.tsx';

interface AnswerFieldProps {
  readonly field: IntakeField;
  /** Path in the command's input. */
  readonly name: string;
  readonly value: Value | undefined;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly className: string | undefined;
  /** Undefined: nothing any more. */
  readonly onChange: (value: Value | undefined) => void;
  readonly onBlur: () => void;
}

/** Long answers take the whole width, short ones share it. */
export const isWide = ({ type }: IntakeField): boolean => ['longText', 'code', 'multiSelect'].includes(type);

/** One question of an intake form, with the control that its type asks for. */
export function AnswerField({ field, value, onChange, ...rest }: AnswerFieldProps) {
  const locale = useLocale();
  const held = fitting(field, value);
  const common = { ...rest, label: field.label[locale], help: field.help?.[locale], required: field.required };
  const asText = typeof held === 'string' ? held : '';
  switch (field.type) {
    case 'text':
      return <TextField {...common} value={asText} onChange={onChange} />;
    case 'longText':
      return <TextArea {...common} value={asText} onChange={onChange} rows={4} />;
    case 'code':
      return <CodeField {...common} value={asText} onChange={onChange} rows={5} />;
    case 'select':
      return (
        <SelectField
          {...common}
          options={field.options.map((option) => ({ value: option.value, label: option.label[locale] }))}
          value={asText === '' ? null : asText}
          onChange={onChange}
        />
      );
    case 'multiSelect':
      return (
        <ChoiceChips
          {...common}
          options={field.options.map((option) => ({ value: option.value, label: option.label[locale] }))}
          value={Array.isArray(held) ? held : []}
          onChange={onChange}
        />
      );
    case 'number':
      return (
        <NumberField
          {...common}
          value={typeof held === 'number' ? held : null}
          onChange={(figure) => onChange(figure ?? undefined)}
          minimum={field.minimum}
          maximum={field.maximum}
          unit={field.unit?.[locale]}
        />
      );
    case 'checkbox':
      return <CheckboxField {...common} value={held === true} onChange={onChange} />;
  }
}
