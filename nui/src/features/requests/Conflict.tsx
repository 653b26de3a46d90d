import type { Request } from '../../../../shared/features/requests/model.ts';
import { useT } from '../../i18n/useT.ts';

/** Says that somebody was faster, and where the request stands now. */
export function Conflict({ request }: { readonly request: Request }) {
  const t = useT();
  const status = t(`common.status.${request.status}`);
  return request.assignee
    ? t('requests.action.conflictBy', { status, name: request.assignee.name })
    : t('requests.action.conflict', { status });
}
