import type { Permission } from './permissions.ts';
import { RELATIONS, type Relation, type Standing, type SubjectKind } from './subjects.ts';

/** Who is asking. The server builds it from the session; the interface receives the same facts with `session.me`. */
export interface Actor {
  /** `null` for a visitor: nobody owns anything without an account. */
  readonly accountId: string | null;
  readonly permissions: ReadonlySet<Permission>;
}

/** A rule is data, so that both sides evaluate it, a matrix can be printed from it, and tests can walk it. */
export type Rule =
  | { readonly has: Permission }
  | { readonly is: Relation }
  | { readonly any: readonly Rule[] }
  | { readonly all: readonly Rule[] };

export const has = (permission: Permission): Rule => ({ has: permission });
export const is = (relation: Relation): Rule => ({ is: relation });
export const any = (...rules: readonly Rule[]): Rule => ({ any: rules });
export const all = (...rules: readonly Rule[]): Rule => ({ all: rules });
export const everyone: Rule = all();

export function permits(rule: Rule, actor: Actor, relations: readonly Relation[] = []): boolean {
  if ('has' in rule) return actor.permissions.has(rule.has);
  if ('is' in rule) return relations.includes(rule.is);
  if ('any' in rule) return rule.any.some((inner) => permits(inner, actor, relations));
  return rule.all.every((inner) => permits(inner, actor, relations));
}

export function permitsOn<K extends SubjectKind>(rule: Rule, actor: Actor, kind: K, subject: Standing[K]): boolean {
  return permits(rule, actor, RELATIONS[kind](actor, subject));
}

/** The first permission that would have helped, so that a refusal can name it. */
export function missingPermission(rule: Rule, actor: Actor): Permission | undefined {
  if ('has' in rule) return actor.permissions.has(rule.has) ? undefined : rule.has;
  if ('is' in rule) return undefined;
  const inner = 'any' in rule ? rule.any : rule.all;
  for (const each of inner) {
    const missing = missingPermission(each, actor);
    if (missing) return missing;
  }
  return undefined;
}
