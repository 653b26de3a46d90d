import { ArrowLeft } from 'lucide-react';
import type { FieldIssue } from '../../../../shared/errors.ts';
import type { Service } from '../../../../shared/features/services/model.ts';
import { fieldTexts } from '../../i18n/errors.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { AnswerField, isWide } from '../../ui/AnswerField.tsx';
import type { Value } from '../../ui/answerValue.ts';
import { ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Card.tsx';
import { Col } from '../../ui/Stack.tsx';
import { EmptyState, SkeletonRows } from '../../ui/States.tsx';
import text from '../../ui/text.module.css';
import styles from './Composer.module.css';
import { answerPath } from './check.ts';
import { type DraftLine, orphans, type Values } from './draft.ts';

interface LinePaneProps {
  readonly line: DraftLine | undefined;
  /** Place of the line in the request. */
  readonly index: number;
  readonly count: number;
  /** Undefined: it left the price list. */
  readonly service: Service | undefined;
  /** The price list is on its way. */
  readonly loading: boolean;
  readonly issues: readonly FieldIssue[];
  readonly locked: boolean;
  readonly onValue: (field: string, value: Value | undefined) => void;
  readonly onLeave: (path: string) => void;
  readonly onSeen: (service: Service) => void;
  readonly onRemove: () => void;
}

/** The intake form of the chosen line. */
export function LinePane(props: LinePaneProps) {
  const t = useT();
  const { line, service, loading } = props;
  if (!line) {
    return (
      <ScrollArea className={styles.pane}>
        <EmptyState icon={ArrowLeft} heading="h1" title={t('requests.form.pickTitle')} className={styles.pick}>
          {t('requests.form.pickText')}
        </EmptyState>
      </ScrollArea>
    );
  }
  if (loading) {
    return (
      <ScrollArea className={styles.pane}>
        <SkeletonRows rows={4} />
      </ScrollArea>
    );
  }
  return service ? <Form {...props} line={line} service={service} /> : <Gone {...props} line={line} />;
}

function Form({
  line,
  index,
  count,
  service,
  issues,
  locked,
  onValue,
  onLeave,
  onSeen,
}: LinePaneProps & { readonly line: DraftLine; readonly service: Service }) {
  const t = useT();
  const locale = useLocale();
  const errors = fieldTexts(issues);
  const changed = line.version !== service.version;
  return (
    <ScrollArea className={styles.pane}>
      <Col as="header" gap={1}>
        {count > 1 && (
          <span className={`${text.s} ${text.t3}`}>
            {t('requests.form.position', { line: index + 1, lines: count })}
          </span>
        )}
        <h1 className={text.d3}>{service.name[locale]}</h1>
        <p className={`${text.t2} ${text.measure}`}>{service.description[locale]}</p>
      </Col>
      {changed && (
        <Note
          tone="info"
          action={
            <Button size="s" onPress={() => onSeen(service)}>
              {t('requests.form.changedSeen')}
            </Button>
          }
        >
          {t('requests.form.changed')}
        </Note>
      )}
      <Leftovers texts={orphans(service.form, line.values)} />
      <div className={styles.fields}>
        {service.form.map((field) => {
          const path = answerPath(index, field.key);
          return (
            <AnswerField
              key={field.key}
              field={field}
              name={path}
              value={line.values[field.key]}
              error={errors.get(path)}
              isDisabled={locked}
              className={isWide(field) ? styles.wide : undefined}
              onChange={(value) => onValue(field.key, value)}
              onBlur={() => onLeave(path)}
            />
          );
        })}
      </div>
    </ScrollArea>
  );
}

function Gone({ line, index, onRemove }: LinePaneProps & { readonly line: DraftLine }) {
  const t = useT();
  const locale = useLocale();
  const texts = textsOf(line.values);
  return (
    <ScrollArea className={styles.pane}>
      <h1 className={text.d3}>{line.name[locale]}</h1>
      <div data-field={`lines.${index}.serviceId`}>
        <Note
          tone="bad"
          action={
            <Button size="s" onPress={onRemove}>
              {t('common.action.remove')}
            </Button>
          }
        >
          <b>{t('requests.form.goneTitle')}</b>
          <br />
          {t('requests.form.goneText')}
        </Note>
      </div>
      {texts.length === 0 && <p className={`${text.s} ${text.t3}`}>{t('requests.form.noAnswers')}</p>}
      {texts.map(([key, answer]) => (
        <pre key={key} className={styles.leftover}>
          {answer}
        </pre>
      ))}
    </ScrollArea>
  );
}

/** Texts that have lost their question: shown until the person has done something with them. */
function Leftovers({ texts }: { readonly texts: readonly (readonly [string, string])[] }) {
  const t = useT();
  return texts.map(([key, answer]) => (
    <section key={key} className={styles.orphan}>
      <b className={text.s}>{t('requests.form.orphan')}</b>
      <p className={`${text.s} ${text.t3}`}>{t('requests.form.orphanHelp')}</p>
      <pre className={styles.leftover}>{answer}</pre>
    </section>
  ));
}

const textsOf = (values: Values): readonly (readonly [string, string])[] => orphans([], values);
