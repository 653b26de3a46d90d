import { ChevronRight, SlidersHorizontal, X } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../i18n/useT.ts';
import { api } from '../rpc/client.ts';
import { shownDraftStore } from '../rpc/draft.ts';
import { useViewer } from '../rpc/session.ts';
import { Avatar } from '../ui/Bits.tsx';
import { cx } from '../ui/cx.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Link } from '../ui/Link.tsx';
import { crumbStore } from '../ui/navigation.ts';
import { rootPath, type Section } from './routes.ts';
import { SavedHint } from './SavedHint.tsx';
import styles from './Shell.module.css';

const SettingsPanel = lazy(() => import('./SettingsPanel.tsx'));

/** Where one is, whether what is typed is safe, and the tablet's own buttons. */
export function Bar({ section, path }: { readonly section: Section; readonly path: string }) {
  const t = useT();
  const viewer = useViewer();
  const draft = useStore(shownDraftStore);
  const [settings, setSettings] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const name = viewer.account?.name ?? `${viewer.character.firstName} ${viewer.character.lastName}`;
  return (
    <header className={styles.bar}>
      <Crumbs section={section} path={path} />
      <div className={styles.tools}>
        <SavedHint status={draft.status} savedAt={draft.savedAt} />
        <IconButton
          label={t('common.settings.title')}
          icon={SlidersHorizontal}
          buttonRef={trigger}
          aria-haspopup="dialog"
          aria-expanded={settings}
          onPress={() => setSettings(true)}
        />
        {settings && (
          <Suspense fallback={null}>
            <SettingsPanel triggerRef={trigger} onClose={() => setSettings(false)} />
          </Suspense>
        )}
        <Avatar name={name} staff={viewer.staff} />
        <IconButton label={t('common.action.closeTablet')} icon={X} kbd="Esc" onPress={() => api.signal('close')} />
      </div>
    </header>
  );
}

function Crumbs({ section, path }: { readonly section: Section; readonly path: string }) {
  const t = useT();
  const own = useStore(crumbStore);
  const root = rootPath(section, path);
  const here =
    own.label ??
    (path === '/signup' ? t('common.crumb.signUp') : path === '/requests/new' ? t('common.crumb.newRequest') : null);
  const deeper = here ?? (path === root ? null : t('common.crumb.request'));
  return (
    <nav aria-label={t('common.crumb.label')} className={styles.crumbs}>
      <ol className={styles.crumbs}>
        <li>
          {deeper === null ? (
            <span className={styles.here} aria-current="page">
              {t(`common.nav.${section}`)}
            </span>
          ) : (
            <Link to={root} plain>
              {t(`common.nav.${section}`)}
            </Link>
          )}
        </li>
        {deeper !== null && (
          <li>
            <Icon of={ChevronRight} />
            <span className={cx(styles.here, own.label !== null && own.mono && styles.mono)} aria-current="page">
              {deeper}
            </span>
          </li>
        )}
      </ol>
    </nav>
  );
}
