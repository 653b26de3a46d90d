import { Banknote, Landmark } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { useViewer } from '../../../rpc/session.ts';
import { Money, useMoney } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Cartouche } from '../../../ui/Card.tsx';
import { DateTime } from '../../../ui/Time.tsx';
import text from '../../../ui/text.module.css';
import type { Desk } from '../desk.ts';
import styles from '../RequestPage.module.css';
import { isPayable, runningPayment, sumsOf } from './sums.ts';

const PayDialog = lazy(() => import('./PayDialog.tsx').then((module) => ({ default: module.PayDialog })));
const RecordDialog = lazy(() => import('./RecordDialog.tsx').then((module) => ({ default: module.RecordDialog })));

/** What was agreed, what was paid, and the way to pay the rest. */
export function PaymentBar({ desk, raised }: { readonly desk: Desk; readonly raised: boolean }) {
  const t = useT();
  const money = useMoney();
  const { currency } = useViewer().studio;
  const [open, setOpen] = useState(false);
  const { request, staff, side } = desk;
  const { agreed, paid, due, openLines, discussed } = sumsOf(request);
  const payable = isPayable(request);
  const running = runningPayment(request) !== undefined;
  const fromBank = currency.code === 'game' && request.method !== 'external';
  const pays = !staff && side === 'client' && desk.money.has('pay');
  const records = staff && desk.money.has('recordPayment') && request.method !== 'esx_bank';

  const people = [
    ...(staff ? [{ label: t('requests.page.client'), value: request.client.name }] : []),
    { label: t('requests.page.assignee'), value: request.assignee?.name ?? t('requests.page.nobody') },
  ];
  const sums =
    (agreed === 0 && paid === 0) || request.status === 'rejected' || request.status === 'cancelled'
      ? [
          ...(staff
            ? []
            : [{ label: t('requests.page.submittedOn'), value: <DateTime at={request.createdAt} style="day" /> }]),
          { label: t('requests.page.total'), value: <Money value={request.listedTotal} /> },
        ]
      : [
          { label: t('requests.payment.agreed'), value: <Money value={agreed} /> },
          { label: t('requests.payment.paid'), value: <Money value={paid} /> },
          openLines > 0
            ? { label: t('requests.payment.discussed'), value: <Money value={discussed} /> }
            : { label: t('requests.payment.due'), value: <Money value={due} /> },
        ];
  return (
    <footer className={styles.bar}>
      <Cartouche cells={[...people, ...sums]} />
      {(payable || open) && (
        <div className={styles.acts}>
          {running && <span className={`${text.s} ${text.t3}`}>{t('requests.payment.running')}</span>}
          {pays && !fromBank && payable && (
            <span className={`${text.s} ${text.t3}`}>{t('requests.payment.elsewhere', { amount: money(due) })}</span>
          )}
          {pays && fromBank && (
            <Button
              variant={request.status === 'agreed' && !raised ? 'primary' : 'second'}
              icon={Landmark}
              isDisabled={running && !open}
              onPress={() => setOpen(true)}
            >
              {t('requests.payment.pay', { amount: money(due) })}
            </Button>
          )}
          {records && (
            <Button icon={Banknote} isDisabled={running && !open} onPress={() => setOpen(true)}>
              {t('requests.payment.record')}
            </Button>
          )}
        </div>
      )}
      {open && (
        <Suspense fallback={null}>
          {pays ? (
            <PayDialog desk={desk} onClose={() => setOpen(false)} />
          ) : (
            <RecordDialog desk={desk} onClose={() => setOpen(false)} />
          )}
        </Suspense>
      )}
    </footer>
  );
}
