import { PencilLine } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/useT.ts';
import { api } from '../../rpc/client.ts';
import { DraftBox } from '../../rpc/drafts.ts';
import { useViewer } from '../../rpc/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Col } from '../../ui/Stack.tsx';
import text from '../../ui/text.module.css';
import styles from './Home.module.css';
import { useWhen } from './useWhen.ts';

/** What this screen tells about the request that is being written. */
interface Opened {
  readonly title: string;
  readonly lines: number;
}

const NOTHING: Opened = { title: '', lines: 0 };

function parse(stored: unknown): Opened | null {
  if (typeof stored !== 'object' || stored === null || !('title' in stored) || !('lines' in stored)) return null;
  const { title, lines } = stored;
  return typeof title === 'string' && Array.isArray(lines) ? { title, lines: lines.length } : null;
}

/** An open draft to go on with; nothing when there is none. */
export function DraftRow() {
  const t = useT();
  const when = useWhen();
  const accountId = useViewer().account?.id ?? null;
  const box = useMemo(
    () => new DraftBox('request.new', accountId, NOTHING, { parse }, { api, storage: localStorage, now: Date.now }),
    [accountId],
  );
  useEffect(() => box.connect(), [box]);
  const { value, savedAt } = useStore(box.store);
  const { title, lines } = value;
  if (title.trim() === '' && lines === 0) return null;
  const facts = [
    lines === 0 ? t('home.draft.noLines') : t('home.draft.lines', { count: lines }),
    ...(savedAt === null ? [] : [t('home.draft.saved', { when: when(savedAt) })]),
  ];
  return (
    <div className={styles.draft}>
      <Icon of={PencilLine} className={text.t3} />
      <Col gap={0} grow>
        <b className={`${text.s} ${text.clip}`}>{title.trim() || t('home.draft.untitled')}</b>
        <span className={`${text.xs} ${text.t3} ${text.clip}`}>{facts.join(', ')}</span>
      </Col>
      <Button variant="quiet" size="s" onPress={() => navigate('/requests/new')}>
        {t('home.draft.resume')}
      </Button>
    </div>
  );
}
