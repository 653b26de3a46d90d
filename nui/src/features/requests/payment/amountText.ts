import type { FieldIssue } from '../../../../../shared/errors.ts';
import { fieldText } from '../../../i18n/errors.ts';
import { t } from '../../../i18n/i18n.ts';

/** The repair of an amount of money: its bounds are told in the studio's currency. */
export function amountText(
  { code, limit }: Pick<FieldIssue, 'code' | 'limit'>,
  money: (value: number | null) => string,
): string {
  if (code === 'too_big' && limit !== undefined) return t('requests.payment.tooMuch', { amount: money(limit) });
  if (code === 'too_small' && limit !== undefined) return t('requests.payment.tooLittle', { amount: money(limit) });
  return fieldText(limit === undefined ? { code } : { code, limit });
}
