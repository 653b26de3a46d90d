import type { RequestSummary } from '../../../../shared/features/requests/model.ts';
import type { RequestStatus } from '../../../../shared/features/requests/workflow.ts';
import type { TextKey } from '../../../../shared/i18n/index.ts';
import { useT } from '../../i18n/useT.ts';
import { Ref } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { StatusChip, TurnChip } from '../../ui/Chip.tsx';
import { Link } from '../../ui/Link.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Row } from '../../ui/Stack.tsx';
import text from '../../ui/text.module.css';
import styles from './Home.module.css';
import { useWhen } from './useWhen.ts';

const SHOWN_CARDS = 2;
/** What is asked of the client, by the states in which it is the client's move. */
const ASKED: { readonly [S in RequestStatus]?: TextKey } = {
  on_hold: 'home.turn.on_hold',
  agreed: 'home.turn.agreed',
  delivered: 'home.turn.delivered',
};

/** What waits for me; the one that waits longest is raised and has the view's primary button. */
export function TurnCards({ turns }: { readonly turns: readonly RequestSummary[] }) {
  const t = useT();
  if (turns.length === 0) return null;
  const others = turns.length - SHOWN_CARDS;
  return (
    <section aria-label={t('home.turn.label')}>
      <div className={styles.turns}>
        {turns.slice(0, SHOWN_CARDS).map((request, index) => (
          <TurnCard key={request.id} request={request} first={index === 0} />
        ))}
      </div>
      {others > 0 && (
        <p className={`${text.s} ${styles.others}`}>
          <Link to="/requests">{t('home.turn.others', { count: others })}</Link>
        </p>
      )}
    </section>
  );
}

function TurnCard({ request, first }: { readonly request: RequestSummary; readonly first: boolean }) {
  const t = useT();
  const when = useWhen();
  const { id, reference, title, status, changedAt } = request;
  const asked = ASKED[status];
  return (
    <Card as="article" look={first ? 'turn' : 'plain'} className={styles.turn}>
      <Row justify="between">
        {first ? <TurnChip /> : <StatusChip status={status} />}
        <span className={`${text.s} ${text.t3} ${text.clip}`}>{when(changedAt)}</span>
      </Row>
      <h2 className={`${text.d3} ${text.clip2}`}>{title}</h2>
      <p className={text.t2}>{asked ? t(asked) : null}</p>
      <Row justify="between" wrap className={styles.turnFoot}>
        <Button variant={first ? 'primary' : 'second'} onPress={() => navigate(`/requests/${id}`)}>
          {t('home.turn.open')}
        </Button>
        <Ref>{reference}</Ref>
      </Row>
    </Card>
  );
}
