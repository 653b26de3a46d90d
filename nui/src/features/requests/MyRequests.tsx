import { ClipboardList, Plus } from 'lucide-react';
import { useState } from 'react';
import { CLOSED_STATUSES } from '../../../../shared/features/requests/workflow.ts';
import { useT } from '../../i18n/useT.ts';
import { api } from '../../rpc/client.ts';
import { useFeed } from '../../rpc/hooks.ts';
import { useViewer } from '../../rpc/session.ts';
import { ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { List } from '../../ui/Card.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Col, Row } from '../../ui/Stack.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import text from '../../ui/text.module.css';
import styles from './Lists.module.css';
import { RequestRow } from './RequestRow.tsx';
import { ShowMore } from './ShowMore.tsx';
import { createRequestList } from './store.ts';
import { usePaging } from './useList.ts';

/** All of one's own requests, newest first, live. */
export function MyRequests() {
  const t = useT();
  const [list] = useState(() => createRequestList());
  const { retry } = useFeed('requests.own', {}, list);
  const paging = usePaging(list, (before) => api.call('requests.mine', { before }));
  const { state, rows, error } = paging;
  return (
    <ScrollArea className={styles.page}>
      <Row justify="between" align="start" gap={4}>
        <Col gap={1}>
          <h1 className={text.d2}>{t('requests.title')}</h1>
          <p className={text.t2}>{state === 'ready' ? <Lead {...paging} /> : null}</p>
        </Col>
        {rows.length > 0 && (
          <Button variant="second" icon={Plus} onPress={() => navigate('/catalogue')}>
            {t('requests.new')}
          </Button>
        )}
      </Row>
      {state === 'loading' && <SkeletonRows rows={6} />}
      {state === 'failed' && error && (
        <div className={styles.error}>
          <ErrorState title={t('requests.mine.failed')} error={error} onRetry={retry} />
        </div>
      )}
      {state === 'ready' && rows.length === 0 && (
        <EmptyState
          icon={ClipboardList}
          title={t('requests.mine.emptyTitle')}
          className={styles.flush}
          action={
            <Button variant="primary" onPress={() => navigate('/catalogue')}>
              {t('requests.mine.openCatalogue')}
            </Button>
          }
        >
          {t('requests.mine.emptyText')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <List label={t('requests.title')}>
          {rows.map((request) => (
            <li key={request.id}>
              <RequestRow request={request} />
            </li>
          ))}
        </List>
      )}
      <ShowMore paging={paging} />
    </ScrollArea>
  );
}

/** How many are open, out of how many may be. */
function Lead({ rows, more }: { readonly rows: readonly { readonly status: string }[]; readonly more: boolean }) {
  const t = useT();
  const limit = useViewer().studio.maxOpenRequests;
  const closed: readonly string[] = CLOSED_STATUSES;
  const open = rows.filter(({ status }) => !closed.includes(status)).length;
  if (open === 0) return more ? null : t('requests.mine.leadZero');
  return open >= limit ? t('requests.mine.full') : t('requests.mine.lead', { count: open, limit });
}
