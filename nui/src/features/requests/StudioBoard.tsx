import { DraftingCompass, SearchX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../../shared/errors.ts';
import { turnOf } from '../../../../shared/features/requests/workflow.ts';
import { useT } from '../../i18n/useT.ts';
import { api } from '../../rpc/client.ts';
import { useFeed } from '../../rpc/hooks.ts';
import { useViewer } from '../../rpc/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Row } from '../../ui/Stack.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import text from '../../ui/text.module.css';
import styles from './Board.module.css';
import { BoardFilters } from './BoardFilters.tsx';
import { BoardRows } from './BoardRows.tsx';
import { type BoardFilter, filtered } from './board.ts';
import { ShowMore } from './ShowMore.tsx';
import { createRequestList } from './store.ts';
import { usePaging } from './useList.ts';

/** Every request as the studio sees it, newest first, live. */
export function StudioBoard() {
  const t = useT();
  const me = useViewer().account?.id ?? '';
  const [filter, setFilter] = useState<BoardFilter>('all');
  const [newest] = useState(() => createRequestList());
  const [held] = useState(() => createRequestList({ status: 'on_hold' }));
  const scroller = useRef<HTMLDivElement>(null);
  const { retry } = useFeed(
    'requests.board',
    {},
    {
      show: newest.show,
      change: (row) => {
        newest.change(row);
        held.change(row);
      },
      fail: newest.fail,
    },
  );
  const all = usePaging(newest, (before) => api.call('requests.search', { before }));
  const onHold = usePaging(held, (before) => api.call('requests.search', { before, status: 'on_hold' }));
  const [heldAttempt, setHeldAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt reads again.
  useEffect(() => {
    if (filter !== 'on_hold') return;
    api.call('requests.search', { status: 'on_hold' }).then(held.show, (error: AppError) => held.fail(error));
  }, [filter, held, heldAttempt]);

  const paging = filter === 'on_hold' ? onHold : all;
  const { state, error, more } = paging;
  const rows = filtered(paging.rows, filter, me);
  const waiting = all.rows.filter(({ status }) => turnOf(status) === 'studio').length;
  // These two are picked from what was read, so more of them may lie further back.
  const picked = filter === 'studio' || filter === 'mine';
  return (
    <div className={styles.board}>
      <header className={styles.head}>
        <Row gap={3} align="base">
          <h1 className={text.d3}>{t('requests.board.title')}</h1>
          {all.state === 'ready' && (
            <span className={text.t2}>
              {waiting === 0
                ? t('requests.board.leadZero')
                : t('requests.board.lead', {
                    count: waiting,
                    shown: all.more ? t('requests.board.atLeast', { count: waiting }) : waiting,
                  })}
            </span>
          )}
        </Row>
        <span className={`${text.s} ${text.t3} ${styles.keys}`}>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('requests.board.keys')} <Kbd>↵</Kbd> {t('requests.board.keyOpen')}
        </span>
      </header>
      <div className={styles.filters}>
        <BoardFilters
          value={filter}
          onChange={setFilter}
          counts={
            all.state === 'ready'
              ? {
                  all: all.rows.length,
                  studio: waiting,
                  mine: filtered(all.rows, 'mine', me).length,
                  on_hold: onHold.state === 'ready' ? onHold.rows.length : filtered(all.rows, 'on_hold', me).length,
                }
              : null
          }
          more={{
            all: all.more,
            studio: all.more,
            mine: all.more,
            on_hold: onHold.state === 'ready' ? onHold.more : all.more,
          }}
        />
        {all.arrived.size > 0 && (
          <Button
            size="s"
            variant="quiet"
            onPress={() => {
              newest.seen();
              setFilter('all');
              scroller.current?.scrollTo({ top: 0 });
            }}
          >
            <span className={styles.arrived}>{t('requests.board.arrived', { count: all.arrived.size })}</span>
          </Button>
        )}
      </div>
      <div ref={scroller} className={styles.scroll}>
        {state === 'loading' && (
          <div className={styles.pad}>
            <SkeletonRows rows={8} />
          </div>
        )}
        {state === 'failed' && error && (
          <div className={styles.error}>
            <ErrorState
              title={t('requests.board.failed')}
              error={error}
              onRetry={filter === 'on_hold' ? () => setHeldAttempt((count) => count + 1) : retry}
            />
          </div>
        )}
        {state === 'ready' && rows.length > 0 && (
          <BoardRows rows={rows} arrived={all.arrived} onSeen={(id) => newest.seen(id)} />
        )}
        {state === 'ready' && rows.length === 0 && filter === 'all' && (
          <EmptyState icon={DraftingCompass} title={t('requests.board.emptyTitle')} className={styles.flush}>
            {t('requests.board.emptyText')}
          </EmptyState>
        )}
        {state === 'ready' && rows.length === 0 && filter !== 'all' && (
          <EmptyState
            icon={SearchX}
            className={styles.flush}
            title={t('requests.board.noneTitle')}
            action={<Button onPress={() => setFilter('all')}>{t('requests.board.showAll')}</Button>}
          >
            {picked && more
              ? t('requests.board.noneSearched', { count: paging.rows.length })
              : t('requests.board.noneText')}
          </EmptyState>
        )}
        {state === 'ready' && picked && more && rows.length > 0 && (
          <p className={`${text.s} ${text.t3} ${styles.searched}`}>
            {t('requests.board.searched', { count: paging.rows.length })}
          </p>
        )}
        {picked ? <ShowMore paging={paging} label={t('requests.board.searchFurther')} /> : <ShowMore paging={paging} />}
      </div>
    </div>
  );
}
