import { Banknote, Check, CircleAlert, CircleSlash, Hourglass, Landmark, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Payment } from '../../../../../shared/features/requests/model.ts';
import { useT } from '../../../i18n/useT.ts';
import { Glyph, Money } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Chip, type Tone } from '../../../ui/Chip.tsx';
import type { LucideIcon } from '../../../ui/Icon.tsx';
import { Col } from '../../../ui/Stack.tsx';
import { RelativeTime } from '../../../ui/Time.tsx';
import text from '../../../ui/text.module.css';
import type { Desk } from '../desk.ts';
import styles from '../RequestPage.module.css';
import { refundable } from './sums.ts';

const RefundDialog = lazy(() => import('./RefundDialog.tsx').then((module) => ({ default: module.RefundDialog })));

const LOOKS: { readonly [S in Payment['state']]: { readonly icon: LucideIcon; readonly tone: Tone } } = {
  pending: { icon: Hourglass, tone: 'dash' },
  paid: { icon: Check, tone: 'ok' },
  owed: { icon: Hourglass, tone: 'dash' },
  failed: { icon: CircleSlash, tone: 'plain' },
  reversed: { icon: CircleAlert, tone: 'bad' },
};

/** Every movement of money of the request, newest first, and what became of it. */
export function PaymentList({ desk }: { readonly desk: Desk }) {
  const t = useT();
  const [refunding, setRefunding] = useState<string | null>(null);
  const { request } = desk;
  if (request.payments.length === 0) return null;
  const rows = [...request.payments].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  const chosen = rows.find(({ id }) => id === refunding);
  return (
    <section className={styles.block}>
      <h2 className={text.d4}>{t('requests.payment.title')}</h2>
      <ul>
        {rows.map((payment) => {
          const { id, kind, method, amount, state, reference, createdAt } = payment;
          return (
            <li key={id} className={styles.payment}>
              <Glyph of={kind === 'refund' ? Undo2 : method === 'external' ? Banknote : Landmark} size="s" />
              <Col gap={0}>
                <b>{t(`requests.payment.kind.${kind}.${method}`)}</b>
                <span className={`${text.s} ${text.t3} ${text.clip}`}>
                  <RelativeTime at={createdAt} />
                  {reference !== '' && ` · ${reference}`}
                </span>
              </Col>
              {desk.staff && desk.money.has('refund') && refundable(payment, request) > 0 ? (
                <Button variant="quiet" size="s" onPress={() => setRefunding(id)}>
                  {t('requests.payment.refund')}
                </Button>
              ) : (
                <span />
              )}
              <Chip {...LOOKS[state]}>{t(`requests.payment.state.${kind}.${state}`)}</Chip>
              <Money value={amount} was={state === 'failed' || state === 'reversed'} className={text.right} />
              {(state === 'owed' || state === 'reversed') && (
                <p className={`${text.s} ${text.t3}`}>{t(`requests.payment.explain.${state}`)}</p>
              )}
            </li>
          );
        })}
      </ul>
      {chosen && (
        <Suspense fallback={null}>
          <RefundDialog desk={desk} payment={chosen} onClose={() => setRefunding(null)} />
        </Suspense>
      )}
    </section>
  );
}
