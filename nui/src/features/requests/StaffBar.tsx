import { CirclePause, Hand, Play } from 'lucide-react';
import { useState } from 'react';
import type { Request } from '../../../../shared/features/requests/model.ts';
import type { RequestAction } from '../../../../shared/features/requests/workflow.ts';
import { errorText } from '../../i18n/errors.ts';
import { useT } from '../../i18n/useT.ts';
import { useCommand } from '../../rpc/hooks.ts';
import { actorOf, useViewer } from '../../rpc/session.ts';
import { Money } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Cartouche, Note } from '../../ui/Card.tsx';
import type { LucideIcon } from '../../ui/Icon.tsx';
import text from '../../ui/text.module.css';
import { availableActions } from './actions.ts';
import { Conflict } from './Conflict.tsx';
import { HoldDialog } from './HoldDialog.tsx';
import styles from './RequestPage.module.css';

/** The steps that this bar offers; prices, payment and delivery have places of their own. */
type BarAction = Extract<RequestAction, 'take' | 'hold' | 'resume'>;

const LOOKS: { readonly [A in BarAction]: { readonly icon: LucideIcon; readonly primary: boolean } } = {
  hold: { icon: CirclePause, primary: false },
  take: { icon: Hand, primary: true },
  resume: { icon: Play, primary: true },
};

const BAR_ACTIONS: readonly BarAction[] = ['hold', 'take', 'resume'];

/** What the studio can do with this request now: the buttons come from the same tables as the server's answer. */
export function StaffBar({
  request,
  onChanged,
  onConflict,
}: {
  readonly request: Request;
  readonly onChanged: (request: Request) => void;
  /** Reads the request anew: somebody was faster. */
  readonly onConflict: () => void;
}) {
  const t = useT();
  const viewer = useViewer();
  const [holding, setHolding] = useState(false);
  const take = useCommand('requests.take');
  const resume = useCommand('requests.resume');
  const commands = { take, resume };
  const actions = availableActions(actorOf(viewer), request);
  const ordered = BAR_ACTIONS.filter((action) => actions.includes(action));

  const act = async (action: 'take' | 'resume') => {
    for (const command of Object.values(commands)) command.forget();
    const outcome = await commands[action].run({ requestId: request.id, version: request.version });
    if (outcome.ok) {
      onChanged(outcome.data);
    } else if (outcome.error.code === 'conflict' || outcome.error.code === 'invalid_transition') {
      onConflict();
    }
  };

  const error = take.error ?? resume.error;
  const { client, assignee, listedTotal } = request;
  return (
    <div className={styles.staffBar}>
      {error && (
        <div className={styles.conflict}>
          <Note tone="bad">{error.code === 'conflict' ? <Conflict request={request} /> : errorText(error)}</Note>
        </div>
      )}
      <footer className={styles.bar}>
        <Cartouche
          cells={[
            { label: t('requests.page.client'), value: client.name },
            { label: t('requests.page.assignee'), value: assignee?.name ?? t('requests.page.nobody') },
            { label: t('requests.page.total'), value: <Money value={listedTotal} /> },
          ]}
        />
        <div className={styles.acts}>
          {ordered.length === 0 && <span className={`${text.s} ${text.t3}`}>{t('requests.action.none')}</span>}
          {ordered.map((action) => (
            <Button
              key={action}
              variant={LOOKS[action].primary ? 'primary' : 'second'}
              icon={LOOKS[action].icon}
              busy={action === 'hold' ? false : commands[action].busy}
              onPress={() => (action === 'hold' ? setHolding(true) : act(action))}
            >
              {t(`requests.action.${action}`)}
            </Button>
          ))}
        </div>
      </footer>
      {holding && (
        <HoldDialog
          request={request}
          allowed={actions.includes('hold')}
          onChanged={onChanged}
          onConflict={onConflict}
          onClose={() => setHolding(false)}
        />
      )}
    </div>
  );
}
