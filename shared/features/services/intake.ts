import * as z from 'zod/mini';
import { Line, OptionalText, Text } from '../../schema.ts';
import { ANSWER_LIMITS, type Answers, type IntakeField, type IntakeForm } from './model.ts';

/** The schema of the answers to a form: the same on both sides, built from the form that the service holds. */
export function intakeSchema(form: IntakeForm): z.ZodMiniType<Answers> {
  const shape: Record<string, z.ZodMiniType> = {};
  for (const field of form) shape[field.key] = answerSchema(field);
  // Every member is one of the types of `Answers`; zod cannot follow a shape that is built in a loop.
  return z.strictObject(shape) as unknown as z.ZodMiniType<Answers>;
}

function answerSchema(field: IntakeField): z.ZodMiniType {
  switch (field.type) {
    case 'text':
      return field.required ? Line(ANSWER_LIMITS.text) : z.optional(OptionalText(ANSWER_LIMITS.text));
    case 'longText':
    case 'code':
      return field.required ? Text(ANSWER_LIMITS[field.type]) : z.optional(OptionalText(ANSWER_LIMITS[field.type]));
    case 'select': {
      const choice = z.enum(field.options.map((option) => option.value));
      return field.required ? choice : z.optional(choice);
    }
    case 'multiSelect': {
      const values = field.options.map((option) => option.value);
      const choices = z.array(z.enum(values)).check(
        z.maxLength(values.length),
        z.refine((chosen) => new Set(chosen).size === chosen.length, { error: 'choice' }),
      );
      return field.required
        ? choices.check(z.refine((chosen) => chosen.length > 0, { error: 'required' }))
        : z.optional(choices);
    }
    case 'number': {
      const figure = z.number().check(z.minimum(field.minimum ?? -1e9), z.maximum(field.maximum ?? 1e9));
      return field.required ? figure : z.optional(figure);
    }
    case 'checkbox':
      return field.required
        ? z.boolean().check(z.refine((ticked) => ticked, { error: 'required' }))
        : z.optional(z.boolean());
  }
}

/** What a form shows before anything was typed. */
export function presetAnswers(form: IntakeForm): Answers {
  const answers: Answers = {};
  for (const field of form) {
    if ((field.type === 'text' || field.type === 'select') && field.preset !== undefined)
      answers[field.key] = field.preset;
  }
  return answers;
}
