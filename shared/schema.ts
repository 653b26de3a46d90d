import * as z from 'zod/mini';
import type { FieldCode, FieldIssue } from './errors.ts';
import { ID_PATTERN } from './ids.ts';

// The game's browser and a server with a strict policy both refuse code made at run time.
z.config({ jitless: true });

export const Id = z.string().check(z.regex(ID_PATTERN));
/** Epoch milliseconds, from the server's clock. */
export const Time = z.int().check(z.minimum(0));
/** Whole units of the configured currency. */
export const Money = z.int().check(z.minimum(0), z.maximum(1_000_000_000));
export const Version = z.int().check(z.minimum(0));
export const Locale = z.enum(['fr', 'en']);
export type Locale = z.infer<typeof Locale>;

/** Same text in each language. */
export const Localized = <T extends z.ZodMiniType>(text: T) => z.strictObject({ fr: text, en: text });

/**
 * Text that must hold something else than blanks. It is kept as it was typed; only halves of surrogate pairs,
 * which no database can store, become U+FFFD.
 */
export const Text = (max: number) =>
  z.string().check(
    z.overwrite(wellFormed),
    z.refine((text) => /\S/u.test(text), { error: 'required' }),
    z.maxLength(max),
  );

export const OptionalText = (max: number) => z.string().check(z.overwrite(wellFormed), z.maxLength(max));

/** One line of text: a name, a title. Outer blanks go, line breaks are refused. */
export const Line = (max: number) =>
  z.string().check(
    z.overwrite((text) => wellFormed(text).trim()),
    z.refine((text) => text.length > 0, { error: 'required' }),
    z.maxLength(max),
    z.refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), { error: 'wrong' }),
  );

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd');
}

const OWN_CODES: ReadonlySet<string> = new Set<FieldCode>([
  'required',
  'email',
  'phone',
  'name',
  'choice',
  'whole_number',
  'unknown_field',
  'wrong',
]);

/** Translates what zod found into codes that the interface has a text for. */
export function fieldIssues(issues: readonly z.core.$ZodIssue[]): FieldIssue[] {
  return issues.flatMap((issue): FieldIssue[] => {
    const path = issue.path.map(String).join('.');
    switch (issue.code) {
      case 'custom':
        return [{ path, code: ownCode(issue.message) }];
      case 'too_big':
        return [{ path, code: bound(issue.origin, 'too_long', 'too_many', 'too_big'), limit: Number(issue.maximum) }];
      case 'too_small':
        return [{ path, code: bound(issue.origin, 'too_short', 'too_few', 'too_small'), limit: Number(issue.minimum) }];
      case 'invalid_format':
        return [{ path, code: issue.format === 'email' ? 'email' : ownCode(issue.message) }];
      case 'invalid_value':
        return [{ path, code: issue.input === undefined ? 'required' : 'choice' }];
      case 'unrecognized_keys':
        return issue.keys.map(
          (key): FieldIssue => ({ path: path === '' ? key : `${path}.${key}`, code: 'unknown_field' }),
        );
      case 'invalid_type':
        return [
          { path, code: issue.input === undefined ? 'required' : issue.expected === 'int' ? 'whole_number' : 'wrong' },
        ];
      default:
        return [{ path, code: 'wrong' }];
    }
  });
}

function bound(origin: string, text: FieldCode, list: FieldCode, number: FieldCode): FieldCode {
  if (origin === 'string') return text;
  return origin === 'array' ? list : number;
}

function ownCode(message: string): FieldCode {
  return OWN_CODES.has(message) ? (message as FieldCode) : 'wrong';
}
