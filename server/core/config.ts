import * as z from 'zod/mini';

const Group = z.string().check(z.regex(/^[a-z0-9_]{1,50}$/));

const Key = z.string().check(z.maxLength(30));

/** `config.json`, completed: every key has a default, and a key that does not exist is an error. */
const Config = z.strictObject({
  studio: z._default(
    z.strictObject({ name: z._default(z.string().check(z.minLength(1), z.maxLength(40)), 'Atelier') }),
    {
      name: 'Atelier',
    },
  ),
  currency: z._default(
    z.strictObject({
      code: z.string().check(z.regex(/^(game|[A-Z]{3})$/)),
      symbol: z._default(z.string().check(z.minLength(1), z.maxLength(6)), '$'),
    }),
    { code: 'game', symbol: '$' },
  ),
  roles: z._default(
    z.strictObject({
      superadmin: z._default(z.array(Group), ['atelier_superadmin', 'admin', 'owner', 'superadmin']),
      manager: z._default(z.array(Group), ['gestionnaire']),
    }),
    { superadmin: ['atelier_superadmin', 'admin', 'owner', 'superadmin'], manager: ['gestionnaire'] },
  ),
  requests: z._default(
    z.strictObject({
      maxOpenPerClient: z._default(z.int().check(z.minimum(1), z.maximum(100)), 5),
      offerValidDays: z._default(z.int().check(z.minimum(0), z.maximum(365)), 7),
    }),
    { maxOpenPerClient: 5, offerValidDays: 7 },
  ),
  results: z._default(
    z.strictObject({ answerWithinDays: z._default(z.int().check(z.minimum(0), z.maximum(365)), 14) }),
    { answerWithinDays: 14 },
  ),
  client: z._default(
    z.strictObject({
      command: z._default(z.string().check(z.regex(/^[a-z0-9_-]{1,30}$/)), 'atelier'),
      key: z._default(Key, ''),
      prop: z._default(z.boolean(), true),
    }),
    { command: 'atelier', key: '', prop: true },
  ),
});
export type Config = z.output<typeof Config>;

/** The configuration, or what is wrong with it: one line per key, each with the repair. */
export function parseConfig(text: string | null): { config: Config } | { problems: readonly string[] } {
  let raw: unknown;
  try {
    raw = JSON.parse(text ?? '{}');
  } catch (error) {
    return {
      problems: [`config.json is not valid JSON (${(error as Error).message}): look for a missing comma or quote.`],
    };
  }
  const parsed = z.safeParse(Config, raw);
  if (parsed.success) return { config: parsed.data };
  return { problems: parsed.error.issues.map(problem) };
}

function problem(issue: z.core.$ZodIssue): string {
  const key = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return `config.json: ${[...(key ? [key] : []), issue.keys.join(', ')].join('.')} is not a setting: remove it, or correct its name.`;
    case 'invalid_type':
      return `config.json: ${key || 'the file'} must be ${article(issue.expected)}.`;
    case 'invalid_format':
      return `config.json: ${key} is not written as it must be (allowed: ${'pattern' in issue ? issue.pattern : issue.format}).`;
    case 'too_small':
      return `config.json: ${key} is too small or too short (at least ${issue.minimum}).`;
    case 'too_big':
      return `config.json: ${key} is too big or too long (at most ${issue.maximum}).`;
    default:
      return `config.json: ${key} is wrong.`;
  }
}

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
