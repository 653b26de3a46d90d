import type { AppError, ErrorDetails, FieldIssue } from '../../../shared/errors.ts';
import type { Locale } from '../../../shared/schema.ts';
import { formatNumber } from './format.ts';
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
      const right = rightText(details.missing);
      return right === null ? t('errors.code.forbidden') : t('errors.forbiddenNamed', { right });
    }
    default:
      return t(`errors.code.${code}`);
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

function rightText(permission: string | undefined): string | null {
  switch (permission) {
    case 'request.submit':
      return t('errors.missing.request_submit');
    case 'request.read':
      return t('errors.missing.request_read');
    case 'request.work':
      return t('errors.missing.request_work');
    default:
      return null;
  }
}
