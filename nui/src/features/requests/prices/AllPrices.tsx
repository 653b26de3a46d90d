import { CheckCheck, Lock } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { Money, useMoney } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/Dialog.tsx';
import { useNow } from '../../../ui/Time.tsx';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import styles from './Prices.module.css';
import { awaiting, confirmable } from './standing.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
}

/** Several prices in one: the client accepts all offers, the studio confirms all listed prices. */
export function AllPrices({ desk }: { readonly desk: Desk }) {
  const t = useT();
  const locale = useLocale();
  const money = useMoney();
  const now = useNow();
  /** The version that the question was asked about: prices that change under it are a conflict, never a surprise. */
  const [asking, setAsking] = useState<Desk['at'] | null>(null);
  const acceptAll = useCommand('requests.acceptAll');
  const confirmListed = useCommand('requests.confirmListed');
  const { request, side, actions, at } = desk;

  const act = side === 'client' ? 'acceptAll' : 'confirmListed';
  const command = side === 'client' ? acceptAll : confirmListed;
  const rows: readonly Row[] = !actions.has(act)
    ? []
    : side === 'client'
      ? awaiting(request, side, now).map(({ line, offer }) => ({
          id: line.id,
          name: line.name[locale],
          amount: offer.amount,
        }))
      : confirmable(request).map(({ id, name, listedPrice }) => ({ id, name: name[locale], amount: listedPrice }));
  const enough = rows.length >= (side === 'client' ? 2 : 1);
  if (!enough && asking === null) return null;

  const total = rows.reduce((sum, { amount }) => sum + amount, 0);
  const values = { count: rows.length, amount: money(total) };
  const confirm = async () => {
    // Once told of a change, the person answers about what is listed now.
    const outcome = await perform(desk, command, command.error ? at : (asking ?? at));
    if (!outcome.ok) return;
    toast({ tone: 'ok', title: t(`requests.price.${act}.done`, values), detail: money(total) });
    setAsking(null);
  };
  const close = () => {
    command.forget();
    setAsking(null);
  };
  return (
    <>
      <Button size="s" icon={side === 'client' ? CheckCheck : Lock} onPress={() => setAsking(at)}>
        {t(`requests.price.${act}.button`, values)}
      </Button>
      <ConfirmDialog
        isOpen={asking !== null}
        onClose={close}
        title={t(`requests.price.${act}.title`, values)}
        confirmLabel={t(`requests.price.${act}.confirm`, values)}
        cancelLabel={t('common.action.back')}
        busy={command.busy}
        onConfirm={confirm}
      >
        <p>{t(`requests.price.${act}.text`, values)}</p>
        <ul>
          {rows.map(({ id, name, amount }) => (
            <li key={id} className={styles.offer}>
              <span className={styles.said}>{name}</span>
              <Money value={amount} />
            </li>
          ))}
        </ul>
        <ActNote error={command.error} request={request} />
      </ConfirmDialog>
    </>
  );
}
