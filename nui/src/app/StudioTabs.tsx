import { useT } from '../i18n/useT.ts';
import { useViewer } from '../rpc/session.ts';
import { Link } from '../ui/Link.tsx';
import { studioPartsOf } from './routes.ts';
import styles from './Shell.module.css';

/** The parts of the studio's area, above each of them; nothing where there is only one. */
export function StudioTabs({ path }: { readonly path: string }) {
  const t = useT();
  const parts = studioPartsOf(useViewer());
  if (parts.length < 2 || parts.every((part) => part.path !== path)) return null;
  return (
    <nav className={styles.tabs} aria-label={t('common.studioTabs.label')}>
      {parts.map(({ part, path: to }) => (
        <Link key={part} to={to} plain aria-current={to === path ? 'page' : undefined}>
          {t(`common.studioTabs.${part}`)}
        </Link>
      ))}
    </nav>
  );
}
