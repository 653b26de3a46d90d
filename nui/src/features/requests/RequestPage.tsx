import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Request } from '../../../../shared/features/requests/model.ts';
import { daysAgo, formatDate } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useFeed } from '../../rpc/hooks.ts';
import { Money, ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Cartouche } from '../../ui/Card.tsx';
import { StatusChip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { navigate, useCrumb } from '../../ui/navigation.ts';
import { Row } from '../../ui/Stack.tsx';
import { ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { placeOf, STEPS, type Step, Tape } from '../../ui/Tape.tsx';
import { DateTime, useNow } from '../../ui/Time.tsx';
import text from '../../ui/text.module.css';
import { HistoryStream } from './HistoryStream.tsx';
import { reachedAt } from './history.ts';
import { LineItem } from './LineItem.tsx';
import { LongText } from './LongText.tsx';
import styles from './RequestPage.module.css';
import { createRequestFile } from './store.ts';
import { TurnNote } from './TurnNote.tsx';

const StaffBar = lazy(() => import('./StaffBar.tsx').then((module) => ({ default: module.StaffBar })));

/** So few lines are read at once; more are folded. */
const OPEN_LINES = 2;

/** One request, live: what was asked, where it stands, what has happened. */
export function RequestPage({ requestId, staff }: { readonly requestId: string; readonly staff: boolean }) {
  const t = useT();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another request is another file.
  const file = useMemo(createRequestFile, [requestId]);
  const { retry } = useFeed('requests.one', { requestId }, { show: file.show, change: file.put, fail: file.fail });
  const { request, error } = useStore(file.store);
  useCrumb(request?.reference ?? null, { mono: true });
  if (error) {
    return (
      <ErrorState
        heading="h1"
        title={t('requests.page.failed')}
        error={error}
        onRetry={retry}
        action={
          <Button variant="quiet" onPress={() => navigate(staff ? '/studio/requests' : '/requests')}>
            {t(staff ? 'requests.page.backToBoard' : 'requests.page.backToMine')}
          </Button>
        }
      />
    );
  }
  if (!request) {
    return (
      <div className={styles.loading}>
        <SkeletonRows rows={5} />
      </div>
    );
  }
  return (
    <>
      <Head request={request} />
      <div className={styles.body}>
        <section className={styles.main}>
          <ScrollArea className={styles.content}>
            <TurnNote request={request} staff={staff} />
            <section className={styles.block}>
              <h2 className={text.d4}>{t('requests.page.description')}</h2>
              <LongText value={request.description} />
            </section>
            <section className={styles.block}>
              <h2 className={text.d4}>{t('requests.page.lines')}</h2>
              <ol className={styles.lines}>
                {request.lines.map((line) => (
                  <LineItem key={line.id} line={line} startOpen={request.lines.length <= OPEN_LINES} />
                ))}
              </ol>
            </section>
          </ScrollArea>
          {staff ? (
            <Suspense fallback={<div className={styles.bar} />}>
              <StaffBar request={request} onChanged={file.put} onConflict={retry} />
            </Suspense>
          ) : (
            <ClientBar request={request} />
          )}
        </section>
        <HistoryStream request={request} asClient={!staff} />
      </div>
    </>
  );
}

function Head({ request }: { readonly request: Request }) {
  const { title, status, heldFrom, history } = request;
  // A closed request stands where it was when it was closed.
  const before = history.filter(({ from }) => from !== null && from !== 'on_hold').at(-1)?.from ?? null;
  const place = placeOf(status, heldFrom ?? before);
  const reached = reachedAt(history);
  const details: { [S in Step]?: ReactNode } = {};
  for (const [index, step] of STEPS.entries()) {
    const current = index === place.now;
    const at = reached.get(current && place.still ? status : step);
    if (at === undefined || index > place.now) continue;
    details[step] = current ? <Since at={at} /> : <DateTime at={at} style="day" />;
  }
  return (
    <header className={styles.head}>
      <Row gap={4}>
        <h1 className={cx(text.d2, text.clip)} title={title}>
          {title}
        </h1>
        <StatusChip status={status} className={styles.chip ?? ''} />
      </Row>
      <Tape place={place} details={details} />
    </header>
  );
}

function Since({ at }: { readonly at: number }) {
  const t = useT();
  const locale = useLocale();
  const style = daysAgo(at, useNow()) === 0 ? 'time' : 'day';
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDate(at, 'long', locale)}>
      {t('requests.page.since', { when: formatDate(at, style, locale) })}
    </time>
  );
}

function ClientBar({ request }: { readonly request: Request }) {
  const t = useT();
  const { assignee, createdAt, listedTotal } = request;
  return (
    <footer className={styles.bar}>
      <Cartouche
        cells={[
          { label: t('requests.page.submittedOn'), value: <DateTime at={createdAt} style="day" /> },
          { label: t('requests.page.assignee'), value: assignee?.name ?? t('requests.page.nobody') },
          { label: t('requests.page.total'), value: <Money value={listedTotal} /> },
        ]}
      />
    </footer>
  );
}
