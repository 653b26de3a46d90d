import * as z from 'zod/mini';
import type { FieldIssue } from '../../../../shared/errors.ts';
import {
  FIELD_TYPES,
  type FieldType,
  type IntakeField,
  SERVICE_KINDS,
  type Service,
  type ServiceKind,
  ServiceText,
} from '../../../../shared/features/services/model.ts';
import { fieldIssues } from '../../../../shared/schema.ts';
import { readAmount } from '../../ui/amount.ts';

export interface Localized {
  readonly fr: string;
  readonly en: string;
}

/** A choice while it is typed. `value` is empty until it is saved: it then comes from the French label. */
export interface OptionDraft {
  readonly id: string;
  readonly value: string;
  readonly label: Localized;
}

/** A question while it is typed: every type's parts are kept, so that a change of type and back loses nothing. */
export interface FieldDraft {
  readonly id: string;
  /** Empty until it is saved; never changed afterwards, since answers are found by it. */
  readonly key: string;
  readonly type: FieldType;
  readonly label: Localized;
  readonly help: Localized;
  readonly required: boolean;
  readonly options: readonly OptionDraft[];
  /** The text of a text field, the option's id of a select. */
  readonly preset: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly unit: Localized;
}

export interface ServiceDraft {
  /** The version that was looked at; 0 for a new service. */
  readonly basis: number;
  readonly kind: ServiceKind;
  readonly name: Localized;
  readonly description: Localized;
  readonly onQuotation: boolean;
  readonly price: string;
  readonly fields: readonly FieldDraft[];
}

export type Written = z.infer<typeof Form>;
const Form = z.strictObject(ServiceText);

const NO_WORDS: Localized = { fr: '', en: '' };

export const NEW_SERVICE: ServiceDraft = {
  basis: 0,
  kind: 'script',
  name: NO_WORDS,
  description: NO_WORDS,
  onQuotation: false,
  price: '',
  fields: [],
};

export const newOption = (id: string): OptionDraft => ({ id, value: '', label: NO_WORDS });

export const newField = (id: string): FieldDraft => ({
  id,
  key: '',
  type: 'text',
  label: NO_WORDS,
  help: NO_WORDS,
  required: true,
  options: [newOption(`${id}-a`), newOption(`${id}-b`)],
  preset: '',
  minimum: '',
  maximum: '',
  unit: NO_WORDS,
});

/** A service as its form starts. */
export function draftOf(service: Service): ServiceDraft {
  const { version, kind, name, description, price, form } = service;
  return {
    basis: version,
    kind,
    name,
    description,
    onQuotation: price === null,
    price: price === null ? '' : String(price),
    fields: form.map((field, index) => fieldDraft(field, `f${index}`)),
  };
}

function fieldDraft(field: IntakeField, id: string): FieldDraft {
  const { key, type, label, help = NO_WORDS, required } = field;
  const base = { ...newField(id), key, type, label, help, required };
  switch (field.type) {
    case 'text':
      return { ...base, preset: field.preset ?? '' };
    case 'select':
    case 'multiSelect': {
      const options = field.options.map((option, index): OptionDraft => ({ ...option, id: `${id}-${index}` }));
      const preset = field.type === 'select' ? options.find(({ value }) => value === field.preset)?.id : undefined;
      return { ...base, options, preset: preset ?? '' };
    }
    case 'number': {
      const { minimum, maximum, unit = NO_WORDS } = field;
      return { ...base, minimum: minimum?.toString() ?? '', maximum: maximum?.toString() ?? '', unit };
    }
    case 'longText':
    case 'code':
    case 'checkbox':
      return base;
  }
}

const LONGEST_KEY = 40;

/** « Type de problème » → `typeDeProbleme`; another word when it is taken. `taken` gets it. */
export function keyFrom(label: string, taken: Set<string>): string {
  const words = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '');
  const joined = words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('');
  // A key begins with a letter.
  const start = (/^[a-z]/.test(joined) ? joined : joined === '' ? 'champ' : `n${joined}`).slice(0, LONGEST_KEY);
  let key = start;
  for (let count = 2; taken.has(key); count++) key = `${start.slice(0, LONGEST_KEY - String(count).length)}${count}`;
  taken.add(key);
  return key;
}

/** The keys of all of them, in their order: the stored ones stay, the new ones keep out of their way. */
function keysOf<T>(items: readonly T[], stored: (item: T) => string, label: (item: T) => string): readonly string[] {
  const taken = new Set(items.map(stored).filter((key) => key !== ''));
  return items.map((item) => stored(item) || keyFrom(label(item), taken));
}

export const fieldKeys = (fields: readonly FieldDraft[]): readonly string[] =>
  keysOf(
    fields,
    ({ key }) => key,
    ({ label }) => label.fr,
  );

export const hasWords = ({ fr, en }: Localized): boolean => fr.trim() !== '' || en.trim() !== '';

/** A bound as it is typed; undefined for none, NaN when it is no figure. */
function figure(typed: string): number | undefined {
  const bare = typed
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace('−', '-');
  if (bare === '') return undefined;
  return /^-?\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : Number.NaN;
}

function toField(draft: FieldDraft, key: string): IntakeField {
  const { type, label, help, required, options, preset, unit } = draft;
  const base = { key, label, required, ...(hasWords(help) && { help }) };
  switch (type) {
    case 'text':
      return { ...base, type, ...(preset.trim() !== '' && { preset }) };
    case 'select':
    case 'multiSelect': {
      const values = keysOf(
        options,
        ({ value }) => value,
        (option) => option.label.fr,
      );
      const written = options.map((option, index) => ({ value: values[index] ?? '', label: option.label }));
      if (type === 'multiSelect') return { ...base, type, options: written };
      const chosen = values[options.findIndex(({ id }) => id === preset)];
      return { ...base, type, options: written, ...(chosen !== undefined && { preset: chosen }) };
    }
    case 'number': {
      const minimum = figure(draft.minimum);
      const maximum = figure(draft.maximum);
      return {
        ...base,
        type,
        ...(minimum !== undefined && { minimum }),
        ...(maximum !== undefined && { maximum }),
        ...(hasWords(unit) && { unit }),
      };
    }
    case 'longText':
    case 'code':
    case 'checkbox':
      return { ...base, type };
  }
}

/** The question without bounds that are no figures, so that it can be tried while they are typed. */
export function readable(field: IntakeField): IntakeField {
  if (field.type !== 'number') return field;
  const { minimum, maximum, ...rest } = field;
  return {
    ...rest,
    ...(minimum !== undefined && !Number.isNaN(minimum) && { minimum }),
    ...(maximum !== undefined && !Number.isNaN(maximum) && { maximum }),
  };
}

/** What is saved, as far as it can be read; `symbol` is the currency's. */
export function toWritten(draft: ServiceDraft, symbol: string): Written {
  const { kind, name, description, onQuotation, fields } = draft;
  const amount = readAmount(draft.price, symbol);
  const keys = fieldKeys(fields);
  return {
    kind,
    name,
    description,
    price: onQuotation || !amount.ok ? null : amount.value,
    form: fields.map((field, index) => toField(field, keys[index] ?? '')),
  };
}

/** Everything that the server would refuse, and what could not be read. */
export function checkService(draft: ServiceDraft, symbol: string): FieldIssue[] {
  const written = toWritten(draft, symbol);
  const checked = z.safeParse(Form, written, { reportInput: true });
  const issues = checked.success ? [] : fieldIssues(checked.error.issues);
  const amount = readAmount(draft.price, symbol);
  if (!draft.onQuotation && !amount.ok) issues.push({ path: 'price', ...amount.issue });
  const bounds = written.form.flatMap((field, index): FieldIssue[] => {
    if (field.type !== 'number') return [];
    const { minimum, maximum } = field;
    if (minimum === undefined || maximum === undefined || !(minimum > maximum)) return [];
    return [{ path: `form.${index}.maximum`, code: 'too_small', limit: minimum }];
  });
  // That a form is not sound says nothing that its fields have not said.
  return [...issues.filter(({ path, code }) => path !== 'form' || code !== 'wrong'), ...bounds];
}

/** The item one place further up or down. */
export function moved<T>(items: readonly T[], index: number, direction: 'up' | 'down'): readonly T[] {
  const to = direction === 'up' ? index - 1 : index + 1;
  const item = items[index];
  const other = items[to];
  if (item === undefined || other === undefined) return items;
  return items.map((each, at) => (at === index ? other : at === to ? item : each));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readWords(stored: unknown): Localized | null {
  if (!isRecord(stored) || typeof stored.fr !== 'string' || typeof stored.en !== 'string') return null;
  return { fr: stored.fr, en: stored.en };
}

const readText = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null);

/** A stored draft, when it has the shape of today's. */
export function parseServiceDraft(stored: unknown): ServiceDraft | null {
  if (!isRecord(stored) || !Array.isArray(stored.fields)) return null;
  const { basis, onQuotation, price } = stored;
  const kind = SERVICE_KINDS.find((known) => known === stored.kind);
  const name = readWords(stored.name);
  const description = readWords(stored.description);
  const fields = stored.fields.map(parseField);
  if (kind === undefined || !name || !description || fields.includes(null)) return null;
  if (typeof basis !== 'number' || typeof onQuotation !== 'boolean' || typeof price !== 'string') return null;
  return { basis, kind, name, description, onQuotation, price, fields: fields.filter((field) => field !== null) };
}

function parseField(stored: unknown): FieldDraft | null {
  if (!isRecord(stored) || typeof stored.required !== 'boolean' || !Array.isArray(stored.options)) return null;
  const type = FIELD_TYPES.find((known) => known === stored.type);
  const [label, help, unit] = [stored.label, stored.help, stored.unit].map(readWords);
  const [id, key, preset, minimum, maximum] = [
    stored.id,
    stored.key,
    stored.preset,
    stored.minimum,
    stored.maximum,
  ].map(readText);
  if (type === undefined || !label || !help || !unit) return null;
  if (id == null || key == null || preset == null || minimum == null || maximum == null) return null;
  const options = stored.options.map((option: unknown): OptionDraft | null => {
    if (!isRecord(option)) return null;
    const words = readWords(option.label);
    return words && typeof option.id === 'string' && typeof option.value === 'string'
      ? { id: option.id, value: option.value, label: words }
      : null;
  });
  if (options.includes(null)) return null;
  return {
    id,
    key,
    type,
    label,
    help,
    required: stored.required,
    options: options.filter((option) => option !== null),
    preset,
    minimum,
    maximum,
    unit,
  };
}
