import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, FIELD_CODES } from '../../../shared/errors.ts';
import { errors } from '../../../shared/i18n/fr/errors.ts';
import type { Tree } from '../../../shared/i18n/types.ts';

const PLURALS = /_(one|many|other)$/;

const folder = new URL('../../../shared/i18n/', import.meta.url);
const names = readdirSync(new URL('fr/', folder))
  .filter((file) => file.endsWith('.ts') && file !== 'initial.ts')
  .map((file) => file.replace('.ts', ''));

function leaves(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  );
}

async function texts(language: 'fr' | 'en', name: string): Promise<Map<string, string>> {
  const module: Readonly<Record<string, Tree>> = await import(new URL(`${language}/${name}.ts`, folder).href);
  const tree = module[name];
  if (!tree) throw new Error(`${language}/${name}.ts does not export ${name}`);
  return new Map(leaves(tree));
}

const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)/g)].map(([, hole]) => hole ?? '').sort();

describe.each(names)('the texts of %s', (name) => {
  it('exist in both languages, with the plural forms of each', async () => {
    const french = await texts('fr', name);
    const english = await texts('en', name);
    const bare = (keys: Iterable<string>) => [...new Set([...keys].map((key) => key.replace(PLURALS, '')))].sort();
    expect(bare(english.keys())).toEqual(bare(french.keys()));
    const forms = (all: Map<string, string>, key: string) =>
      ['one', 'many', 'other'].filter((form) => all.has(`${key}_${form}`));
    for (const key of french.keys()) {
      if (!PLURALS.test(key)) continue;
      const plain = key.replace(PLURALS, '');
      expect({ key: plain, fr: forms(french, plain), en: forms(english, plain) }).toEqual({
        key: plain,
        fr: ['one', 'many', 'other'],
        en: ['one', 'other'],
      });
    }
  });

  it('have the same holes in both languages, and none is empty', async () => {
    const french = await texts('fr', name);
    const english = await texts('en', name);
    for (const [key, text] of english) {
      const reference = french.get(key);
      expect(text.trim(), `en ${name}.${key}`).not.toBe('');
      if (reference !== undefined && !PLURALS.test(key)) {
        expect({ key, holes: holes(text) }).toEqual({ key, holes: holes(reference) });
      }
    }
    for (const [key, text] of french) expect(text.trim(), `fr ${name}.${key}`).not.toBe('');
  });

  it('use real apostrophes and no straight quotes', async () => {
    for (const language of ['fr', 'en'] as const) {
      for (const [key, text] of await texts(language, name)) {
        expect(text, `${language} ${name}.${key}`).not.toMatch(/\p{L}'\p{L}|"/u);
      }
    }
  });
});

it('every error and every wrong field has a text', () => {
  const has = (tree: Tree, code: string) => code in tree || `${code}_other` in tree;
  expect(ERROR_CODES.filter((code) => !has(errors.code, code) || !has(errors.title, code))).toEqual([]);
  expect(FIELD_CODES.filter((code) => !has(errors.field, code))).toEqual([]);
});
