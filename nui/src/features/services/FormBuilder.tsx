import { ArrowDown, ArrowUp, ChevronRight, Plus, Trash2 } from 'lucide-react';
import { useId, useRef } from 'react';
import { FIELD_TYPES, MAX_FIELDS } from '../../../../shared/features/services/model.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { newCommandId } from '../../rpc/api.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { cx } from '../../ui/cx.ts';
import { FieldError } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Col } from '../../ui/Stack.tsx';
import { TextField } from '../../ui/TextField.tsx';
import text from '../../ui/text.module.css';
import { toast } from '../../ui/toasts.ts';
import { type FieldDraft, fieldKeys, moved, newField, newOption, type OptionDraft } from './editing.ts';
import styles from './StudioServices.module.css';
import { Words } from './Words.tsx';

type Change = (change: (fields: readonly FieldDraft[]) => readonly FieldDraft[]) => void;

/** The questions of a service: added, ordered, taken away; one is open at a time. */
export function FormBuilder({
  fields,
  errors,
  open,
  full,
  onOpen,
  onChange,
}: {
  readonly fields: readonly FieldDraft[];
  readonly errors: ReadonlyMap<string, string>;
  /** Id of the question that is written on. */
  readonly open: string | null;
  readonly full: boolean;
  readonly onOpen: (id: string | null) => void;
  readonly onChange: Change;
}) {
  const t = useT();
  const list = useRef<HTMLOListElement>(null);
  const keys = fieldKeys(fields);
  const add = () => {
    const field = newField(newCommandId());
    onOpen(field.id);
    onChange((known) => [...known, field]);
  };
  const remove = (field: FieldDraft, index: number) => {
    onChange((known) => known.filter(({ id }) => id !== field.id));
    toast({
      tone: 'info',
      title: t('services.editor.removedField'),
      detail: field.label.fr,
      action: {
        label: t('common.action.undo'),
        run: () => onChange((known) => [...known.slice(0, index), field, ...known.slice(index)]),
      },
    });
    const rows = list.current?.children;
    const next = rows?.[index + 1] ?? rows?.[index - 1];
    next?.querySelector('button')?.focus();
  };
  return (
    <section className={styles.fields}>
      <Col gap={1}>
        <h2 className={text.d4}>{t('services.editor.form')}</h2>
        <p className={cx(text.s, text.t3)}>
          {t(fields.length === 0 ? 'services.editor.noFields' : 'services.editor.formText')}
        </p>
      </Col>
      <ol ref={list} className={styles.fields}>
        {fields.map((field, index) => (
          <FieldItem
            key={field.id}
            field={field}
            fieldKey={keys[index] ?? ''}
            index={index}
            last={index === fields.length - 1}
            isOpen={field.id === open}
            errors={errors}
            onOpen={() => onOpen(field.id === open ? null : field.id)}
            onMove={(direction) =>
              onChange((known) =>
                moved(
                  known,
                  known.findIndex(({ id }) => id === field.id),
                  direction,
                ),
              )
            }
            onRemove={() => remove(field, index)}
            onChange={(part) =>
              onChange((known) => known.map((each) => (each.id === field.id ? { ...each, ...part } : each)))
            }
          />
        ))}
      </ol>
      <div>
        <Button size="s" icon={Plus} isDisabled={full} onPress={add}>
          {t('services.editor.addField')}
        </Button>
      </div>
      {full && <p className={cx(text.s, text.t3)}>{t('services.editor.full', { limit: MAX_FIELDS })}</p>}
    </section>
  );
}

function FieldItem({
  field,
  fieldKey,
  index,
  last,
  isOpen,
  errors,
  onOpen,
  onMove,
  onRemove,
  onChange,
}: {
  readonly field: FieldDraft;
  readonly fieldKey: string;
  readonly index: number;
  readonly last: boolean;
  readonly isOpen: boolean;
  readonly errors: ReadonlyMap<string, string>;
  readonly onOpen: () => void;
  readonly onMove: (direction: 'up' | 'down') => void;
  readonly onRemove: () => void;
  readonly onChange: (part: Partial<FieldDraft>) => void;
}) {
  const t = useT();
  const locale = useLocale();
  const id = useId();
  const item = useRef<HTMLLIElement>(null);
  const place = index + 1;
  const path = `form.${index}`;
  const wrong = [...errors.keys()].some((each) => each.startsWith(`${path}.`));
  const label = field.label[locale].trim() || field.label.fr.trim() || t('services.editor.untitled');
  const move = (direction: 'up' | 'down') => {
    onMove(direction);
    // The browser lets go of the focus when the row is put elsewhere.
    const focused = document.activeElement;
    requestAnimationFrame(() => {
      if (focused instanceof HTMLElement && item.current?.contains(focused)) focused.focus();
    });
  };
  return (
    <li ref={item} className={cx(styles.field, isOpen && styles.open)}>
      <div className={cx(styles.fieldHead, styles.moves)}>
        <button
          type="button"
          className={styles.fieldPress}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={t('services.editor.openField', { place, label })}
          onClick={onOpen}
        >
          <Icon of={ChevronRight} className={styles.chevron} />
          <span className={cx(text.num, text.t3)}>{place}</span>
          <b className={text.clip}>{label}</b>
          <span className={cx(text.s, text.t3)}>
            {t(`services.editor.types.${field.type}`)}
            {!field.required && `, ${t('common.optional')}`}
          </span>
        </button>
        <IconButton
          label={t('services.editor.upField', { place })}
          icon={ArrowUp}
          isDisabled={index === 0}
          onPress={() => move('up')}
        />
        <IconButton
          label={t('services.editor.downField', { place })}
          icon={ArrowDown}
          isDisabled={last}
          onPress={() => move('down')}
        />
        <IconButton label={t('services.editor.removeField', { place })} icon={Trash2} onPress={onRemove} />
      </div>
      {isOpen && (
        <div id={id} className={styles.fieldBody}>
          <Words
            label={t('services.editor.label')}
            path={`${path}.label`}
            value={field.label}
            errors={errors}
            autoFocus={field.key === '' && field.label.fr === ''}
            onChange={(words) => onChange({ label: words })}
          />
          <div className={styles.two}>
            <SelectField
              label={t('services.editor.type')}
              help={t('services.editor.key', { key: fieldKey })}
              options={FIELD_TYPES.map((type) => ({ value: type, label: t(`services.editor.types.${type}`) }))}
              value={field.type}
              onChange={(chosen) => onChange({ type: FIELD_TYPES.find((type) => type === chosen) ?? field.type })}
            />
            <CheckboxField
              label={t('services.editor.required')}
              className={styles.tick}
              value={field.required}
              onChange={(required) => onChange({ required })}
            />
          </div>
          <Words
            label={t('services.editor.help')}
            path={`${path}.help`}
            rows={2}
            required={false}
            value={field.help}
            errors={errors}
            onChange={(help) => onChange({ help })}
          />
          {(field.type === 'select' || field.type === 'multiSelect') && (
            <Options
              options={field.options}
              path={`${path}.options`}
              errors={errors}
              onChange={(options) => onChange({ options })}
            />
          )}
          {field.type === 'select' && (
            <SelectField
              label={t('services.editor.preset')}
              required={false}
              options={[
                { value: NONE, label: t('services.editor.noPreset') },
                ...field.options.map((option) => ({
                  value: option.id,
                  label: option.label[locale].trim() || option.label.fr.trim() || '…',
                })),
              ]}
              value={field.options.some((option) => option.id === field.preset) ? field.preset : NONE}
              onChange={(chosen) => onChange({ preset: chosen === NONE ? '' : chosen })}
            />
          )}
          {field.type === 'text' && (
            <TextField
              label={t('services.editor.preset')}
              name={`${path}.preset`}
              required={false}
              value={field.preset}
              onChange={(preset) => onChange({ preset })}
              error={errors.get(`${path}.preset`)}
            />
          )}
          {field.type === 'number' && (
            <>
              <div className={styles.two}>
                {(['minimum', 'maximum'] as const).map((bound) => (
                  <TextField
                    key={bound}
                    label={t(`services.editor.${bound}`)}
                    name={`${path}.${bound}`}
                    required={false}
                    value={field[bound]}
                    onChange={(typed) => onChange({ [bound]: typed })}
                    error={errors.get(`${path}.${bound}`)}
                  />
                ))}
              </div>
              <Words
                label={t('services.editor.unit')}
                path={`${path}.unit`}
                required={false}
                value={field.unit}
                errors={errors}
                onChange={(unit) => onChange({ unit })}
              />
            </>
          )}
        </div>
      )}
      {wrong && !isOpen && (
        <div className={styles.fieldBody}>
          <FieldError>{t('services.editor.problems', { count: countIn(errors, path) })}</FieldError>
        </div>
      )}
    </li>
  );
}

const NONE = 'none';

const countIn = (errors: ReadonlyMap<string, string>, path: string): number =>
  [...errors.keys()].filter((each) => each.startsWith(`${path}.`)).length;

const MAX_OPTIONS = 40;

function Options({
  options,
  path,
  errors,
  onChange,
}: {
  readonly options: readonly OptionDraft[];
  readonly path: string;
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (options: readonly OptionDraft[]) => void;
}) {
  const t = useT();
  const error = errors.get(path);
  return (
    <fieldset className={styles.fields}>
      <legend className={text.sr}>{t('services.editor.options')}</legend>
      {options.map((option, index) => {
        const label = (language: 'fr' | 'en') => ({
          label: t(language === 'fr' ? 'services.editor.inFrench' : 'services.editor.inEnglish', {
            label: t('services.editor.option', { place: index + 1 }),
          }),
          name: `${path}.${index}.label.${language}`,
          value: option.label[language],
          error: errors.get(`${path}.${index}.label.${language}`),
          onChange: (typed: string) =>
            onChange(
              options.map((each) =>
                each.id === option.id ? { ...each, label: { ...each.label, [language]: typed } } : each,
              ),
            ),
        });
        return (
          <div key={option.id} className={cx(styles.option, styles.moves)}>
            <TextField {...label('fr')} />
            <TextField {...label('en')} />
            <IconButton
              label={t('services.editor.upOption', { place: index + 1 })}
              icon={ArrowUp}
              isDisabled={index === 0}
              onPress={() => onChange(moved(options, index, 'up'))}
            />
            <IconButton
              label={t('services.editor.removeOption', { place: index + 1 })}
              icon={Trash2}
              isDisabled={options.length === 1}
              onPress={() => onChange(options.filter(({ id }) => id !== option.id))}
            />
          </div>
        );
      })}
      {error !== undefined && <FieldError>{error}</FieldError>}
      <div>
        <Button
          size="s"
          variant="quiet"
          icon={Plus}
          flush
          isDisabled={options.length >= MAX_OPTIONS}
          onPress={() => onChange([...options, newOption(newCommandId())])}
        >
          {t('services.editor.addOption')}
        </Button>
      </div>
    </fieldset>
  );
}
