import { Check, CircleCheckBig, Hammer, Hourglass } from 'lucide-react';
import { useState } from 'react';
import type { RequestLine } from '../../../../../shared/features/requests/model.ts';
import { useLocale, useT } from '../../../i18n/useT.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { Button } from '../../../ui/Button.tsx';
import { List } from '../../../ui/Card.tsx';
import { Chip, type Tone } from '../../../ui/Chip.tsx';
import type { LucideIcon } from '../../../ui/Icon.tsx';
import { Row } from '../../../ui/Stack.tsx';
import text from '../../../ui/text.module.css';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import { excerpt } from '../draft.ts';
import styles from './Result.module.css';
import { doneLines } from './writing.ts';

const LOOKS: { readonly [S in RequestLine['state']]: { readonly icon: LucideIcon; readonly tone: Tone } } = {
  pending: { icon: Hourglass, tone: 'dash' },
  in_progress: { icon: Hammer, tone: 'info' },
  done: { icon: CircleCheckBig, tone: 'ok' },
  cancelled: { icon: Check, tone: 'plain' },
};

/** The lines that are worked on: what is begun, what is done, and what of it the client has seen. */
export function WorkList({ desk }: { readonly desk: Desk }) {
  const t = useT();
  const locale = useLocale();
  const start = useCommand('requests.startLine');
  const finish = useCommand('requests.finishLine');
  const [acting, setActing] = useState<string | null>(null);
  const { request, actions, at } = desk;
  const covered = new Set(request.results.at(-1)?.lines.map(({ lineId }) => lineId));
  const busy = start.busy || finish.busy;
  const act = async (command: typeof start, lineId: string) => {
    if (busy) return;
    start.forget();
    finish.forget();
    setActing(lineId);
    await perform(desk, command, { ...at, lineId });
  };
  return (
    <section>
      <h3 className={text.sr}>{t('requests.result.work')}</h3>
      <List>
        {request.lines
          .filter(({ state }) => state !== 'cancelled')
          .map((line) => {
            const { id, state } = line;
            const name = line.name[locale];
            const hint = excerpt(line.form, line.answers);
            return (
              <li key={id} className={styles.work}>
                <span className={text.clip}>
                  <b>{name}</b> {hint !== '' && <span className={`${text.s} ${text.t3}`}>{hint}</span>}
                </span>
                <Chip {...LOOKS[state]}>{t(`requests.page.lineState.${state}`)}</Chip>
                {state === 'done' ? (
                  <span className={`${text.s} ${text.t3}`}>
                    {t(covered.has(id) ? 'requests.result.published' : 'requests.result.unpublished')}
                  </span>
                ) : (
                  <Row gap={2}>
                    {state === 'pending' && actions.has('startLine') && (
                      <Button
                        size="s"
                        icon={Hammer}
                        busy={start.busy && acting === id}
                        aria-label={t('requests.result.startLineOne', { name })}
                        onPress={() => act(start, id)}
                      >
                        {t('requests.result.startLine')}
                      </Button>
                    )}
                    {state === 'in_progress' && actions.has('finishLine') && (
                      <Button
                        size="s"
                        icon={Check}
                        busy={finish.busy && acting === id}
                        aria-label={t('requests.result.finishLineOne', { name })}
                        onPress={() => act(finish, id)}
                      >
                        {t('requests.result.finishLine')}
                      </Button>
                    )}
                  </Row>
                )}
              </li>
            );
          })}
      </List>
      <ActNote error={start.error ?? finish.error} request={request} />
      {doneLines(request.lines).length === 0 && (
        <p className={`${text.s} ${text.t3}`}>{t('requests.result.writeLater')}</p>
      )}
    </section>
  );
}
