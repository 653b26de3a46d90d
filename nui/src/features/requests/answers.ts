import type { RequestLine } from '../../../../shared/features/requests/model.ts';
import type { IntakeField } from '../../../../shared/features/services/model.ts';
import type { Locale } from '../../../../shared/schema.ts';

/** One answer, ready to be shown: its question and what was said, in the reader's language where that is a choice. */
export type ShownAnswer = { readonly key: string; readonly label: string } & (
  | { readonly type: 'short'; readonly value: string }
  | { readonly type: 'tick'; readonly value: boolean }
  | { readonly type: 'number'; readonly value: number; readonly unit: string | undefined }
  | { readonly type: 'long' | 'code'; readonly value: string }
);

/** The answers of a line in the order of its form; questions left open are not there. */
export function shownAnswers({ form, answers }: RequestLine, locale: Locale): readonly ShownAnswer[] {
  return form.flatMap((field): ShownAnswer[] => {
    const value = answers[field.key];
    const about = { key: field.key, label: field.label[locale] };
    if (typeof value === 'boolean') return [{ ...about, type: 'tick', value }];
    if (typeof value === 'number') {
      return [{ ...about, type: 'number', value, unit: field.type === 'number' ? field.unit?.[locale] : undefined }];
    }
    if (Array.isArray(value)) {
      const chosen = value.map((choice) => optionLabel(field, choice, locale));
      return chosen.length === 0 ? [] : [{ ...about, type: 'short', value: chosen.join(', ') }];
    }
    if (value === undefined || value.trim() === '') return [];
    if (field.type === 'code') return [{ ...about, type: 'code', value }];
    if (field.type === 'longText') return [{ ...about, type: 'long', value }];
    return [{ ...about, type: 'short', value: optionLabel(field, value, locale) }];
  });
}

/** A choice that the form does not know is shown as it was stored. */
function optionLabel(field: IntakeField, choice: string, locale: Locale): string {
  if (field.type !== 'select' && field.type !== 'multiSelect') return choice;
  return field.options.find(({ value }) => value === choice)?.label[locale] ?? choice;
}
