import {
  ArrowLeftRight,
  Banknote,
  Clock,
  Hammer,
  Landmark,
  Lock,
  LockOpen,
  MessageSquare,
  PackageCheck,
  Pencil,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import { useRef } from 'react';
import type { HistoryEntry, Request } from '../../../../shared/features/requests/model.ts';
import type { Locale } from '../../../../shared/schema.ts';
import { daysAgo, formatDate } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { ScrollArea } from '../../ui/Bits.tsx';
import { STATUS_LOOKS } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon, type LucideIcon } from '../../ui/Icon.tsx';
import { DateTime, useNow } from '../../ui/Time.tsx';
import text from '../../ui/text.module.css';
import { byDay, type HappeningKind, kindOf, tellsState } from './history.ts';
import styles from './RequestPage.module.css';

/** Kinds with a sign of their own; the others carry that of the state that they led to. */
const ICONS: { readonly [K in HappeningKind]?: LucideIcon } = {
  edit: Pencil,
  addLines: Pencil,
  offer: ArrowLeftRight,
  declineOffer: ArrowLeftRight,
  withdrawOffer: Undo2,
  acceptOffer: Lock,
  acceptAll: Lock,
  confirmListed: Lock,
  reopenPrice: LockOpen,
  pay: Landmark,
  recordPayment: Banknote,
  refund: Undo2,
  reversePayment: TriangleAlert,
  startLine: Hammer,
  finishLine: Hammer,
  publish: PackageCheck,
  askCorrections: Undo2,
  comment: MessageSquare,
  answerComment: MessageSquare,
  editComment: MessageSquare,
  hideComment: MessageSquare,
};

/** What has happened, oldest first, opened at its end. `asClient`: what the reader did is told as theirs. */
export function HistoryStream({ request, asClient }: { readonly request: Request; readonly asClient: boolean }) {
  const t = useT();
  const { history } = request;
  const seenSeq = useRef(history.at(-1)?.seq ?? 0);
  return (
    <ScrollArea reverse className={styles.stream} label={t('requests.page.history')}>
      <div className={styles.streamDays} role="log">
        {byDay(history).map(({ at, entries }) => (
          <section key={at}>
            <h3 className={styles.day}>
              <DayName at={at} />
            </h3>
            <ul className={styles.events}>
              {entries.map((entry) => (
                <Event key={entry.seq} entry={entry} asClient={asClient} isNew={entry.seq > seenSeq.current} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </ScrollArea>
  );
}

function DayName({ at }: { readonly at: number }) {
  const t = useT();
  const locale = useLocale();
  const days = daysAgo(at, useNow());
  if (days === 0) return t('common.today');
  if (days === 1) return t('common.yesterday');
  return dayName(at, locale);
}

/** « lundi 23 novembre » */
const dayName = (at: number, locale: Locale): string => {
  const long = formatDate(at, 'long', locale);
  return long.replace(/[\s,]*(?:à|at)?\s*\d{1,2}:\d{2}.*$/u, '');
};

function Event({
  entry,
  asClient,
  isNew,
}: {
  readonly entry: HistoryEntry;
  readonly asClient: boolean;
  readonly isNew: boolean;
}) {
  const t = useT();
  const { at, actor, from, to, note } = entry;
  const kind = kindOf(entry);
  const mine = asClient && !actor.staff;
  const name = mine ? t('requests.happened.you') : actor.name || t('requests.happened.someone');
  return (
    <li className={cx(styles.event, isNew && styles.newEvent)}>
      <Icon of={ICONS[kind] ?? STATUS_LOOKS[to]?.icon ?? Clock} size={1.25} />
      <span>
        {kind === 'reversePayment' ? (
          t('requests.happened.reversePayment')
        ) : (
          <>
            <b dir="auto">{name}</b> {t(`requests.happened.${mine ? 'byYou' : 'byOther'}.${kind}`)}
          </>
        )}
        {from && tellsState(entry) && (
          <span className={cx(text.xs, text.t3)}>
            <br />
            {t('requests.happened.toStatus', { from: t(`common.status.${from}`), to: t(`common.status.${to}`) })}
          </span>
        )}
      </span>
      <DateTime at={at} style="time" />
      {note !== undefined && note.trim() !== '' && (
        <p className={styles.quote} dir="auto">
          {t('requests.happened.quote', { text: note.trim() })}
        </p>
      )}
    </li>
  );
}
