import { useState } from 'react';
import type { Offer } from '../../../../../shared/features/requests/model.ts';
import { useT } from '../../../i18n/useT.ts';
import { Money } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { RelativeTime, useNow } from '../../../ui/Time.tsx';
import text from '../../../ui/text.module.css';
import type { Desk } from '../desk.ts';
import styles from './Prices.module.css';
import { isExpired } from './standing.ts';

/** So many of the newest offers are shown at once. */
const SHOWN = 4;

/** Who offered what, and with which words; oldest first. What no longer counts is struck, and says why. */
export function OfferList({ offers, desk }: { readonly offers: readonly Offer[]; readonly desk: Desk }) {
  const t = useT();
  const now = useNow();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, offers.length - SHOWN);
  if (offers.length === 0) return null;
  return (
    <div>
      {hidden > 0 && (
        <Button variant="quiet" size="s" flush onPress={() => setAll(true)}>
          {t('requests.price.earlier', { count: hidden })}
        </Button>
      )}
      <ol aria-label={t('requests.price.list')}>
        {offers.slice(hidden).map((offer) => {
          const { id, side, author, amount, note, createdAt, state } = offer;
          const counts = state === 'accepted' || (state === 'open' && !isExpired(offer, now));
          const word = state === 'open' ? (counts ? null : 'expired') : state;
          const mine = side === 'client' && desk.side === 'client';
          return (
            <li key={id} className={styles.offer}>
              <b dir="auto">{mine ? t('requests.happened.you') : author || t(`requests.price.side.${side}`)}</b>
              <span className={styles.said} dir="auto">
                {note.trim() !== '' && t('requests.happened.quote', { text: note.trim() })}
              </span>
              {word && (
                <span className={word === 'superseded' ? text.sr : styles.word}>
                  {t(`requests.price.state.${word}`)}
                </span>
              )}
              <RelativeTime at={createdAt} />
              <Money value={amount} was={!counts} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
