import type { IntakeField } from '../../../shared/features/services/model.ts';

/** What a field holds while it is typed; numbers and choices that are not there yet are absent. */
export type Value = string | number | boolean | readonly string[];

export const isText = (value: Value | undefined): value is string => typeof value === 'string';
export const isList = (value: Value | undefined): value is readonly string[] => Array.isArray(value);

/** The value when it is one that the field can hold; undefined for none, and for one of an older form. */
export function fitting(field: IntakeField, value: Value | undefined): Value | undefined {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'code':
      return isText(value) ? value : undefined;
    case 'select':
      return isText(value) && field.options.some((option) => option.value === value) ? value : undefined;
    case 'multiSelect':
      return isList(value)
        ? value.filter((choice) => field.options.some((option) => option.value === choice))
        : undefined;
    case 'number':
      return typeof value === 'number' ? value : undefined;
    case 'checkbox':
      return typeof value === 'boolean' ? value : undefined;
  }
}
