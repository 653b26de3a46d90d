import { ArrowRight, CircleCheckBig, GitCompareArrows, Lock, Minus, Pencil, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Result } from '../../../../../shared/features/requests/result.ts';
import { useLocale, useT } from '../../../i18n/useT.ts';
import { Money } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card, Cartouche, List, Note } from '../../../ui/Card.tsx';
import { Chip, StatusChip } from '../../../ui/Chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Icon, type LucideIcon } from '../../../ui/Icon.tsx';
import { Row } from '../../../ui/Stack.tsx';
import { DateTime } from '../../../ui/Time.tsx';
import text from '../../../ui/text.module.css';
import type { Desk } from '../desk.ts';
import { type ComparedLine, type ComparedRow, compareResults, type Mark } from './compare.ts';
import styles from './Result.module.css';

/** A published revision, as a document; the older ones can be read, and compared in words. */
export function ResultSheet({ desk }: { readonly desk: Desk }) {
  const t = useT();
  const locale = useLocale();
  const { results, reference, status, lines } = desk.request;
  const latest = results.at(-1);
  // Null follows the latest, so that a new revision shows by itself.
  const [chosen, setChosen] = useState<number | null>(null);
  const [against, setAgainst] = useState<number | null>(null);
  const chosenResult = results.find(({ revision }) => revision === chosen) ?? latest;
  const other = results.find(({ revision }) => revision === against);
  if (!latest || !chosenResult) return null;
  const [older, shown] =
    other && other.revision > chosenResult.revision ? [chosenResult, other] : [other ?? null, chosenResult];
  const compared = compareResults(shown, older);
  const covered = new Set(shown.lines.map(({ lineId }) => lineId));
  const missing = lines.filter(({ id, state }) => state !== 'cancelled' && !covered.has(id));
  const show = (revision: number | null) => {
    setChosen(revision);
    setAgainst(null);
  };
  return (
    <Card look="sheet" as="article" className={styles.sheet}>
      <div className={styles.part}>
        <Row gap={3} wrap>
          <h3 className={text.d3}>{t('requests.result.title')}</h3>
          <StatusChip status={status} />
        </Row>
        <p className={cx(text.t2, text.typed)} dir="auto">
          {shown.description}
        </p>
        {compared.wasDescription !== null && older && <Was revision={older.revision}>{compared.wasDescription}</Was>}
      </div>
      <Cartouche
        cells={[
          { label: t('requests.result.reference'), value: <span className={text.mono}>{reference}</span> },
          { label: t('requests.result.delivered'), value: <DateTime at={shown.at} /> },
          { label: t('requests.result.by'), value: shown.author },
          { label: t('requests.result.revision'), value: shown.revision },
        ]}
      />
      <div className={styles.part} aria-live="polite">
        {older && (
          <Note
            tone="info"
            icon={GitCompareArrows}
            action={
              <Button variant="quiet" size="s" onPress={() => setAgainst(null)}>
                {t('requests.result.stopComparing')}
              </Button>
            }
          >
            {t(compared.changed ? 'requests.result.comparing' : 'requests.result.same', {
              from: older.revision,
              to: shown.revision,
            })}
          </Note>
        )}
        {!older && shown !== latest && (
          <Note
            tone="info"
            action={
              <Button variant="quiet" size="s" onPress={() => show(null)}>
                {t('requests.result.latest')}
              </Button>
            }
          >
            {t('requests.result.older', { revision: shown.revision })}
          </Note>
        )}
      </div>
      {compared.lines.map((line) => (
        <SheetLine key={line.line.lineId} desk={desk} compared={line} against={older?.revision ?? 0} />
      ))}
      {missing.length > 0 && shown === latest && (
        <p className={cx(text.s, text.t3)}>
          {t('requests.result.missing', { names: missing.map(({ name }) => name[locale]).join(', ') })}
        </p>
      )}
      {results.length > 1 && (
        <Revisions
          results={results}
          shown={shown.revision}
          onRead={(revision) => show(revision === latest.revision ? null : revision)}
          onCompare={setAgainst}
        />
      )}
    </Card>
  );
}

function SheetLine({
  desk,
  compared,
  against,
}: {
  readonly desk: Desk;
  readonly compared: ComparedLine;
  /** The older revision. */
  readonly against: number;
}) {
  const t = useT();
  const locale = useLocale();
  const { line, mark, rows, wasVersion, wasWhere } = compared;
  const ordered = desk.request.lines.find(({ id }) => id === line.lineId);
  const name = ordered?.name[locale] ?? '';
  const kind = t(`services.kind.${line.kind}`);
  const removed = mark === 'removed';
  return (
    <section className={styles.part}>
      <header className={styles.lineHead}>
        <h4 className={cx(text.d4, removed && styles.gone)}>{name}</h4>
        <span className={cx(text.s, text.t3)}>{kind}</span>
        {mark && <MarkChip mark={mark} />}
        <Row as="span" gap={3}>
          {ordered && ordered.finalPrice !== null && <Money value={ordered.finalPrice} final />}
          {ordered?.state === 'done' && (
            <span className={text.ok}>
              <Icon of={CircleCheckBig} />
              <span className={text.sr}>{t('requests.page.lineState.done')}</span>
            </span>
          )}
        </Row>
      </header>
      <dl className={styles.facts}>
        {(line.version !== '' || wasVersion !== null) && (
          <div>
            <dt>{t('requests.result.version')}</dt>
            <dd>
              {line.version || t('requests.result.nothing')}
              {wasVersion !== null && <Was revision={against}>{wasVersion}</Was>}
            </dd>
          </div>
        )}
        {(line.locked || line.where !== '' || wasWhere !== null) && (
          <div>
            <dt>{t('requests.result.where')}</dt>
            <dd>
              {line.locked ? (
                <span className={text.t2}>
                  <Icon of={Lock} /> {t(desk.staff ? 'requests.result.lockedStudio' : 'requests.result.locked')}
                </span>
              ) : (
                <span className={text.mono}>{line.where || t('requests.result.nothing')}</span>
              )}
              {wasWhere !== null && <Was revision={against}>{wasWhere}</Was>}
            </dd>
          </div>
        )}
      </dl>
      {rows.length === 0 ? (
        <p className={cx(text.s, text.t3)}>{t('requests.result.noModifications')}</p>
      ) : (
        <table className={styles.table} aria-label={t('requests.result.modifications', { name })}>
          <thead>
            <tr>
              <th scope="col">{t('requests.result.modification')}</th>
              <th scope="col">{t('requests.result.before')}</th>
              <td className={styles.arrow} />
              <th scope="col">{t('requests.result.after')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a published revision never move.
              <ModificationRow key={index} row={row} against={against} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ModificationRow({
  row: { now, was, mark },
  against,
}: {
  readonly row: ComparedRow;
  readonly against: number;
}) {
  const removed = mark === 'removed';
  const olderOf = (field: 'before' | 'after' | 'note') =>
    was && was[field] !== now[field] && <Was revision={against}>{was[field]}</Was>;
  return (
    <tr>
      <td>
        <b className={cx(removed && styles.gone)}>{now.what}</b>
        {now.note !== '' && <span className={styles.note}>{now.note}</span>}
        {olderOf('note')}
        {mark && (
          <div>
            <MarkChip mark={mark} />
          </div>
        )}
      </td>
      <td className={styles.old}>
        {now.before}
        {olderOf('before')}
      </td>
      <td className={styles.arrow}>
        <Icon of={ArrowRight} />
      </td>
      <td className={cx(removed && styles.gone)}>
        {now.after}
        {olderOf('after')}
      </td>
    </tr>
  );
}

/** The words that stood there in the older revision. */
function Was({ revision, children }: { readonly revision: number; readonly children: string }): ReactNode {
  const t = useT();
  return (
    <span className={styles.note} dir="auto">
      {t('requests.result.was', { revision, text: children.trim() === '' ? t('requests.result.nothing') : children })}
    </span>
  );
}

const MARKS: { readonly [M in Mark]: LucideIcon } = { added: Plus, changed: Pencil, removed: Minus };

function MarkChip({ mark }: { readonly mark: Mark }) {
  const t = useT();
  return (
    <Chip icon={MARKS[mark]} tone={mark === 'removed' ? 'dash' : 'info'}>
      {t(`requests.result.mark.${mark}`)}
    </Chip>
  );
}

function Revisions({
  results,
  shown,
  onRead,
  onCompare,
}: {
  readonly results: readonly Result[];
  readonly shown: number;
  readonly onRead: (revision: number) => void;
  readonly onCompare: (revision: number) => void;
}) {
  const t = useT();
  return (
    <section>
      <h4 className={text.d4}>{t('requests.result.revisions')}</h4>
      <List>
        {[...results].reverse().map(({ revision, description, at }) => (
          <li key={revision} className={styles.revision} aria-current={revision === shown || undefined}>
            <b>{t('requests.result.revisionName', { revision })}</b>
            <span className={cx(text.t2, text.clip)}>{description}</span>
            <span className={text.t3}>
              <DateTime at={at} />
            </span>
            {revision === shown ? (
              <span className={text.t3}>{t('requests.result.shown')}</span>
            ) : (
              <Row as="span" gap={0}>
                <Button
                  variant="quiet"
                  size="s"
                  aria-label={t('requests.result.readOne', { revision })}
                  onPress={() => onRead(revision)}
                >
                  {t('requests.result.read')}
                </Button>
                <Button
                  variant="quiet"
                  size="s"
                  aria-label={t('requests.result.compareOne', { revision })}
                  onPress={() => onCompare(revision)}
                >
                  {t('requests.result.compare')}
                </Button>
              </Row>
            )}
          </li>
        ))}
      </List>
    </section>
  );
}
