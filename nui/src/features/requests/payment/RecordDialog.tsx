import { useState } from 'react';
import { useCurrency } from '../../../i18n/currency.ts';
import { fieldText } from '../../../i18n/errors.ts';
import { useT } from '../../../i18n/useT.ts';
import { useDraft } from '../../../rpc/draft.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { AmountField } from '../../../ui/AmountField.tsx';
import { readAmount } from '../../../ui/amount.ts';
import { useMoney } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import { amountText } from './amountText.ts';
import { sumsOf } from './sums.ts';

const EMPTY = { amount: '', reference: '' };
const MAX_REFERENCE = 100;

/** Writes down money that came another way: how much, and under which reference. */
export function RecordDialog({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) {
  const t = useT();
  const money = useMoney();
  const { symbol } = useCurrency();
  const { request, at } = desk;
  const { due } = sumsOf(request);
  const record = useCommand('requests.recordPayment');
  const [typed, setTyped, draft] = useDraft(`request.${request.id}.record`, EMPTY, { server: false });
  const [asked, setAsked] = useState(false);
  const figure = readAmount(typed.amount, symbol, { least: 1, most: due });
  const reference = typed.reference.trim();
  const referenceIssue =
    reference.length > MAX_REFERENCE
      ? ({ code: 'too_long', limit: MAX_REFERENCE } as const)
      : asked && reference === ''
        ? ({ code: 'required' } as const)
        : null;

  const confirm = async () => {
    setAsked(true);
    if (!figure.ok || reference === '' || referenceIssue) return;
    const outcome = await perform(desk, record, { ...at, amount: figure.value, reference });
    if (!outcome.ok) return;
    draft.clear();
    toast({ tone: 'ok', title: t('requests.payment.recorded'), detail: money(figure.value) });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('requests.payment.recordTitle', { reference: request.reference })}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('common.action.cancel')}
          </Button>
          <Button variant="primary" busy={record.busy} onPress={confirm}>
            {figure.ok
              ? t('requests.payment.recordAmount', { amount: money(figure.value) })
              : t('requests.payment.recordConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('requests.payment.recordText', { name: request.client.name })}</p>
      <AmountField
        label={t('requests.payment.received')}
        value={typed.amount}
        onChange={(value) => setTyped((known) => ({ ...known, amount: value }))}
        help={t('requests.payment.partHelp', { amount: money(due) })}
        error={!figure.ok && (asked || figure.issue.code !== 'required') ? amountText(figure.issue, money) : undefined}
        autoFocus
      />
      <TextField
        label={t('requests.payment.reference')}
        value={typed.reference}
        onChange={(value) => setTyped((known) => ({ ...known, reference: value }))}
        help={t('requests.payment.referenceHelp')}
        error={referenceIssue && fieldText(referenceIssue)}
      />
      <ActNote error={record.error} request={request} />
    </Dialog>
  );
}
