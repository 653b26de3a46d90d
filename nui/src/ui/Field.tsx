import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';
import { cx } from './cx.ts';
import styles from './Field.module.css';
import { Icon } from './Icon.tsx';

/** What every field has. `name` is its path in the input (`lines.0.answers.framework`): see `focusField`. */
export interface FieldProps {
  readonly label: string;
  readonly name?: string;
  readonly help?: string | undefined;
  /** What to repair; stands in the place of the help. */
  readonly error?: string | null | undefined;
  /** False adds « facultatif » beside the label. */
  readonly required?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string | undefined;
}

/** The repair, with an icon, told when it appears. */
export function FieldError({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <span id={id} className={styles.error} role="alert">
      <Icon of={CircleAlert} />
      <span>{children}</span>
    </span>
  );
}

/** Label above, control, help or error below. `group`: several controls under one legend. */
export function FieldFrame({
  field,
  id,
  group,
  children,
}: {
  readonly field: FieldProps;
  /** The control's id is `id`, its help's `${id}-help`. */
  readonly id: string;
  readonly group?: boolean;
  readonly children: ReactNode;
}) {
  const t = useT();
  const { label, name, help, error, required = true, className } = field;
  const optional = !required && <span className={styles.optional}>{t('common.optional')}</span>;
  const Tag = group ? 'fieldset' : 'div';
  return (
    <Tag
      className={cx(styles.field, error && styles.bad, className)}
      data-field={name}
      {...(group && { 'aria-describedby': `${id}-help` })}
    >
      {group ? (
        <legend className={styles.label}>
          {label} {optional}
        </legend>
      ) : (
        <label className={styles.label} htmlFor={id} id={`${id}-label`}>
          {label} {optional}
        </label>
      )}
      {children}
      <FieldNote id={id} help={help} error={error} />
    </Tag>
  );
}

export function FieldNote({
  id,
  help,
  error,
}: {
  readonly id: string;
  readonly help: string | undefined;
  readonly error: string | null | undefined;
}) {
  if (error) return <FieldError id={`${id}-help`}>{error}</FieldError>;
  if (help === undefined || help === '') return null;
  return (
    <span id={`${id}-help`} className={styles.help}>
      {help}
    </span>
  );
}

/** The attributes that tie a control to its field. */
export const controlProps = (id: string, { help, error, required = true, isDisabled }: FieldProps) => ({
  id,
  disabled: isDisabled ?? false,
  'aria-required': required,
  'aria-invalid': Boolean(error),
  'aria-describedby': error || help ? `${id}-help` : undefined,
});

/** Puts the focus into the field with this path, e.g. the first that is wrong. False when there is none on screen. */
export function focusField(path: string, within: ParentNode = document): boolean {
  for (const field of within.querySelectorAll<HTMLElement>('[data-field]')) {
    if (field.dataset.field !== path) continue;
    const control = field.querySelector<HTMLElement>('input, textarea, button, [tabindex]');
    if (!control) return false;
    control.focus();
    field.scrollIntoView({ block: 'nearest' });
    return true;
  }
  return false;
}
