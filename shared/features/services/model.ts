import * as z from 'zod/mini';
import { Id, Line, Localized, Money, OptionalText, Text, Version } from '../../schema.ts';

export const SERVICE_KINDS = ['environment', 'script', 'debugging', 'other'] as const;
export const ServiceKind = z.enum(SERVICE_KINDS);
export type ServiceKind = z.infer<typeof ServiceKind>;

export const FIELD_TYPES = ['text', 'longText', 'code', 'select', 'multiSelect', 'number', 'checkbox'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Longest answer per type of field, in UTF-16 code units. */
export const ANSWER_LIMITS = { text: 200, longText: 4_000, code: 10_000 } as const;
export const MAX_FIELDS = 30;
const MAX_OPTIONS = 40;

const Key = z.string().check(z.regex(/^[a-z][a-zA-Z0-9]{0,39}$/));
const Option = z.strictObject({ value: Key, label: Localized(Line(80)) });
const shared = {
  key: Key,
  label: Localized(Line(120)),
  help: z.optional(Localized(OptionalText(400))),
  required: z.boolean(),
};
const options = z.array(Option).check(z.minLength(1), z.maxLength(MAX_OPTIONS));

/** One question of an intake form. `preset` is what the form starts with. */
export const IntakeField = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), ...shared, preset: z.optional(OptionalText(ANSWER_LIMITS.text)) }),
  z.strictObject({ type: z.literal('longText'), ...shared }),
  z.strictObject({ type: z.literal('code'), ...shared }),
  z.strictObject({ type: z.literal('select'), ...shared, options, preset: z.optional(Key) }),
  z.strictObject({ type: z.literal('multiSelect'), ...shared, options }),
  z.strictObject({
    type: z.literal('number'),
    ...shared,
    minimum: z.optional(z.number()),
    maximum: z.optional(z.number()),
    unit: z.optional(Localized(Line(20))),
  }),
  z.strictObject({ type: z.literal('checkbox'), ...shared }),
]);
export type IntakeField = z.infer<typeof IntakeField>;

export const IntakeForm = z.array(IntakeField).check(
  z.maxLength(MAX_FIELDS),
  z.refine((fields) => unique(fields.map(({ key }) => key)), { error: 'wrong' }),
  z.refine((fields) => fields.every(isSound), { error: 'wrong' }),
);
export type IntakeForm = z.infer<typeof IntakeForm>;

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** What the shape alone cannot say: choices differ, a preset is one of them, bounds leave something between. */
function isSound(field: IntakeField): boolean {
  if (field.type === 'select' || field.type === 'multiSelect') {
    const values = field.options.map(({ value }) => value);
    const preset = field.type === 'select' ? field.preset : undefined;
    return unique(values) && (preset === undefined || values.includes(preset));
  }
  return field.type !== 'number' || (field.minimum ?? -Infinity) <= (field.maximum ?? Infinity);
}

/** What a client answered: by the key of the field. A field left empty is absent. */
export const Answers = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
export type Answers = z.infer<typeof Answers>;

/** What the studio writes when it makes or edits a service. */
export const ServiceText = {
  kind: ServiceKind,
  name: Localized(Line(120)),
  description: Localized(OptionalText(600)),
  price: z.nullable(Money),
  form: IntakeForm,
};

/** One row of the price list. `price` null means: on quotation. */
export const Service = z.object({
  id: Id,
  code: z.string(),
  kind: ServiceKind,
  name: Localized(Text(120)),
  description: Localized(OptionalText(600)),
  price: z.nullable(Money),
  form: IntakeForm,
  active: z.boolean(),
  position: z.int(),
  version: Version,
});
export type Service = z.infer<typeof Service>;

/** A service as the server decides about it. */
export type StoredService = Service & {
  /** Last link of the chain of events, 64 hexadecimal digits. */
  readonly head: string;
};
