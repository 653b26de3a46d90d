import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { RequestSummary } from '../../../../shared/features/requests/model.ts';
import { turnOf } from '../../../../shared/features/requests/workflow.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useViewer } from '../../rpc/session.ts';
import { Avatar, Money, Ref } from '../../ui/Bits.tsx';
import { StatusChip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Col, Row } from '../../ui/Stack.tsx';
import text from '../../ui/text.module.css';
import styles from './Board.module.css';
import { rowAfterKey } from './board.ts';
import { useSince } from './useWhen.ts';

/** The rows of the board: arrows move, Enter opens; what came in live rises and keeps its mark until it was looked at. */
export function BoardRows({
  rows,
  arrived,
  onSeen,
}: {
  readonly rows: readonly RequestSummary[];
  readonly arrived: ReadonlySet<string>;
  readonly onSeen: (id: string) => void;
}) {
  const t = useT();
  // The row is kept by its id: new ones above do not move the place of the keyboard.
  const [at, setAt] = useState<string | null>(null);
  const here = Math.max(
    0,
    rows.findIndex(({ id }) => id === at),
  );
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const next = rowAfterKey(event.key, here, rows.length);
    if (next === null) return;
    event.preventDefault();
    setAt(rows[next]?.id ?? null);
    event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')[next]?.focus();
  };
  return (
    <>
      <div className={cx(styles.row, styles.columns)} aria-hidden="true">
        <span>{t('requests.board.request')}</span>
        <span>{t('requests.board.client')}</span>
        <span>{t('requests.board.assignee')}</span>
        <span>{t('requests.board.waits')}</span>
        <span>{t('requests.board.status')}</span>
        <span className={text.right}>{t('requests.board.total')}</span>
        <span />
      </div>
      <ul className={styles.rows} aria-label={t('requests.board.title')} onKeyDown={move}>
        {rows.map((request, index) => (
          <li key={request.id}>
            <BoardRow
              request={request}
              isNew={arrived.has(request.id)}
              inTabOrder={index === here}
              onFocus={() => setAt(request.id)}
              onOpen={() => {
                onSeen(request.id);
                navigate(`/studio/requests/${request.id}`);
              }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function BoardRow({
  request,
  isNew,
  inTabOrder,
  onFocus,
  onOpen,
}: {
  readonly request: RequestSummary;
  readonly isNew: boolean;
  readonly inTabOrder: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}) {
  const t = useT();
  const locale = useLocale();
  const since = useSince();
  const me = useViewer().account?.id;
  const { reference, title, client, assignee, status, lineCount, listedTotal, changedAt } = request;
  // Yellow is the reader's own move: what nobody has taken, and what this person has in hand.
  const mine = turnOf(status) === 'studio' && (assignee === null || assignee.id === me);
  return (
    <button
      type="button"
      data-row
      tabIndex={inTabOrder ? 0 : -1}
      className={cx(styles.row, styles.press, isNew && styles.isNew)}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <Col as="span" gap={0}>
        <b className={text.clip}>{title}</b>
        <Row as="span" gap={2}>
          <Ref>{reference}</Ref>
          <span className={cx(text.xs, isNew ? text.accent : text.t3, text.clip)}>
            {isNew ? t('requests.board.newOne') : t('requests.lines', { count: lineCount })}
          </span>
        </Row>
      </Col>
      <span className={text.clip}>{client.name}</span>
      <Row as="span" gap={2}>
        {assignee ? (
          <>
            <Avatar name={assignee.name} staff size="s" />
            <span className={text.clip}>{assignee.name}</span>
          </>
        ) : (
          <span className={text.t3}>{t('requests.board.free')}</span>
        )}
      </Row>
      <Col as="span" gap={0}>
        <span className={cx(text.clip, mine ? text.accent : text.t2)}>{t(`requests.board.wait.${status}`)}</span>
        <time className={cx(text.xs, text.t3)} title={formatDate(changedAt, 'long', locale)}>
          {since(changedAt)}
        </time>
      </Col>
      <span className={styles.status}>
        <StatusChip status={status} />
      </span>
      <Money value={listedTotal} className={text.right} />
      <Icon of={ChevronRight} className={text.t3} />
    </button>
  );
}
