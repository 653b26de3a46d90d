import { Landmark } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ErrorCode } from '../../../../../shared/errors.ts';
import { useCurrency } from '../../../i18n/currency.ts';
import { fieldText } from '../../../i18n/errors.ts';
import { useT } from '../../../i18n/useT.ts';
import { useDraft } from '../../../rpc/draft.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { useMoney } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Note } from '../../../ui/Card.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import { AmountField } from '../prices/AmountField.tsx';
import { readAmount } from '../prices/amount.ts';
import { isPayable, sumsOf } from './sums.ts';

const EMPTY = { part: false, amount: '' };
/** After these nobody knows yet whether it was charged: only the very same payment may be sent again. */
const UNCERTAIN: readonly ErrorCode[] = ['timeout', 'unavailable', 'internal'];

/** Asks before the money of the character's bank account moves: all that is due, or a part of it. */
export function PayDialog({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) {
  const t = useT();
  const money = useMoney();
  const { symbol } = useCurrency();
  const { request, at } = desk;
  const { due } = sumsOf(request);
  const pay = useCommand('requests.pay');
  const [typed, setTyped, draft] = useDraft(`request.${request.id}.pay`, EMPTY, { server: false });
  const [asked, setAsked] = useState(false);
  /** What was sent, as long as its outcome is not known: it is sent again as it was, never twice. */
  const sent = useRef<{ readonly requestId: string; readonly version: number; readonly amount: number } | null>(null);
  const part = readAmount(typed.amount, symbol, { least: 1, most: due });
  const amount = sent.current?.amount ?? (typed.part ? (part.ok ? part.value : null) : due);
  const possible = isPayable(request) || sent.current !== null || pay.busy;

  const confirm = async () => {
    setAsked(true);
    if (amount === null) return;
    const input = sent.current ?? { ...at, amount };
    sent.current = input;
    const done = await perform(desk, pay, input);
    if (done) {
      draft.clear();
      toast({ tone: 'ok', title: t('requests.payment.done'), detail: t('requests.payment.doneText', { amount: money(amount) }) });
      onClose();
    }
  };
  const { error } = pay;
  if (error && !UNCERTAIN.includes(error.code)) sent.current = null;
  const locked = pay.busy || sent.current !== null;

  const missing = error?.code === 'insufficient_funds' ? (error.details.limit ?? 0) : 0;
  // What was tried less what is missing is what there is.
  const affordable = missing > 0 && tried.current !== null ? tried.current - missing : 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('requests.payment.payTitle', { reference: request.reference })}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('requests.payment.notNow')}
          </Button>
          <Button variant="primary" icon={Landmark} busy={pay.busy} isDisabled={!possible} onPress={confirm}>
            {amount === null ? t('requests.payment.payPart') : t('requests.payment.pay', { amount: money(amount) })}
          </Button>
        </>
      }
    >
      <p>{t('requests.payment.payText')}</p>
    </Dialog>
  );
}
