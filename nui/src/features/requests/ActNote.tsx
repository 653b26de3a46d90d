import type { AppError } from '../../../../shared/errors.ts';
import type { Request } from '../../../../shared/features/requests/model.ts';
import { errorText } from '../../i18n/errors.ts';
import { Note } from '../../ui/Card.tsx';
import { Conflict } from './Conflict.tsx';

/** Why an act was not done; when somebody was faster, where the request stands now. */
export const ActNote = ({ error, request }: { readonly error: AppError | null; readonly request: Request }) =>
  error && <Note tone="bad">{error.code === 'conflict' ? <Conflict request={request} /> : errorText(error)}</Note>;
