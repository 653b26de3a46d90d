import { CircleCheckBig, CircleSlash, FilePenLine, Undo2 } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { Request } from '../../../../../shared/features/requests/model.ts';
import { useT } from '../../../i18n/useT.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card, Cartouche, Note } from '../../../ui/Card.tsx';
import { StatusChip } from '../../../ui/Chip.tsx';
import type { LucideIcon } from '../../../ui/Icon.tsx';
import { Row } from '../../../ui/Stack.tsx';
import { DateTime } from '../../../ui/Time.tsx';
import text from '../../../ui/text.module.css';
import { type Desk, useDesk } from '../desk.ts';
import { useWhen } from '../useWhen.ts';
import { Decision } from './Decision.tsx';
import { type Outcome, outcomeOf } from './outcome.ts';
import styles from './Result.module.css';
import { ResultSheet } from './ResultSheet.tsx';
import { doneLines } from './writing.ts';

const WorkList = lazy(() => import('./WorkList.tsx').then((module) => ({ default: module.WorkList })));
const ResultEditor = lazy(() => import('./ResultEditor.tsx').then((module) => ({ default: module.ResultEditor })));

interface ResultPartProps {
  readonly request: Request;
  /** In the studio's part of the tablet. */
  readonly staff: boolean;
  /** Where the answers of the commands go; the live request brings them too. */
  readonly onChanged?: (request: Request) => void;
  /** Reads the request anew: somebody was faster. */
  readonly onStale?: () => void;
}

const nothing = () => {};

/** What was delivered, and what comes next; nothing before work has begun. */
export function ResultPart({ request, staff, onChanged = nothing, onStale = nothing }: ResultPartProps) {
  const t = useT();
  const desk = useDesk(request, staff, onChanged, onStale);
  const [writing, setWriting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { status, results } = request;
  const closed = status === 'rejected' || status === 'cancelled';
  const works = staff && desk.side === 'studio' && (desk.actions.has('startLine') || desk.actions.has('publish'));
  const mayWrite = staff && (desk.actions.has('publish') || writing);
  const outcome = outcomeOf(request);
  if (results.length === 0 && !closed && status !== 'in_progress' && !works) return null;
  return (
    <section className={styles.part}>
      <h2 ref={heading} tabIndex={-1} className={text.sr}>
        {t('requests.result.title')}
      </h2>
      {outcome && !closed && <Told outcome={outcome} staff={staff} />}
      {staff && desk.actions.has('startLine') && (
        <Suspense fallback={null}>
          <WorkList desk={desk} />
        </Suspense>
      )}
      {mayWrite && !writing && doneLines(request.lines).length > 0 && (
        <Row justify="end">
          <Button
            variant={allPublished(request) ? 'second' : 'primary'}
            size="s"
            icon={FilePenLine}
            onPress={() => setWriting(true)}
          >
            {t(results.length === 0 ? 'requests.result.write' : 'requests.result.writeNext')}
          </Button>
        </Row>
      )}
      {writing && (
        <div className={styles.mat}>
          <Suspense fallback={null}>
            <ResultEditor
              desk={desk}
              onClose={() => {
                setWriting(false);
                heading.current?.focus();
              }}
            />
          </Suspense>
        </div>
      )}
      {!writing && !staff && desk.side === 'client' && desk.actions.has('acceptResult') && <Decision desk={desk} />}
      {!writing && results.length > 0 && (
        <div className={styles.mat}>
          <ResultSheet desk={desk} />
        </div>
      )}
      {closed && outcome && results.length === 0 && <ClosedSheet desk={desk} outcome={outcome} />}
      {closed && outcome && results.length > 0 && <Told outcome={outcome} staff={staff} />}
      {results.length === 0 && !closed && !staff && <p className={text.t3}>{t('requests.result.none')}</p>}
    </section>
  );
}

/** Whether the last revision says everything that is done. */
function allPublished({ lines, results }: Request): boolean {
  const covered = new Set(results.at(-1)?.lines.map(({ lineId }) => lineId));
  return doneLines(lines).every(({ id }) => covered.has(id));
}

const ICONS: { readonly [K in Outcome['kind']]: LucideIcon } = {
  accepted: CircleCheckBig,
  reserved: CircleCheckBig,
  unanswered: CircleCheckBig,
  corrections: Undo2,
  rejected: CircleSlash,
  cancelled: CircleSlash,
};

function Told({ outcome: { kind, at, text: words }, staff }: { readonly outcome: Outcome; readonly staff: boolean }) {
  const t = useT();
  const when = useWhen();
  return (
    <Note tone={kind === 'corrections' && staff ? 'turn' : 'info'} icon={ICONS[kind]}>
      <b>{t(`requests.result.outcome.${kind}`, { when: when(at) })}</b>
      {words !== '' && <Quote>{words}</Quote>}
    </Note>
  );
}

function Quote({ children }: { readonly children: string }): ReactNode {
  const t = useT();
  return (
    <p className={text.typed} dir="auto">
      {t('requests.happened.quote', { text: children })}
    </p>
  );
}

/** The result of a request that was refused or cancelled: its reason and its date. */
function ClosedSheet({ desk, outcome }: { readonly desk: Desk; readonly outcome: Outcome }) {
  const t = useT();
  const when = useWhen();
  const { reference, title, status } = desk.request;
  return (
    <div className={styles.mat}>
      <Card look="sheet" as="article" className={styles.sheet}>
        <Row gap={3} wrap>
          <h3 className={text.d3}>{title}</h3>
          <StatusChip status={status} />
        </Row>
        <Cartouche
          cells={[
            { label: t('requests.result.reference'), value: <span className={text.mono}>{reference}</span> },
            { label: t(`common.status.${status}`), value: <DateTime at={outcome.at} /> },
            ...(outcome.name === '' ? [] : [{ label: t('requests.result.by'), value: outcome.name }]),
          ]}
        />
        {outcome.text === '' ? (
          <p className={text.t2}>{t(`requests.result.outcome.${outcome.kind}`, { when: when(outcome.at) })}</p>
        ) : (
          <Quote>{outcome.text}</Quote>
        )}
      </Card>
    </div>
  );
}
