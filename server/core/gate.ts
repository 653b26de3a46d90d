import * as z from 'zod/mini';
import { missingPermission, permits, permitsOn } from '../../shared/access/rules.ts';
import { type SubjectKind, type Subjects, VISIBLE } from '../../shared/access/subjects.ts';
import type { Definition } from '../../shared/contract/define.ts';
import { AppError } from '../../shared/errors.ts';
import { fieldIssues } from '../../shared/schema.ts';
import type { Session } from './sessions.ts';

export type SubjectLoaders = { readonly [K in SubjectKind]: (id: string) => Promise<Subjects[K] | null> };

export interface Admitted {
  readonly input: unknown;
  readonly subject: Subjects[SubjectKind] | undefined;
}

const MAX_ISSUES = 20;

/**
 * The one place where a player's input is checked and a player's right is decided.
 * Throws `invalid_input`, `forbidden`, or `not_found` (also for what may not be seen).
 */
export async function admit(
  definition: Definition,
  actor: Session,
  rawInput: unknown,
  loaders: SubjectLoaders,
): Promise<Admitted> {
  const kind = definition.on;
  // Without a subject the right is decided first: whoever may not call learns nothing about the input.
  if (!kind && !permits(definition.allow, actor)) throw refusal(definition, actor);

  const parsed = z.safeParse(definition.input, rawInput, { reportInput: true });
  if (!parsed.success) {
    throw new AppError('invalid_input', { fields: fieldIssues(parsed.error.issues).slice(0, MAX_ISSUES) });
  }
  if (!kind) return { input: parsed.data, subject: undefined };

  const id = (parsed.data as Record<`${SubjectKind}Id`, string>)[`${kind}Id`];
  const subject = await loaders[kind](id);
  if (!subject || !permitsOn(VISIBLE[kind], actor, kind, subject)) throw new AppError('not_found');
  if (!permitsOn(definition.allow, actor, kind, subject)) throw refusal(definition, actor);
  return { input: parsed.data, subject };
}

function refusal(definition: Definition, actor: Session): AppError {
  const missing = missingPermission(definition.allow, actor);
  return new AppError('forbidden', missing ? { missing } : {});
}
