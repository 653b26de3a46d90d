import type { RequestLine } from '../../../../shared/features/requests/model.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { cx } from '../../ui/cx.ts';
import text from '../../ui/text.module.css';
import { type ShownAnswer, shownAnswers } from './answers.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { LongText } from './LongText.tsx';
import styles from './RequestPage.module.css';

const isShort = ({ type }: ShownAnswer): boolean => type !== 'long' && type !== 'code';

/** What was answered to the questions of a line: the short ones side by side, then the long ones. */
export function Answers({ line }: { readonly line: RequestLine }) {
  const t = useT();
  const locale = useLocale();
  const answers = shownAnswers(line, locale);
  const short = answers.filter(isShort);
  const long = answers.filter((answer) => !isShort(answer));
  if (answers.length === 0) return <p className={cx(text.s, text.t3)}>{t('requests.page.noAnswers')}</p>;
  return (
    <dl className={styles.answers}>
      {[...short, ...long].map((answer) => (
        <div key={answer.key} className={cx(styles.answer, !isShort(answer) && styles.wideAnswer)}>
          <dt>{answer.label}</dt>
          <dd>
            <AnswerValue answer={answer} />
          </dd>
        </div>
      ))}
    </dl>
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
