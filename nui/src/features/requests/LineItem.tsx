import {
  AlarmClock,
  ArrowLeftRight,
  ChevronRight,
  CircleCheckBig,
  CircleSlash,
  Hammer,
  Lock,
  Send,
} from 'lucide-react';
import { useId, useState } from 'react';
import type { RequestLine } from '../../../../shared/features/requests/model.ts';
import { daysAgo, formatDate } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { Glyph, Money } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Chip, TurnChip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Col } from '../../ui/Stack.tsx';
import { useNow } from '../../ui/Time.tsx';
import text from '../../ui/text.module.css';
import { Answers } from './Answers.tsx';
import { KIND_ICONS } from './catalogue.ts';
import type { Desk } from './desk.ts';
import { excerpt } from './draft.ts';
import { PricePanel } from './prices/PricePanel.tsx';
import { type Standing, standingOf } from './prices/standing.ts';
import styles from './RequestPage.module.css';

/** One line: what was ordered, its price, and what was answered to its questions. */
export function LineItem({
  desk,
  line,
  raised,
  startOpen,
}: {
  readonly desk: Desk;
  readonly line: RequestLine;
  /** The one decision of the page. */
  readonly raised: boolean;
  readonly startOpen: boolean;
}) {
  const t = useT();
  const locale = useLocale();
  const now = useNow();
  const id = useId();
  const [open, setOpen] = useState(startOpen || raised);
  const [answers, setAnswers] = useState(false);
  const standing = standingOf(line, desk.side, now);
  const hint = excerpt(line.form, line.answers);
  // Once answered it stays open: what was typed there, or why it failed, is not folded away.
  if (raised && !open) setOpen(true);
  const offer = raised && standing.kind === 'yours' ? standing.offer : null;
  return (
    <li className={cx(styles.line, open && styles.open, offer && styles.raised)}>
      {offer ? (
        <div className={styles.raisedHead}>
          <Col gap={1}>
            <span>
              <TurnChip>{t('requests.price.yourTurn')}</TurnChip>
            </span>
            <h3 className={text.d3}>{line.name[locale]}</h3>
            {hint !== '' && <span className={cx(text.s, text.t3, text.clip)}>{hint}</span>}
          </Col>
          <Col gap={1} className={text.right}>
            <span className={cx(text.s, text.t3)}>
              {t(`requests.price.offers.${offer.side}`, { name: desk.request.client.name })}
            </span>
            <Money value={offer.amount} size="l" />
            {offer.expiresAt !== null && (
              <span className={cx(text.s, text.t3)}>
                <Until at={offer.expiresAt} />
              </span>
            )}
          </Col>
        </div>
      ) : (
        <button
          type="button"
          className={styles.lineHead}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Glyph of={KIND_ICONS[line.kind]} size="s" />
          <Col as="span" gap={0}>
            <b className={text.clip2}>{line.name[locale]}</b>
            {hint !== '' && !open && <span className={cx(text.s, text.t3, text.clip)}>{hint}</span>}
          </Col>
          <LineChip desk={desk} line={line} standing={standing} />
          <LinePrice line={line} standing={standing} />
          <Icon of={ChevronRight} className={styles.chevron} />
        </button>
      )}
      {open && (
        <div id={id} className={offer ? undefined : styles.lineBody}>
          <PricePanel
            desk={desk}
            line={line}
            raised={raised}
            more={
              offer && (
                <Button
                  variant="quiet"
                  aria-expanded={answers}
                  className={styles.brief}
                  onPress={() => setAnswers(!answers)}
                >
                  {t('requests.page.brief')}
                </Button>
              )
            }
          />
          {(!offer || answers) && <Answers line={line} />}
        </div>
      )}
    </li>
  );
}

function Until({ at }: { readonly at: number }) {
  const t = useT();
  const locale = useLocale();
  const today = daysAgo(at, useNow()) === 0;
  const when = formatDate(at, today ? 'time' : 'moment', locale);
  return t(today ? 'requests.price.untilTime' : 'requests.price.untilDay', { when });
}

/** Where the line stands: its price until that is final, then the work on it. */
function LineChip({
  desk,
  line,
  standing,
}: {
  readonly desk: Desk;
  readonly line: RequestLine;
  readonly standing: Standing;
}) {
  const t = useT();
  if (line.state === 'cancelled') return <Chip icon={CircleSlash}>{t('requests.page.lineState.cancelled')}</Chip>;
  if (line.state === 'done') {
    return (
      <Chip icon={CircleCheckBig} tone="ok">
        {t('requests.page.lineState.done')}
      </Chip>
    );
  }
  if (line.state === 'in_progress') {
    return (
      <Chip icon={Hammer} tone="info">
        {t('requests.page.lineState.in_progress')}
      </Chip>
    );
  }
  switch (standing.kind) {
    case 'final':
      return (
        <Chip icon={Lock} tone="ok">
          {t('requests.price.final')}
        </Chip>
      );
    case 'yours':
      return desk.actions.has('acceptOffer') ? (
        <TurnChip />
      ) : (
        <Chip icon={ArrowLeftRight} tone="talk">
          {t('requests.price.openOffer')}
        </Chip>
      );
    case 'theirs':
      return (
        <Chip icon={Send} tone="dash">
          {t('requests.price.sentOffer')}
        </Chip>
      );
    case 'expired':
      return (
        <Chip icon={AlarmClock} tone="dash">
          {t('requests.price.expiredOffer')}
        </Chip>
      );
    case 'none':
      return <span />;
  }
}

/** What it was, struck, and what it is; a final price is underlined twice, as one closes an account. */
function LinePrice({ line, standing }: { readonly line: RequestLine; readonly standing: Standing }) {
  const [before] = useState(line.finalPrice);
  const cancelled = line.state === 'cancelled';
  const amount =
    standing.kind === 'final' ? standing.amount : standing.kind === 'none' ? line.listedPrice : standing.offer.amount;
  const final = standing.kind === 'final';
  return (
    <span className={styles.linePrice}>
      {!cancelled && line.listedPrice !== null && line.listedPrice !== amount && <Money value={line.listedPrice} was />}
      <Money
        value={amount}
        was={cancelled || standing.kind === 'expired'}
        final={final && !cancelled}
        className={final && before !== line.finalPrice ? styles.signed : undefined}
      />
    </span>
  );
}
