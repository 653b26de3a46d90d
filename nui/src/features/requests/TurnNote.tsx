import { CornerDownRight, Hourglass } from 'lucide-react';
import type { Request } from '../../../../shared/features/requests/model.ts';
import { type RequestStatus, turnOf } from '../../../../shared/features/requests/workflow.ts';
import { useT } from '../../i18n/useT.ts';
import { Note } from '../../ui/Card.tsx';
import { STATUS_LOOKS } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useNow } from '../../ui/Time.tsx';
import type { Desk } from './desk.ts';
import { lastHold } from './history.ts';
import { sumsOf } from './payment/sums.ts';
import { priceTurn } from './prices/standing.ts';
import styles from './RequestPage.module.css';

type Place = RequestStatus | 'negotiatingTheirs' | 'negotiatingYours' | 'agreedPaid';

/** Where the request stands, as finely as the page knows: by its open offers, and by what was paid. */
export function standOf({ request, side }: Pick<Desk, 'request' | 'side'>, now: number): Place {
  if (request.status === 'agreed' && sumsOf(request).due === 0) return 'agreedPaid';
  if (request.status !== 'negotiating') return request.status;
  const turn = priceTurn(request, side, now);
  if (turn === 'yours') return 'negotiatingYours';
  return turn === 'theirs' ? 'negotiatingTheirs' : 'negotiating';
}

function turnIn(place: Place, status: RequestStatus, side: Desk['side']): 'studio' | 'client' | 'nobody' {
  if (place === 'agreedPaid') return 'studio';
  const other = side === 'client' ? 'studio' : 'client';
  if (place === 'negotiatingYours') return side;
  return place === 'negotiatingTheirs' ? other : turnOf(status);
}

/** Whose turn it is, and what that means for the reader. Yellow only when it is theirs. */
export function TurnNote({ desk }: { readonly desk: Desk }) {
  const t = useT();
  const now = useNow();
  const { request, staff, side } = desk;
  const { status, assignee } = request;
  const place = standOf(desk, now);
  const turn = turnIn(place, status, side);
  // The line that waits for an answer says so itself.
  if (place === 'negotiatingYours' && desk.actions.has('acceptOffer')) return null;
  if (staff) {
    return (
      <div className={cx(styles.turn, turn === 'studio' && styles.turnOurs)}>
        <Icon of={turn === 'studio' ? CornerDownRight : turn === 'client' ? Hourglass : STATUS_LOOKS[status].icon} />
        <div>
          <span>{t(`requests.page.studioTurn.${place}`)}</span>
          <HoldReason request={request} />
        </div>
      </div>
    );
  }
  if (turn === 'client') {
    const hold = status === 'on_hold' ? lastHold(request.history) : undefined;
    return (
      <Note tone="turn">
        <b>
          {hold?.note?.trim()
            ? t('requests.page.turn.on_holdReason', { name: hold.actor.name })
            : t(`requests.page.turn.${place}`)}
        </b>
        <HoldReason request={request} />
      </Note>
    );
  }
  return (
    <p className={styles.turn}>
      <Icon of={turn === 'studio' ? Hourglass : STATUS_LOOKS[status].icon} />
      <span>
        {place === 'negotiating' && !assignee
          ? t('requests.page.turn.negotiatingNobody')
          : t(`requests.page.turn.${place}`, { name: assignee?.name ?? '' })}
      </span>
    </p>
  );
}

/** What the studio waits for, in its words. */
function HoldReason({ request: { status, history } }: { readonly request: Request }) {
  const t = useT();
  const reason = status === 'on_hold' ? (lastHold(history)?.note?.trim() ?? '') : '';
  if (reason === '') return null;
  return (
    <p className={styles.reason} dir="auto">
      {t('requests.happened.quote', { text: reason })}
    </p>
  );
}
