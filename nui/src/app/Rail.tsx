import { BookOpen, ClipboardList, DraftingCompass, House } from 'lucide-react';
import type { RequestSummary } from '../../../shared/features/requests/model.ts';
import { turnOf } from '../../../shared/features/requests/workflow.ts';
import { useT } from '../i18n/useT.ts';
import { useLive } from '../rpc/hooks.ts';
import { useViewer } from '../rpc/session.ts';
import { Count, Mark } from '../ui/Bits.tsx';
import { Icon, type LucideIcon } from '../ui/Icon.tsx';
import { Link } from '../ui/Link.tsx';
import { type Section, sectionsOf } from './routes.ts';
import styles from './Shell.module.css';

const ICONS: { readonly [S in Section]: LucideIcon } = {
  home: House,
  requests: ClipboardList,
  catalogue: BookOpen,
  studio: DraftingCompass,
};

interface Page {
  items: RequestSummary[];
  more: boolean;
}

/** The page of a list with this row in it: in its place, or newly on top. Older versions change nothing. */
function withRow(page: Page, row: RequestSummary): Page {
  const known = page.items.find(({ id }) => id === row.id);
  if (!known) return { ...page, items: [row, ...page.items] };
  if (known.version >= row.version) return page;
  return { ...page, items: page.items.map((each) => (each.id === row.id ? row : each)) };
}

/** The places of the tablet, with what waits for this person there. */
export function Rail({ section }: { readonly section: Section }) {
  const t = useT();
  const viewer = useViewer();
  const own = useLive('requests.own', viewer.permissions.includes('request.submit') ? {} : null, withRow);
  const board = useLive('requests.board', viewer.permissions.includes('request.read') ? {} : null, withRow);
  const waiting = (page: typeof own, whose: 'client' | 'studio'): string | null => {
    if (page.state !== 'ready') return null;
    const count = page.data.items.filter(({ status }) => turnOf(status) === whose).length;
    return count === 0 ? null : `${count}${page.data.more ? '+' : ''}`;
  };
  const counts: { readonly [S in Section]?: string | null } = {
    requests: waiting(own, 'client'),
    studio: waiting(board, 'studio'),
  };
  return (
    <aside className={styles.rail}>
      <div className={styles.brand}>
        <Mark name={viewer.studio.name} />
      </div>
      <nav className={styles.nav} aria-label={t('common.nav.label')}>
        {sectionsOf(viewer).map(({ section: each, path }) => {
          const count = counts[each];
          return (
            <Link key={each} to={path} plain aria-current={each === section ? 'page' : undefined}>
              <Icon of={ICONS[each]} />
              <span className={styles.navWord}>{t(`common.nav.${each}`)}</span>
              {count && (
                <span className={styles.navCount}>
                  <Count label={t('common.nav.waiting', { count: Number.parseInt(count, 10) })}>{count}</Count>
                </span>
              )}
            </Link>
          );
        })}
      </nav>
    </aside>
  );
}
