import { Check, LockOpen, Undo2 } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { RequestLine } from '../../../../../shared/features/requests/model.ts';
import { useLocale, useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { useMoney } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/Dialog.tsx';
import { useNow } from '../../../ui/Time.tsx';
import text from '../../../ui/text.module.css';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import { OfferForm } from './OfferForm.tsx';
import { OfferList } from './OfferList.tsx';
import { PriceGauge } from './PriceGauge.tsx';
import styles from './Prices.module.css';
import { liveLines, spoken, standingOf } from './standing.ts';

const ReasonDialog = lazy(() => import('../ReasonDialog.tsx').then((module) => ({ default: module.ReasonDialog })));

/** The price of one line: where both sides stand, what was offered, and what the reader can answer. */
export function PricePanel({
  desk,
  line,
  raised,
  more,
}: {
  readonly desk: Desk;
  readonly line: RequestLine;
  /** The one decision of the page: its answer is the primary button. */
  readonly raised: boolean;
  /** Stands at the end of the answers. */
  readonly more?: ReactNode;
}) {
  const t = useT();
  const locale = useLocale();
  const money = useMoney();
  const now = useNow();
  const [writing, setWriting] = useState(false);
  const [reopening, setReopening] = useState(false);
  const [removing, setRemoving] = useState(false);
  const accept = useCommand('requests.acceptOffer');
  const decline = useCommand('requests.declineOffer');
  const withdraw = useCommand('requests.withdrawOffer');
  const reopen = useCommand('requests.reopenPrice');
  const cancelLine = useCommand('requests.cancelLine');

  const { request, side, actions } = desk;
  const name = line.name[locale];
  const standing = standingOf(line, side, now);
  const client = request.client.name.split(' ', 1)[0] ?? request.client.name;
  const studio = t('requests.price.side.studio');
  const names = side === 'client' ? { own: t('requests.happened.you'), other: studio } : { own: studio, other: client };
  const live = line.state !== 'cancelled';
  const mayOffer = live && standing.kind !== 'final' && actions.has('offer');
  const offer = 'offer' in standing ? standing.offer : null;
  const busy = accept.busy || decline.busy || withdraw.busy;

  const answer = async (command: typeof accept, done: string) => {
    if (!offer || busy) return;
    for (const each of [accept, decline, withdraw]) each.forget();
    const { ok } = await perform(desk, command, { ...desk.at, offerId: offer.id });
    if (ok)
      toast({ tone: 'ok', title: done, detail: t('requests.price.about', { name, amount: money(offer.amount) }) });
  };

  const mayReopen = standing.kind === 'final' && live && desk.staff && actions.has('reopenPrice');
  // The last line is not removed: the request itself is cancelled.
  const removable = live && !writing && !raised && actions.has('cancelLine') && liveLines(request).length > 1;
  const remove = async () => {
    if (!(await perform(desk, cancelLine, { ...desk.at, lineId: line.id })).ok) return;
    toast({ tone: 'ok', title: t('requests.price.cancelLine.done'), detail: name });
    setRemoving(false);
  };

  const propose = mayOffer && !writing && (
    <Button onPress={() => setWriting(true)}>
      {t(standing.kind === 'none' ? 'requests.price.offerPrice' : 'requests.price.counter')}
    </Button>
  );

  return (
    <div className={styles.panel}>
      {standing.kind !== 'final' && <PriceGauge {...spoken(line, side)} names={names} />}
      <OfferList offers={line.offers} desk={desk} />
      {mayOffer && standing.kind === 'theirs' && (
        <p className={`${text.s} ${text.t3}`}>
          {t(`requests.price.waits.${side}`, { amount: money(standing.offer.amount), name: client })}
        </p>
      )}
      {mayOffer && standing.kind === 'expired' && (
        <p className={`${text.s} ${text.t3}`}>{t('requests.price.ranOut', { amount: money(standing.offer.amount) })}</p>
      )}
      {mayOffer && standing.kind === 'none' && (
        <p className={`${text.s} ${text.t3}`}>
          {t(`requests.price.open.${side}`, { amount: money(line.listedPrice) })}
        </p>
      )}
      <ActNote error={accept.error ?? decline.error ?? withdraw.error ?? reopen.error} request={request} />
      {writing && <OfferForm desk={desk} lineId={line.id} lineName={name} onClose={() => setWriting(false)} />}
      <div className={styles.acts}>
        {standing.kind === 'yours' && !writing && live && actions.has('acceptOffer') && (
          <>
            <Button
              variant={raised ? 'primary' : 'second'}
              icon={Check}
              busy={accept.busy}
              onPress={() => answer(accept, t('requests.price.accepted'))}
            >
              {t('requests.price.accept', { amount: money(standing.offer.amount) })}
            </Button>
            {propose}
            <Button variant="quiet" busy={decline.busy} onPress={() => answer(decline, t('requests.price.declined'))}>
              {t('requests.price.decline')}
            </Button>
          </>
        )}
        {standing.kind !== 'yours' && propose}
        {(standing.kind === 'theirs' || (standing.kind === 'expired' && standing.offer.side === side)) &&
          live &&
          actions.has('withdrawOffer') && (
            <Button
              variant="quiet"
              icon={Undo2}
              busy={withdraw.busy}
              onPress={() => answer(withdraw, t('requests.price.withdrawn'))}
            >
              {t('requests.price.withdraw')}
            </Button>
          )}
        {mayReopen && (
          <Button variant="quiet" size="s" icon={LockOpen} flush onPress={() => setReopening(true)}>
            {t('requests.price.reopen')}
          </Button>
        )}
        {removable && (
          <Button
            variant="quiet"
            size="s"
            flush={standing.kind === 'final' && !mayReopen}
            onPress={() => setRemoving(true)}
          >
            {t('requests.price.cancelLine.button')}
          </Button>
        )}
        {more}
      </div>
      <ConfirmDialog
        isOpen={removing}
        onClose={() => setRemoving(false)}
        title={t('requests.price.cancelLine.title', { name })}
        confirmLabel={t('requests.price.cancelLine.button')}
        cancelLabel={t('requests.price.cancelLine.keep')}
        danger
        busy={cancelLine.busy}
        onConfirm={remove}
      >
        <p>{t('requests.price.cancelLine.text')}</p>
        <ActNote error={cancelLine.error} request={request} />
      </ConfirmDialog>
      {reopening && (
        <Suspense fallback={null}>
          <ReasonDialog
            act="reopen"
            desk={desk}
            object={name}
            command={reopen}
            send={(reason) => ({ ...desk.at, lineId: line.id, reason })}
            allowed={standing.kind === 'final' && actions.has('reopenPrice')}
            onClose={() => setReopening(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
