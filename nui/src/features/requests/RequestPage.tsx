import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Request } from '../../../../shared/features/requests/model.ts';
import { daysAgo, formatDate } from '../../i18n/format.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useFeed } from '../../rpc/hooks.ts';
import { ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { StatusChip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { navigate, useCrumb } from '../../ui/navigation.ts';
import { ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { placeOf, STEPS, type Step, Tape } from '../../ui/Tape.tsx';
import { DateTime, useNow } from '../../ui/Time.tsx';
import text from '../../ui/text.module.css';
import { type Desk, useDesk } from './desk.ts';
import { HistoryStream } from './HistoryStream.tsx';
import { reachedAt } from './history.ts';
import { LineItem } from './LineItem.tsx';
import { LongText } from './LongText.tsx';
import { PaymentBar } from './payment/PaymentBar.tsx';
import { PaymentList } from './payment/PaymentList.tsx';
import { AllPrices } from './prices/AllPrices.tsx';
import { awaiting } from './prices/standing.ts';
import { RequestActs } from './RequestActs.tsx';
import styles from './RequestPage.module.css';
import { createRequestFile } from './store.ts';
import { TurnNote } from './TurnNote.tsx';

const ResultPart = lazy(() => import('./result/ResultPart.tsx').then((module) => ({ default: module.ResultPart })));
const CommentsPart = lazy(() =>
  import('./result/CommentsPart.tsx').then((module) => ({ default: module.CommentsPart })),
);

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
  return <RequestFile request={request} staff={staff} onChanged={file.put} onStale={retry} />;
}

function RequestFile({
  request,
  staff,
  onChanged,
  onStale,
}: {
  readonly request: Request;
  readonly staff: boolean;
  readonly onChanged: (request: Request) => void;
  readonly onStale: () => void;
}) {
  const t = useT();
  const now = useNow();
  const desk = useDesk(request, staff, onChanged, onStale);
  const { lines, status, results } = request;
  const [main, setMain] = useState<string | null>(null);
  const [side, setSide] = useState<string | null>(null);
  const raisedId = desk.actions.has('acceptOffer') ? awaiting(request, desk.side, now)[0]?.line.id : undefined;
  const raised = raisedId !== undefined;
  const published = results.length > 0;
  // From when work has begun there is a result to write or to read; from the first revision on there is a say about it.
  const worked = published || status === 'in_progress' || status === 'delivered';
  const description = (
    <section className={styles.block}>
      <h2 className={text.d4}>{t('requests.page.description')}</h2>
      <LongText value={request.description} />
    </section>
  );
  const linesAndPrices = (
    <ScrollArea className={styles.content}>
      <TurnNote desk={desk} />
      {status === 'submitted' && description}
      <section className={styles.block}>
        <header className={styles.blockHead}>
          <h2 className={worked ? text.sr : text.d4}>{t('requests.page.lines')}</h2>
          <AllPrices desk={desk} />
        </header>
        <ol>
          {lines.map((line) => (
            <LineItem
              key={line.id}
              desk={desk}
              line={line}
              raised={line.id === raisedId}
              startOpen={!raised && lines.length <= OPEN_LINES}
            />
          ))}
        </ol>
      </section>
      <PaymentList desk={desk} />
      {status !== 'submitted' && description}
    </ScrollArea>
  );
  const history = <HistoryStream request={request} asClient={!staff} />;
  const part = { request, staff, onChanged, onStale };
  return (
    <>
      <Head desk={desk} raised={raised} />
      <div className={styles.body}>
        <section className={styles.main}>
          {worked ? (
            <Tabs
              label={t('requests.page.parts')}
              selected={main ?? (published || staff ? 'result' : 'lines')}
              onSelect={setMain}
              items={[
                { id: 'lines', label: t('requests.page.lines'), content: linesAndPrices },
                {
                  id: 'result',
                  label: t('requests.page.result'),
                  content: (
                    <ScrollArea className={styles.content}>
                      <Suspense fallback={<SkeletonRows rows={3} />}>
                        <ResultPart {...part} />
                      </Suspense>
                    </ScrollArea>
                  ),
                },
              ]}
            />
          ) : (
            linesAndPrices
          )}
          <PaymentBar desk={desk} raised={raised} />
        </section>
        <section className={styles.side}>
          {published ? (
            <Tabs
              label={t('requests.page.talk')}
              selected={side ?? 'comments'}
              onSelect={setSide}
              items={[
                {
                  id: 'comments',
                  label: t('requests.page.comments'),
                  content: (
                    <ScrollArea className={styles.said}>
                      <Suspense fallback={<SkeletonRows rows={2} />}>
                        <CommentsPart {...part} />
                      </Suspense>
                    </ScrollArea>
                  ),
                },
                { id: 'history', label: t('requests.page.history'), content: history },
              ]}
            />
          ) : (
            <>
              <h2 className={text.d4}>{t('requests.page.history')}</h2>
              {history}
            </>
          )}
        </section>
      </div>
    </>
  );
}

function Head({ desk, raised }: { readonly desk: Desk; readonly raised: boolean }) {
  const { title, status, heldFrom, history } = desk.request;
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
      <div className={styles.headRow}>
        <h1 className={cx(text.d2, text.clip)} title={title}>
          {title}
        </h1>
        <StatusChip status={status} className={styles.chip ?? ''} />
        <RequestActs desk={desk} raised={raised} />
      </div>
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
