import { Landmark } from 'lucide-react';
import { useState } from 'react';
import type { ErrorCode } from '../../../../../shared/errors.ts';
import { useCurrency } from '../../../i18n/currency.ts';
import { useT } from '../../../i18n/useT.ts';
import { newCommandId } from '../../../rpc/api.ts';
import { useDraft } from '../../../rpc/draft.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { AmountField } from '../../../ui/AmountField.tsx';
import { readAmount } from '../../../ui/amount.ts';
import { useMoney } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Note } from '../../../ui/Card.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { Row } from '../../../ui/Stack.tsx';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import { amountText } from './amountText.ts';
import { isPayable, sumsOf } from './sums.ts';

interface Typed {
  readonly part: boolean;
  readonly amount: string;
  /** A payment without an answer yet: it is sent again exactly as it was, so that it is never made twice. */
  readonly sent: { readonly version: number; readonly amount: number; readonly commandId: string } | null;
}
const EMPTY: Typed = { part: false, amount: '', sent: null };

/** After these it is not known whether the bank was charged. */
const UNCERTAIN: readonly ErrorCode[] = ['timeout', 'unavailable', 'internal'];

/** Asks before the money of the character's bank account moves: all that is due, or a part of it. */
export function PayDialog({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) {
  const t = useT();
  const money = useMoney();
  const { symbol } = useCurrency();
  const { request, at } = desk;
  const { due } = sumsOf(request);
  const pay = useCommand('requests.pay');
  const [typed, setTyped, draft] = useDraft<Typed>(`request.${request.id}.pay`, EMPTY, { server: false });
  const [asked, setAsked] = useState(false);
  const [tried, setTried] = useState(0);
  const { part, sent } = typed;
  const figure = readAmount(typed.amount, symbol, { least: 1, most: due });
  const amount = sent ? sent.amount : part ? (figure.ok ? figure.value : null) : due;
  const { error } = pay;

  const confirm = async () => {
    setAsked(true);
    if (amount === null) return;
    const payment = sent ?? { version: at.version, amount, commandId: newCommandId() };
    setTyped((known) => ({ ...known, sent: payment }));
    setTried(payment.amount);
    const { commandId, ...what } = payment;
    const outcome = await perform(desk, pay, { requestId: at.requestId, ...what }, { commandId });
    if (outcome.ok) {
      draft.clear();
      toast({
        tone: 'ok',
        title: t('requests.payment.done'),
        detail: t('requests.payment.doneText', { amount: money(payment.amount) }),
      });
      onClose();
    } else if (!UNCERTAIN.includes(outcome.error.code)) {
      setTyped((known) => ({ ...known, sent: null }));
    }
  };

  const waits = sent !== null && !pay.busy;
  // What was tried less what is missing is what there is.
  const affordable = error?.code === 'insufficient_funds' ? tried - (error.details.limit ?? tried) : 0;
  const wrong = part && !figure.ok && (asked || (typed.amount !== '' && figure.issue.code !== 'required'));
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
          <Button
            variant="primary"
            icon={Landmark}
            busy={pay.busy}
            isDisabled={!isPayable(request) && sent === null}
            onPress={confirm}
          >
            {amount === null ? t('requests.payment.payPart') : t('requests.payment.pay', { amount: money(amount) })}
          </Button>
        </>
      }
    >
      <p>{t('requests.payment.payText')}</p>
      {waits && <Note tone="info">{t('requests.payment.uncertain', { amount: money(sent.amount) })}</Note>}
      {sent === null && (
        <Segmented
          label={t('requests.payment.howMuch')}
          value={part ? 'part' : 'all'}
          options={[
            { value: 'all', label: t('requests.payment.all', { amount: money(due) }) },
            { value: 'part', label: t('requests.payment.part') },
          ]}
          onChange={(choice) => setTyped((known) => ({ ...known, part: choice === 'part' }))}
        />
      )}
      {sent === null && part && (
        <AmountField
          label={t('requests.payment.amount')}
          value={typed.amount}
          onChange={(value) => setTyped((known) => ({ ...known, amount: value }))}
          onEnter={confirm}
          help={t('requests.payment.partHelp', { amount: money(due) })}
          error={wrong && !figure.ok ? amountText(figure.issue, money) : undefined}
          autoFocus
        />
      )}
      <ActNote error={error} request={request} />
      {affordable > 0 && sent === null && (
        <Row>
          <Button
            size="s"
            onPress={() => {
              pay.forget();
              setTyped({ part: true, amount: String(affordable), sent: null });
            }}
          >
            {t('requests.payment.affordable', { amount: money(affordable) })}
          </Button>
        </Row>
      )}
      {!isPayable(request) && sent === null && !pay.busy && <Note tone="info">{t('requests.payment.nothingDue')}</Note>}
    </Dialog>
  );
}
