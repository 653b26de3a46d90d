import type { Tree } from '../../shared/i18n/types.ts';

/** What is wrong with a server owner's file of wordings: one line per fault, each with the repair. */
export function overrideProblems(file: string, text: string | null, texts: Tree): readonly string[] {
  if (text === null) return [];
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return [`${file} is not valid JSON (${(error as Error).message}): its wordings are not used.`];
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return [`${file} must be an object of "namespace.key": "text".`];
  }
  const known = new Set(keysOf(texts));
  return Object.entries(raw).flatMap(([key, value]) => {
    if (!known.has(key)) return [`${file}: "${key}" is not a text of Atelier: remove it, or correct its name.`];
    return typeof value === 'string' ? [] : [`${file}: "${key}" must be a text between quotes.`];
  });
}

function keysOf(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}
