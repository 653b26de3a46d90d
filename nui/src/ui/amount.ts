import type { FieldIssue } from '../../../shared/errors.ts';

export const MOST = 1_000_000_000;

const SPACES = /[\s\u00a0\u202f]/g;
const GROUPED = /^\d{1,3}(?:[.,’']\d{3})+$/;

export type Amount =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly issue: Pick<FieldIssue, 'code' | 'limit'> };

/** An amount as people type it: « 41 000 », « 41.000 $ », « $41,000 ». Nothing is rounded and nothing is guessed. */
export function readAmount(
  text: string,
  symbol: string,
  bounds: { readonly least?: number; readonly most?: number } = {},
): Amount {
  const { least = 0, most = MOST } = bounds;
  const bare = text.replace(SPACES, '').split(symbol).join('');
  const no = (code: FieldIssue['code'], limit?: number): Amount => ({
    ok: false,
    issue: limit === undefined ? { code } : { code, limit },
  });
  if (bare === '') return no('required');
  const figure = GROUPED.test(bare) ? bare.replace(/[.,’']/g, '') : bare;
  if (/^[-−]\d+$/.test(figure)) return no('too_small', least);
  if (/^\d+[.,]\d+$/.test(figure)) return no('whole_number');
  if (!/^\d+$/.test(figure)) return no('wrong');
  const value = Number(figure);
  if (value > most) return no('too_big', most);
  if (value < least) return no('too_small', least);
  return { ok: true, value };
}
