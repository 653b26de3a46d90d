import type { Permission } from '../../../shared/access/permissions.ts';
import type { AppError, ErrorDetails, FieldIssue } from '../../../shared/errors.ts';
import type { TextKey } from '../../../shared/i18n/index.ts';
import type { Locale } from '../../../shared/schema.ts';
import { currencyStore } from './currency.ts';
import { formatMoney, formatNumber } from './format.ts';
import { i18nStore, t } from './i18n.ts';

/** What happened and what to do, in the current language. */
export function errorText(error: AppError): string {
  const { code, details } = error;
  switch (code) {
    case 'rate_limited':
      return t('errors.code.rate_limited', { count: seconds(details) });
    case 'too_many_open':
      return t('errors.code.too_many_open', { count: details.limit ?? 0 });
    case 'forbidden': {
      if (!isRight(details.missing)) return t('errors.code.forbidden');
      return t('errors.forbiddenNamed', { right: t(RIGHTS[details.missing]) });
    }
    case 'over_due':
    case 'over_paid':
    case 'insufficient_funds': {
      const amount = formatMoney(details.limit ?? 0, currencyStore.getState(), i18nStore.getState().locale);
      return t(`errors.code.${code}`, { amount });
    }
    default:
      return t(`errors.code.${code}`, { limit: details.limit ?? 0 });
  }
}

export function errorTitle(error: AppError): string {
  return t(`errors.title.${error.code}`);
}

/** The repair of one field. */
export function fieldText(issue: Pick<FieldIssue, 'code' | 'limit'>): string {
  const limit = issue.limit ?? 0;
  const locale: Locale = i18nStore.getState().locale;
  return t(`errors.field.${issue.code}`, { count: limit, limit: formatNumber(limit, locale) });
}

/** The text for each path that is wrong; the first issue of a path counts. */
export function fieldTexts(issues: readonly FieldIssue[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const issue of issues) if (!texts.has(issue.path)) texts.set(issue.path, fieldText(issue));
  return texts;
}

const seconds = (details: ErrorDetails): number => Math.max(1, Math.ceil((details.retryMs ?? 1_000) / 1_000));

/** A permission without a text does not compile. */
const RIGHTS: { readonly [P in Permission]: TextKey } = {
  'request.submit': 'errors.missing.request_submit',
  'request.read': 'errors.missing.request_read',
  'request.work': 'errors.missing.request_work',
  'request.workOwn': 'errors.missing.request_workOwn',
  'service.manage': 'errors.missing.service_manage',
  'payment.record': 'errors.missing.payment_record',
  'payment.refund': 'errors.missing.payment_refund',
  'price.reopen': 'errors.missing.price_reopen',
  'comment.hide': 'errors.missing.comment_hide',
};

const isRight = (name: string | undefined): name is Permission => name !== undefined && name in RIGHTS;
