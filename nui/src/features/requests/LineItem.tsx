import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { RequestLine } from '../../../../shared/features/requests/model.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { Glyph, Money } from '../../ui/Bits.tsx';
import { cx } from '../../ui/cx.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Col } from '../../ui/Stack.tsx';
import text from '../../ui/text.module.css';
import { type ShownAnswer, shownAnswers } from './answers.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { KIND_ICONS } from './catalogue.ts';
import { excerpt } from './draft.ts';
import { LongText } from './LongText.tsx';
import styles from './RequestPage.module.css';

const isShort = ({ type }: ShownAnswer): boolean => type !== 'long' && type !== 'code';

/** One line: the service as it was ordered, and what was answered to its questions. */
export function LineItem({ line, startOpen }: { readonly line: RequestLine; readonly startOpen: boolean }) {
  const t = useT();
  const locale = useLocale();
  const id = useId();
  const [open, setOpen] = useState(startOpen);
  const answers = shownAnswers(line, locale);
  const short = answers.filter(isShort);
  const long = answers.filter((answer) => !isShort(answer));
  const hint = excerpt(line.form, line.answers);
  return (
    <li className={cx(styles.line, open && styles.open)}>
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
        <span className={cx(text.s, text.t3)}>{t(`requests.page.lineState.${line.state}`)}</span>
        <Money value={line.listedPrice} />
        <Icon of={ChevronRight} className={styles.chevron} />
      </button>
      {open && (
        <dl id={id} className={styles.answers}>
          {answers.length === 0 && <p className={cx(text.s, text.t3)}>{t('requests.page.noAnswers')}</p>}
          {short.length > 0 && (
            <div className={styles.short}>
              {short.map((answer) => (
                <Answer key={answer.key} answer={answer} />
              ))}
            </div>
          )}
          {long.map((answer) => (
            <Answer key={answer.key} answer={answer} />
          ))}
        </dl>
      )}
    </li>
  );
}

function Answer({ answer }: { readonly answer: ShownAnswer }) {
  return (
    <div className={styles.answer}>
      <dt>{answer.label}</dt>
      <dd>
        <AnswerValue answer={answer} />
      </dd>
    </div>
  );
}

function AnswerValue({ answer }: { readonly answer: ShownAnswer }) {
  const t = useT();
  const locale = useLocale();
  switch (answer.type) {
    case 'short':
      return (
        <span className={text.typed} dir="auto">
          {answer.value}
        </span>
      );
    case 'tick':
      return t(answer.value ? 'requests.page.yes' : 'requests.page.no');
    case 'number':
      return `${formatNumber(answer.value, locale)}${answer.unit ? `\u00a0${answer.unit}` : ''}`;
    case 'long':
      return <LongText value={answer.value} />;
    case 'code':
      return <CodeBlock value={answer.value} label={answer.label} />;
  }
}
