import { CircleCheckBig, CornerDownRight, Hourglass } from 'lucide-react';
import type { Request } from '../../../../shared/features/requests/model.ts';
import { turnOf } from '../../../../shared/features/requests/workflow.ts';
import { useT } from '../../i18n/useT.ts';
import { Note } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { lastHold } from './history.ts';
import styles from './RequestPage.module.css';

/** Whose turn it is, and what that means for the reader. Yellow only when it is theirs. */
export function TurnNote({ request, staff }: { readonly request: Request; readonly staff: boolean }) {
  const t = useT();
  const { status, assignee, history } = request;
  const turn = turnOf(status);
  const hold = status === 'on_hold' ? lastHold(history) : undefined;
  const reason = hold?.note?.trim() ?? '';
  const quote = reason !== '' && (
    <p className={styles.reason} dir="auto">
      {t('requests.happened.quote', { text: reason })}
    </p>
  );
  if (!staff && turn === 'client') {
    return (
      <Note tone="turn">
        <b>
          {hold && reason !== ''
            ? t('requests.page.turn.on_holdReason', { name: hold.actor.name })
            : t(`requests.page.turn.${status}`)}
        </b>
        {quote}
      </Note>
    );
  }
  if (staff) {
    return (
      <div className={cx(styles.turn, turn === 'studio' && styles.turnOurs)}>
        <Icon of={turn === 'studio' ? CornerDownRight : turn === 'client' ? Hourglass : CircleCheckBig} />
        <div>
          <span>{t(`requests.page.studioTurn.${status}`)}</span>
          {quote}
        </div>
      </div>
    );
  }
  const unnamed = status === 'negotiating' && !assignee;
  return (
    <p className={styles.turn}>
      <Icon of={turn === 'studio' ? Hourglass : CircleCheckBig} />
      <span>
        {unnamed
          ? t('requests.page.turn.negotiatingNobody')
          : t(`requests.page.turn.${status}`, { name: assignee?.name ?? '' })}
      </span>
    </p>
  );
}
