import { ClipboardList } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { useLive } from '../../rpc/hooks.ts';
import { useViewer } from '../../rpc/session.ts';
import { ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { List } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Col, Row } from '../../ui/Stack.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { useNow } from '../../ui/Time.tsx';
import text from '../../ui/text.module.css';
import { DraftRow } from './DraftRow.tsx';
import styles from './Home.module.css';
import { type OwnPage, standingOf, timeOfDay, withRow } from './own.ts';
import { PriceList } from './PriceList.tsx';
import { RequestRow } from './RequestRow.tsx';
import { TurnCards } from './TurnCards.tsx';

const SHOWN_ROWS = 6;

export function ClientHome() {
  const t = useT();
  const viewer = useViewer();
  const own = useLive('requests.own', {}, withRow);
  const hour = new Date(useNow()).getHours();
  const name = viewer.character.firstName || viewer.account?.name || '';
  const items = own.state === 'ready' ? own.data.items : [];
  const { turns, running } = standingOf(items);
  return (
    <div className={styles.home}>
      <ScrollArea className={styles.main}>
        <Col as="header" gap={1}>
          <h1 className={text.d1}>{t(`home.hello.${timeOfDay(hour)}`, { name })}</h1>
          <p className={`${text.lead} ${text.t2}`}>
            <Lead state={own.state} any={items.length > 0} turns={turns.length} running={running} />
          </p>
        </Col>
        <TurnCards turns={turns} />
        {own.state === 'loading' && <SkeletonRows rows={3} />}
        {own.state === 'failed' && (
          <div className={styles.error}>
            <ErrorState title={t('home.mine.failed')} error={own.error} onRetry={own.retry} />
          </div>
        )}
        {own.state === 'ready' && (items.length === 0 ? <NoRequests /> : <Mine page={own.data} />)}
      </ScrollArea>
      <ScrollArea className={styles.side}>
        <DraftRow />
        <PriceList title={t('home.order.title')} hint={t('home.order.hint')} />
      </ScrollArea>
    </div>
  );
}

function Lead({
  state,
  any,
  turns,
  running,
}: {
  readonly state: 'loading' | 'failed' | 'ready';
  readonly any: boolean;
  readonly turns: number;
  readonly running: number;
}) {
  const t = useT();
  if (state === 'loading') return t('home.lead.loading');
  if (state === 'failed') return null;
  if (turns > 0) return t(running > 0 ? 'home.lead.turn' : 'home.lead.turnOnly', { count: turns });
  if (running > 0) return t('home.lead.running', { count: running });
  return t(any ? 'home.lead.quiet' : 'home.lead.first');
}

function Mine({ page }: { readonly page: OwnPage }) {
  const t = useT();
  const count = `${page.items.length}${page.more ? '+' : ''}`;
  return (
    <Col as="section" gap={2}>
      <Row justify="between" align="base">
        <h2 className={text.d4}>{t('home.mine.title')}</h2>
        <Link to="/requests" className={text.s}>
          {`${t('home.mine.all')} (${count})`}
        </Link>
      </Row>
      <List label={t('home.mine.title')}>
        {page.items.slice(0, SHOWN_ROWS).map((request) => (
          <li key={request.id}>
            <RequestRow request={request} />
          </li>
        ))}
      </List>
    </Col>
  );
}

function NoRequests() {
  const t = useT();
  return (
    <EmptyState
      icon={ClipboardList}
      title={t('home.mine.emptyTitle')}
      className={styles.flush}
      action={
        <Button variant="primary" onPress={() => navigate('/catalogue')}>
          {t('home.mine.openCatalogue')}
        </Button>
      }
    >
      {t('home.mine.emptyText')}
    </EmptyState>
  );
}
