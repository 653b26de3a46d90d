import { Ban, CirclePause, CircleSlash, Hammer, Hand, Play, UserCheck, UserX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../rpc/hooks.ts';
import { useViewer } from '../../rpc/session.ts';
import { Button } from '../../ui/Button.tsx';
import type { LucideIcon } from '../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { ActNote } from './ActNote.tsx';
import { type Desk, perform } from './desk.ts';
import { sumsOf } from './payment/sums.ts';
import styles from './RequestPage.module.css';

const ReasonDialog = lazy(() => import('./ReasonDialog.tsx').then((module) => ({ default: module.ReasonDialog })));

type Step = 'take' | 'start' | 'resume';
const STEPS: { readonly [S in Step]: LucideIcon } = { take: Hand, start: Hammer, resume: Play };
const STEP_NAMES = ['take', 'start', 'resume'] as const satisfies readonly Step[];

/** What moves the whole request, for its reader: the buttons come from the same tables as the server's answer. */
export function RequestActs({
  desk,
  raised,
}: {
  readonly desk: Desk;
  /** A line already asks for the one decision of this page. */
  readonly raised: boolean;
}) {
  const t = useT();
  const me = useViewer().account?.id;
  const [asking, setAsking] = useState<'hold' | 'reject' | 'cancel' | null>(null);
  const take = useCommand('requests.take');
  const start = useCommand('requests.start');
  const resume = useCommand('requests.resume');
  const assign = useCommand('requests.assign');
  const release = useCommand('requests.release');
  const hold = useCommand('requests.hold');
  const reject = useCommand('requests.reject');
  const cancel = useCommand('requests.cancel');
  const plain = { take, start, resume, assign, release };
  const { request, actions, staff, side, at } = desk;

  const act = async (action: keyof typeof plain) => {
    for (const command of Object.values(plain)) command.forget();
    await perform(desk, plain[action], at);
  };
  const steps = staff ? STEP_NAMES.filter((step) => actions.has(step)) : [];
  // Work may begin before the money is there; it is the next step once it is.
  const isNext = (step: Step) => !raised && (step !== 'start' || sumsOf(request).due === 0);

  const others: MenuItem[] = [];
  const offer = (action: 'reject' | 'cancel', icon: LucideIcon, label: string) =>
    others.push({ id: action, icon, label, danger: true, onAction: () => setAsking(action) });
  if (staff) {
    if (actions.has('assign') && request.status !== 'submitted' && request.assignee?.id !== me) {
      others.push({ id: 'assign', icon: UserCheck, label: t('requests.action.assign'), onAction: () => act('assign') });
    }
    if (actions.has('release') && request.assignee && request.assignee.id === me) {
      others.push({ id: 'release', icon: UserX, label: t('requests.action.release'), onAction: () => act('release') });
    }
    if (actions.has('reject')) offer('reject', Ban, t('requests.action.reject'));
    if (actions.has('cancel')) offer('cancel', CircleSlash, t('requests.action.cancel'));
  } else if (actions.has('cancel') && side === 'client') {
    offer('cancel', CircleSlash, t('requests.action.cancelOwn'));
  }

  const error = Object.values(plain).find((command) => command.error)?.error ?? null;
  const dialog = { desk, object: request.reference, onClose: () => setAsking(null) };
  const reasoned = (reason: string) => ({ ...at, reason });
  return (
    <>
      <div className={styles.acts}>
        {staff && actions.has('hold') && (
          <Button size="s" icon={CirclePause} onPress={() => setAsking('hold')}>
            {t('requests.action.hold')}
          </Button>
        )}
        {steps.map((step) => (
          <Button
            key={step}
            size="s"
            variant={isNext(step) ? 'primary' : 'second'}
            icon={STEPS[step]}
            busy={plain[step].busy}
            onPress={() => act(step)}
          >
            {t(`requests.action.${step}`)}
          </Button>
        ))}
        {others.length > 0 && <Menu label={t('requests.action.more')} items={others} />}
      </div>
      {error && (
        <div className={styles.headNote}>
          <ActNote error={error} request={request} />
        </div>
      )}
      {asking && (
        <Suspense fallback={null}>
          {asking === 'hold' && (
            <ReasonDialog {...dialog} act="hold" command={hold} send={reasoned} allowed={actions.has('hold')} />
          )}
          {asking === 'reject' && (
            <ReasonDialog {...dialog} act="reject" command={reject} send={reasoned} allowed={actions.has('reject')} />
          )}
          {asking === 'cancel' && (
            <ReasonDialog
              {...dialog}
              act={side === 'client' ? 'cancelOwn' : 'cancel'}
              command={cancel}
              send={reasoned}
              allowed={actions.has('cancel')}
            />
          )}
        </Suspense>
      )}
    </>
  );
}
