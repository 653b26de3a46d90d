import { CircleCheckBig, Hourglass } from 'lucide-react';
import type { Request } from '../../../../shared/features/requests/model.ts';
import { turnOf } from '../../../../shared/features/requests/workflow.ts';
import { useT } from '../../i18n/useT.ts';
import { Note } from '../../ui/Card.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { lastHold } from './history.ts';
import styles from './RequestPage.module.css';

/** For the client: whose turn it is, and what that means. Yellow only when it is theirs. */
export function ClientTurn({ request }: { readonly request: Request }) {
  const t = useT();
  const { status, assignee, history } = request;
  const turn = turnOf(status);
  if (turn === 'client') {
    const hold = status === 'on_hold' ? lastHold(history) : undefined;
    const reason = hold?.note?.trim() ?? '';
    return (
      <Note tone="turn">
        <b>
          {hold && reason !== ''
            ? t('requests.page.turn.on_holdReason', { name: hold.actor.name })
            : t(`requests.page.turn.${status}`)}
        </b>
        {reason !== '' && (
          <p className={styles.reason} dir="auto">
            {t('requests.happened.quote', { text: reason })}
          </p>
        )}
      </Note>
    );
  }
  const sentence =
    status === 'negotiating' && !assignee
      ? t('requests.page.turn.negotiatingNobody')
      : t(`requests.page.turn.${status}`, { name: assignee?.name ?? '' });
  return (
    <p className={styles.turn}>
      <Icon of={turn === 'studio' ? Hourglass : CircleCheckBig} />
      <span>{sentence}</span>
    </p>
  );
}
