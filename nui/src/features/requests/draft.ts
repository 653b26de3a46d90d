import type { Answers, IntakeForm, Service } from '../../../../shared/features/services/model.ts';
import { fitting, isList, isText, type Value } from '../../ui/answerValue.ts';

/** The values of a form by the keys of its fields. */
export type Values = Readonly<Record<string, Value>>;

type Localized = { readonly fr: string; readonly en: string };

/** One service wanted, as it is being filled in. */
export interface DraftLine {
  /** Only this draft knows it: the same service may be there twice. */
  readonly key: string;
  readonly serviceId: string;
  /** As it was when the line was added, to name it should the service leave the price list. */
  readonly name: Localized;
  /** Version of the service that the person has seen. */
  readonly version: number;
  readonly values: Values;
}

/** A request that is not sent yet. */
export interface RequestDraft {
  readonly title: string;
  readonly description: string;
  readonly lines: readonly DraftLine[];
  /** Key of the line whose form is shown. */
  readonly selected: string | null;
  /** Id of the command that was sent and not answered: sending again under it never makes a second request. */
  readonly sending: string | null;
}

export const EMPTY_DRAFT: RequestDraft = { title: '', description: '', lines: [], selected: null, sending: null };

export const isEmptyDraft = ({ title, description, lines }: RequestDraft): boolean =>
  title.trim() === '' && description.trim() === '' && lines.length === 0;

/** What a form starts with. */
function presets(form: IntakeForm): Values {
  const values: Record<string, Value> = {};
  for (const field of form) {
    if ((field.type === 'text' || field.type === 'select') && field.preset !== undefined)
      values[field.key] = field.preset;
  }
  return values;
}

/** Adds a line for this service and shows it. */
export function addLine(draft: RequestDraft, service: Service, key: string): RequestDraft {
  const { id: serviceId, name, version, form } = service;
  const line: DraftLine = { key, serviceId, name, version, values: presets(form) };
  return { ...draft, lines: [...draft.lines, line], selected: key };
}

/** Takes a line away; the one that takes its place is shown. */
export function removeLine(draft: RequestDraft, key: string): RequestDraft {
  const at = draft.lines.findIndex((line) => line.key === key);
  if (at < 0) return draft;
  const lines = draft.lines.filter((line) => line.key !== key);
  const next = lines[Math.min(at, lines.length - 1)]?.key ?? null;
  return { ...draft, lines, selected: draft.selected === key ? next : draft.selected };
}

/** Puts a line back where it was. */
export function restoreLine(draft: RequestDraft, line: DraftLine, at: number): RequestDraft {
  if (draft.lines.some(({ key }) => key === line.key)) return draft;
  const lines = [...draft.lines.slice(0, at), line, ...draft.lines.slice(at)];
  return { ...draft, lines, selected: line.key };
}

/** An answer; undefined takes it away. */
export function setValue(draft: RequestDraft, key: string, field: string, value: Value | undefined): RequestDraft {
  const lines = draft.lines.map((line) => {
    if (line.key !== key) return line;
    const { [field]: _, ...others } = line.values;
    return { ...line, values: value === undefined ? others : { ...others, [field]: value } };
  });
  return { ...draft, lines };
}

/** The person has seen the service as it is now. */
export function acknowledge(draft: RequestDraft, key: string, { version, name }: Service): RequestDraft {
  return { ...draft, lines: draft.lines.map((line) => (line.key === key ? { ...line, version, name } : line)) };
}

/** What is sent for a form: empty fields are absent, an unticked box says so only when somebody touched it. */
export function toAnswers(form: IntakeForm, values: Values): Answers {
  const answers: Answers = {};
  for (const field of form) {
    const value = fitting(field, values[field.key]);
    if (value === undefined || (isText(value) && value.trim() === '')) continue;
    if (isList(value)) {
      if (value.length > 0) answers[field.key] = [...value];
    } else {
      answers[field.key] = value;
    }
  }
  return answers;
}

/** Texts that the form has no place for any more: they are shown, so that nothing typed is lost. */
export function orphans(form: IntakeForm, values: Values): readonly (readonly [key: string, text: string])[] {
  const fields = new Map(form.map((field) => [field.key, field]));
  return Object.entries(values).flatMap(([key, value]) => {
    const field = fields.get(key);
    if (!isText(value) || value.trim() === '') return [];
    return field && fitting(field, value) !== undefined ? [] : [[key, value] as const];
  });
}

/** What tells two lines of one service apart: the first short text that was typed. */
export function excerpt(form: IntakeForm, values: Values): string {
  for (const types of [['text'], ['longText']]) {
    for (const field of form) {
      const value = values[field.key];
      if (!types.includes(field.type) || !isText(value)) continue;
      const line = value.trim().split('\n', 1)[0]?.trim() ?? '';
      if (line !== '') return line.slice(0, 120);
    }
  }
  return '';
}

export interface Total {
  /** Of the lines with a listed price. */
  readonly listed: number;
  /** Lines whose price is still to be named. */
  readonly onQuotation: number;
}

export function totalOf(prices: readonly (number | null)[]): Total {
  let listed = 0;
  let onQuotation = 0;
  for (const price of prices) {
    if (price === null) onQuotation += 1;
    else listed += price;
  }
  return { listed, onQuotation };
}

/** A stored draft, when it has the shape of today's. */
export function parseDraft(stored: unknown): RequestDraft | null {
  if (!isRecord(stored)) return null;
  const { title, description, lines, selected, sending } = stored;
  if (typeof title !== 'string' || typeof description !== 'string' || !Array.isArray(lines)) return null;
  const read = lines.map(parseLine);
  if (read.includes(null)) return null;
  return {
    title,
    description,
    lines: read.filter((line) => line !== null),
    selected: typeof selected === 'string' ? selected : null,
    sending: typeof sending === 'string' ? sending : null,
  };
}

function parseLine(stored: unknown): DraftLine | null {
  if (!isRecord(stored)) return null;
  const { key, serviceId, name, version, values } = stored;
  if (typeof key !== 'string' || typeof serviceId !== 'string' || typeof version !== 'number') return null;
  if (!isRecord(name) || typeof name.fr !== 'string' || typeof name.en !== 'string' || !isRecord(values)) return null;
  const kept: Record<string, Value> = {};
  for (const [field, value] of Object.entries(values)) if (isValue(value)) kept[field] = value;
  return { key, serviceId, name: { fr: name.fr, en: name.en }, version, values: kept };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isValue(value: unknown): value is Value {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string');
  return ['string', 'number', 'boolean'].includes(typeof value);
}
