import { ChevronRight } from 'lucide-react';
import type { RequestSummary } from '../../../../shared/features/requests/model.ts';
import { useT } from '../../i18n/useT.ts';
import { Money, Ref } from '../../ui/Bits.tsx';
import { itemClass } from '../../ui/Card.tsx';
import { StatusChip } from '../../ui/Chip.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Link } from '../../ui/Link.tsx';
import { Col, Row } from '../../ui/Stack.tsx';
import { MiniTape, placeOf } from '../../ui/Tape.tsx';
import text from '../../ui/text.module.css';
import styles from './Home.module.css';
import { useWhen } from './useWhen.ts';

/** One of my requests in a row; opens it. */
export function RequestRow({ request }: { readonly request: RequestSummary }) {
  const t = useT();
  const when = useWhen();
  const { id, reference, title, status, assignee, lineCount, createdAt, listedTotal } = request;
  // A row does not say where a held request came from; taken ones have an assignee.
  const place = placeOf(status, assignee ? 'negotiating' : 'submitted');
  return (
    <Link plain to={`/requests/${id}`} className={`${itemClass} ${styles.row}`}>
      <Col as="span" gap={1}>
        <span className={`${text.d4} ${text.clip}`}>{title}</span>
        <Row as="span" gap={2}>
          <Ref>{reference}</Ref>
          <span className={`${text.s} ${text.t3} ${text.clip}`}>
            {`${t('home.mine.lines', { count: lineCount })}, ${when(createdAt)}`}
          </span>
        </Row>
      </Col>
      <MiniTape place={place} className={styles.mini ?? ''} />
      <span className={styles.status}>
        <StatusChip status={status} />
      </span>
      <Money value={listedTotal} className={text.right} />
      <Icon of={ChevronRight} className={text.t3} />
    </Link>
  );
}
