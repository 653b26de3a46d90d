import { CircleAlert, X } from 'lucide-react';
import { useState } from 'react';
import type { AppError, FieldIssue } from '../../../../shared/errors.ts';
import { errorText, fieldTexts } from '../../i18n/errors.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { Money, ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { ConfirmDialog } from '../../ui/Dialog.tsx';
import { FieldError } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Col, Row } from '../../ui/Stack.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import text from '../../ui/text.module.css';
import styles from './Composer.module.css';
import { lineOf, type Services } from './check.ts';
import { type DraftLine, excerpt, isEmptyDraft, type RequestDraft, totalOf } from './draft.ts';

interface SummaryProps {
  readonly draft: RequestDraft;
  readonly services: Services;
  /** The price list is there: lines can be judged. */
  readonly ready: boolean;
  readonly issues: readonly FieldIssue[];
  readonly error: AppError | null;
  readonly busy: boolean;
  /** Key of the line whose form is shown. */
  readonly selected: string | null;
  readonly onChange: (next: (draft: RequestDraft) => RequestDraft) => void;
  readonly onLeave: (path: string) => void;
  readonly onSelect: (lineKey: string) => void;
  readonly onRemove: (line: DraftLine) => void;
  readonly onSubmit: () => void;
  readonly onClear: () => void;
}

/** The request as it stands, what it costs at list price, and the one act of this view. */
export function Summary(props: SummaryProps) {
  const t = useT();
  const { draft, services, ready, issues, error, busy, selected } = props;
  const errors = fieldTexts(issues);
  return (
    <aside className={styles.summary}>
      <ScrollArea className={styles.sheet}>
        <Row justify="between" className={styles.sheetHead}>
          <h2 className={`${text.d4} ${text.clip}`}>{t('requests.form.summary')}</h2>
          <Clear {...props} />
        </Row>
        <div className={styles.sheetFields} inert={busy}>
          <TextField
            name="title"
            label={t('requests.form.titleLabel')}
            placeholder={t('requests.form.titlePlaceholder')}
            value={draft.title}
            error={errors.get('title')}
            onChange={(title) => props.onChange((now) => ({ ...now, title }))}
            onBlur={() => props.onLeave('title')}
          />
          <Col gap={1}>
            <h3 className={styles.label}>{t('requests.form.lines')}</h3>
            {draft.lines.length === 0 && (
              <p className={`${text.s} ${text.t3}`} data-field="lines">
                {t('requests.form.noLines')}
              </p>
            )}
            {errors.has('lines') && draft.lines.length === 0 && <FieldError>{t('requests.form.needLine')}</FieldError>}
            <ol className={styles.lines}>
              {draft.lines.map((line, index) => (
                <SummaryLine
                  key={line.key}
                  line={line}
                  index={index}
                  services={services}
                  ready={ready}
                  wrong={issues.filter((issue) => lineOf(issue) === index).length}
                  on={line.key === selected}
                  onSelect={() => props.onSelect(line.key)}
                  onRemove={() => props.onRemove(line)}
                />
              ))}
            </ol>
          </Col>
          <TextArea
            name="description"
            label={t('requests.form.description')}
            placeholder={t('requests.form.descriptionPlaceholder')}
            rows={4}
            value={draft.description}
            error={errors.get('description')}
            onChange={(description) => props.onChange((now) => ({ ...now, description }))}
            onBlur={() => props.onLeave('description')}
          />
        </div>
      </ScrollArea>
      <footer className={styles.foot}>
        {draft.lines.length > 0 && <TotalRow draft={draft} services={services} />}
        <p className={`${text.s} ${text.t3}`}>{t('requests.form.nothingCharged')}</p>
        {error && !busy && <SendError error={error} pending={draft.sending !== null} />}
        {issues.length > 0 && !error && (
          <p className={`${text.s} ${text.bad}`} role="status">
            {t('requests.form.problems', { count: issues.length })}
          </p>
        )}
        <Button variant="primary" block busy={busy} onPress={props.onSubmit}>
          {t(draft.sending !== null && !busy ? 'requests.form.sendAgain' : 'requests.form.submit')}
        </Button>
      </footer>
    </aside>
  );
}

function SendError({ error, pending }: { readonly error: AppError; readonly pending: boolean }) {
  const t = useT();
  return (
    <Note tone="bad">{pending && error.code === 'timeout' ? t('requests.form.uncertain') : errorText(error)}</Note>
  );
}

function SummaryLine({
  line,
  index,
  services,
  ready,
  wrong,
  on,
  onSelect,
  onRemove,
}: {
  readonly line: DraftLine;
  readonly index: number;
  readonly services: Services;
  readonly ready: boolean;
  readonly wrong: number;
  readonly on: boolean;
  readonly onSelect: () => void;
  readonly onRemove: () => void;
}) {
  const t = useT();
  const locale = useLocale();
  const service = services.get(line.serviceId);
  const name = (service ?? line).name[locale];
  const gone = ready && !service;
  const hint = service ? excerpt(service.form, line.values) : '';
  return (
    <li className={cx(styles.line, on && styles.lineOn)}>
      <button
        type="button"
        className={styles.linePress}
        aria-current={on ? 'true' : undefined}
        aria-label={t('requests.form.editLine', { line: index + 1, name })}
        onClick={onSelect}
      >
        <span className={styles.lineName}>
          <b className={text.clip2}>{name}</b>
          {service && <Money value={service.price} />}
        </span>
        {hint !== '' && wrong === 0 && <span className={`${text.s} ${text.t2} ${text.clip}`}>{hint}</span>}
        {(wrong > 0 || gone) && (
          <span className={`${text.s} ${text.bad} ${styles.lineWrong}`}>
            <Icon of={CircleAlert} />
            {gone ? t('requests.form.unavailable') : t('requests.form.toComplete', { count: wrong })}
          </span>
        )}
      </button>
      <IconButton label={t('requests.form.removeLine', { line: index + 1, name })} icon={X} onPress={onRemove} />
    </li>
  );
}

function TotalRow({ draft, services }: { readonly draft: RequestDraft; readonly services: Services }) {
  const t = useT();
  const prices = draft.lines.flatMap(({ serviceId }) => {
    const service = services.get(serviceId);
    return service ? [service.price] : [];
  });
  const { listed, onQuotation } = totalOf(prices);
  const onlyQuotation = onQuotation > 0 && onQuotation === prices.length;
  return (
    <Row justify="between" align="base" gap={2}>
      <span className={text.t2}>{t('requests.form.total')}</span>
      <Col gap={0} className={text.right}>
        <Money value={onlyQuotation ? null : listed} size="l" />
        {onQuotation > 0 && !onlyQuotation && (
          <span className={`${text.s} ${text.t3}`}>{t('requests.form.plusQuotation', { count: onQuotation })}</span>
        )}
      </Col>
    </Row>
  );
}

/** Throws the draft away, after asking. */
function Clear({ draft, busy, onClear }: SummaryProps) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  if (isEmptyDraft(draft)) return null;
  return (
    <>
      <Button variant="quiet" size="s" isDisabled={busy} onPress={() => setAsking(true)}>
        {t('requests.form.clear')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('requests.form.clearTitle')}
        confirmLabel={t('requests.form.clearConfirm')}
        cancelLabel={t('requests.form.clearCancel')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onClear();
        }}
      >
        {t('requests.form.clearText')}
      </ConfirmDialog>
    </>
  );
}
