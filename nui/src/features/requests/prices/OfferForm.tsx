import { useState } from 'react';
import { MAX_REASON } from '../../../../../shared/features/requests/model.ts';
import { useCurrency } from '../../../i18n/currency.ts';
import { fieldText } from '../../../i18n/errors.ts';
import { useT } from '../../../i18n/useT.ts';
import { useDraft } from '../../../rpc/draft.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { AmountField } from '../../../ui/AmountField.tsx';
import { readAmount } from '../../../ui/amount.ts';
import { useMoney } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Note } from '../../../ui/Card.tsx';
import { Row } from '../../../ui/Stack.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import styles from './Prices.module.css';

const EMPTY = { amount: '', note: '' };

/** Another price, with a word about it. What was typed stays until it was sent or thrown away. */
export function OfferForm({
  desk,
  lineId,
  lineName,
  onClose,
}: {
  readonly desk: Desk;
  readonly lineId: string;
  readonly lineName: string;
  readonly onClose: () => void;
}) {
  const t = useT();
  const money = useMoney();
  const { symbol } = useCurrency();
  const [typed, setTyped, draft] = useDraft(`request.${desk.request.id}.offer.${lineId}`, EMPTY);
  const offer = useCommand('requests.offer');
  const [asked, setAsked] = useState(false);
  const amount = readAmount(typed.amount, symbol);
  const tooLong = typed.note.length > MAX_REASON;
  const line = desk.request.lines.find(({ id }) => id === lineId);
  const allowed = desk.actions.has('offer') && line?.finalPrice === null && line.state !== 'cancelled';
  const drop = () => {
    draft.clear();
    onClose();
  };

  if (!allowed && !offer.busy) {
    const words = [
      ...(amount.ok ? [money(amount.value)] : []),
      ...(typed.note.trim() === '' ? [] : [typed.note.trim()]),
    ];
    return (
      <>
        <ActNote error={offer.error} request={desk.request} />
        <Note
          tone="info"
          action={
            <Button variant="quiet" size="s" onPress={drop}>
              {t('common.action.clear')}
            </Button>
          }
        >
          {t('requests.price.formGone')}
          {words.length > 0 && <p>{t('requests.happened.quote', { text: words.join(', ') })}</p>}
        </Note>
      </>
    );
  }

  const send = async () => {
    setAsked(true);
    if (!amount.ok || tooLong) return;
    if (!(await perform(desk, offer, { ...desk.at, lineId, amount: amount.value, note: typed.note })).ok) return;
    toast({
      tone: 'ok',
      title: t('requests.price.offered'),
      detail: t('requests.price.about', { name: lineName, amount: money(amount.value) }),
    });
    drop();
  };

  // An empty field is not reproached before one has tried to send it.
  const wrong = !amount.ok && (asked || amount.issue.code === 'too_big' || amount.issue.code === 'whole_number');
  return (
    <div className={styles.form}>
      <div className={styles.fields}>
        <AmountField
          label={t('requests.price.amount')}
          value={typed.amount}
          onChange={(value) => setTyped((known) => ({ ...known, amount: value }))}
          onEnter={send}
          error={wrong && !amount.ok ? fieldText(amount.issue) : undefined}
          autoFocus
        />
        <TextArea
          label={t('requests.price.note')}
          required={false}
          rows={1}
          value={typed.note}
          onChange={(value) => setTyped((known) => ({ ...known, note: value }))}
          placeholder={t(`requests.price.notePlaceholder.${desk.side}`)}
          error={tooLong ? fieldText({ code: 'too_long', limit: MAX_REASON }) : undefined}
        />
      </div>
      <ActNote error={offer.error} request={desk.request} />
      <Row gap={2}>
        <Button variant="primary" busy={offer.busy} onPress={send}>
          {amount.ok ? t('requests.price.offer', { amount: money(amount.value) }) : t('requests.price.offerPrice')}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          {t('common.action.cancel')}
        </Button>
      </Row>
    </div>
  );
}
