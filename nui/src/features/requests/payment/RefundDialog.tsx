import { useState } from 'react';
import { MAX_REASON, type Payment } from '../../../../../shared/features/requests/model.ts';
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
import { TextArea } from '../../../ui/TextArea.tsx';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import { amountText } from './amountText.ts';
import { refundable } from './sums.ts';

/** Gives back a payment or a part of it, with a reason. */
export function RefundDialog({
  desk,
  payment,
  onClose,
}: {
  readonly desk: Desk;
  readonly payment: Payment;
  readonly onClose: () => void;
}) {
  const t = useT();
  const money = useMoney();
  const { symbol } = useCurrency();
  const { request, at } = desk;
  const most = refundable(payment, request);
  const refund = useCommand('requests.refund');
  const [typed, setTyped, draft] = useDraft(
    `request.${request.id}.refund.${payment.id}`,
    { amount: String(most), reason: '' },
    { server: false },
  );
  const [asked, setAsked] = useState(false);
  const figure = readAmount(typed.amount, symbol, { least: 1, most });
  const reasonIssue =
    typed.reason.length > MAX_REASON
      ? ({ code: 'too_long', limit: MAX_REASON } as const)
      : asked && typed.reason.trim() === ''
        ? ({ code: 'required' } as const)
        : null;

  const confirm = async () => {
    setAsked(true);
    if (!figure.ok || typed.reason.trim() === '' || reasonIssue) return;
    const input = { ...at, paymentId: payment.id, amount: figure.value, reason: typed.reason };
    if (!(await perform(desk, refund, input)).ok) return;
    draft.clear();
    toast({ tone: 'ok', title: t('requests.payment.refunded'), detail: money(figure.value) });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      alert
      title={t('requests.payment.refundTitle', { amount: money(payment.amount) })}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('common.action.cancel')}
          </Button>
          <Button variant="danger" busy={refund.busy} isDisabled={most === 0 && !refund.busy} onPress={confirm}>
            {figure.ok
              ? t('requests.payment.refundAmount', { amount: money(figure.value) })
              : t('requests.payment.refund')}
          </Button>
        </>
      }
    >
      <p>{t(`requests.payment.refundText.${payment.method}`, { name: request.client.name })}</p>
      <AmountField
        label={t('requests.payment.amount')}
        value={typed.amount}
        onChange={(value) => setTyped((known) => ({ ...known, amount: value }))}
        help={t('requests.payment.refundHelp', { amount: money(most) })}
        error={!figure.ok && (asked || figure.issue.code !== 'required') ? amountText(figure.issue, money) : undefined}
        autoFocus
      />
      <TextArea
        label={t('requests.reason.label')}
        rows={3}
        value={typed.reason}
        onChange={(value) => setTyped((known) => ({ ...known, reason: value }))}
        help={t('requests.payment.reasonHelp')}
        error={reasonIssue && fieldText(reasonIssue)}
      />
      <ActNote error={refund.error} request={request} />
    </Dialog>
  );
}
