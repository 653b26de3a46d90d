import * as z from 'zod/mini';
import type { FieldIssue } from '../../../../shared/errors.ts';
import { NewRequest } from '../../../../shared/features/requests/model.ts';
import { intakeSchema } from '../../../../shared/features/services/intake.ts';
import type { IntakeForm, Service } from '../../../../shared/features/services/model.ts';
import { fieldIssues } from '../../../../shared/schema.ts';
import { type RequestDraft, toAnswers, type Values } from './draft.ts';

export type Services = ReadonlyMap<string, Service>;

/** The path of a line's field, as the contract and the fields on screen name it. */
export const answerPath = (index: number, field: string): string => `lines.${index}.answers.${field}`;

/** An issue inside a list of choices belongs to its field. */
const atField = (issue: FieldIssue): FieldIssue => ({ ...issue, path: issue.path.split('.', 4).join('.') });

/** What is sent; lines whose service is gone carry no answers and are refused by `checkDraft`. */
export function toRequest({ title, description, lines }: RequestDraft, services: Services): NewRequest {
  return {
    title,
    description,
    lines: lines.map(({ serviceId, values }) => ({
      serviceId,
      answers: toAnswers(services.get(serviceId)?.form ?? [], values),
    })),
  };
}

/** Everything that the server would refuse, in the order of the screen. */
export function checkDraft(draft: RequestDraft, services: Services): FieldIssue[] {
  const whole = z.safeParse(NewRequest, toRequest(draft, services), { reportInput: true });
  const lines = draft.lines.flatMap(({ serviceId, values }, index): FieldIssue[] => {
    const service = services.get(serviceId);
    if (!service) return [{ path: `lines.${index}.serviceId`, code: 'choice' }];
    return checkAnswers(service.form, values).map((issue) => ({ ...issue, path: answerPath(index, issue.path) }));
  });
  return [...(whole.success ? [] : fieldIssues(whole.error.issues)), ...lines].map(atField);
}

/** A form is checked at every key that is pressed; its schema is made once. */
const schemas = new WeakMap<IntakeForm, ReturnType<typeof intakeSchema>>();

function schemaOf(form: IntakeForm): ReturnType<typeof intakeSchema> {
  const known = schemas.get(form);
  if (known) return known;
  const schema = intakeSchema(form);
  schemas.set(form, schema);
  return schema;
}

/** Wrong answers by the key of their field. */
export function checkAnswers(form: IntakeForm, values: Values): FieldIssue[] {
  const checked = z.safeParse(schemaOf(form), toAnswers(form, values), { reportInput: true });
  return checked.success ? [] : fieldIssues(checked.error.issues);
}

/** The line that an issue is about; null for the request's own fields. */
export function lineOf({ path }: FieldIssue): number | null {
  const [list, index] = path.split('.', 2);
  return list === 'lines' && index !== undefined ? Number(index) : null;
}
