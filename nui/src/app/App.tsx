import { UserX, WifiOff, X } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { UNSAFE_PortalProvider } from 'react-aria/PortalProvider';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Route, Router, Switch, useLocation } from 'wouter';
import { useStore } from 'zustand';
import { ARIA_TAGS } from '../i18n/format.ts';
import { useLocale, useT } from '../i18n/useT.ts';
import { api } from '../rpc/client.ts';
import { connectionStore } from '../rpc/connection.ts';
import { sessionStore } from '../rpc/session.ts';
import { Mark } from '../ui/Bits.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { navigate, tabletLocation } from '../ui/navigation.ts';
import { EmptyState, SkeletonRows } from '../ui/States.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import text from '../ui/text.module.css';
import { Bar } from './Bar.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { focusScreen, PAGE_ID } from './focus.ts';
import { listenToKeys } from './keys.ts';
import { noteOpen } from './memory.ts';
import { Rail } from './Rail.tsx';
import { sectionOf, sectionsOf } from './routes.ts';
import { Screen } from './Screen.tsx';
import styles from './Shell.module.css';
import { StudioTabs } from './StudioTabs.tsx';
import { SCREENS } from './screens.ts';
import { settingsStore } from './settings.ts';
import { tabletStore } from './tablet.ts';

/** The tablet over the game: nothing is drawn until the game has said hello and texts are there. */
export function App() {
  const { phase, ready } = useStore(tabletStore);
  const [drawn, setDrawn] = useState(false);
  const [faulty, setFaulty] = useState(false);
  useEffect(() => {
    if (phase === 'open') setDrawn(true);
    if (phase === 'closed') setFaulty(false);
  }, [phase]);
  if (!ready || !drawn || faulty) return null;
  // A fault outside the screens must not keep the person from the game: the next opening starts anew.
  const giveBack = () => {
    api.signal('close');
    navigate('/', { replace: true });
    setFaulty(true);
  };
  return (
    <ErrorBoundary onFault={giveBack}>
      <Tablet phase={phase} />
    </ErrorBoundary>
  );
}

function Tablet({ phase }: { readonly phase: 'closed' | 'open' | 'closing' }) {
  const t = useT();
  const locale = useLocale();
  const { theme, density, motion } = useStore(settingsStore);
  const generation = useStore(sessionStore, (state) => state.generation);
  const overlays = useRef<HTMLDivElement>(null);
  const container = useCallback(() => overlays.current, []);
  useEffect(() => {
    const paths = () => {
      const { viewer } = sessionStore.getState();
      return viewer ? sectionsOf(viewer).map(({ path }) => path) : [];
    };
    return listenToKeys(api, paths);
  }, []);
  useEffect(() => {
    if (phase === 'open') focusScreen();
  }, [phase]);
  return (
    <I18nProvider locale={ARIA_TAGS[locale]}>
      <UNSAFE_PortalProvider getContainer={container}>
        <Router hook={tabletLocation.hook} searchHook={tabletLocation.searchHook}>
          <div className={styles.stage} hidden={phase === 'closed'}>
            <section
              className={cx(
                styles.tablet,
                `theme-${theme}`,
                theme === 'light' && styles.light,
                density === 'compact' && 'density-compact',
                motion === 'reduced' && 'reduce-motion',
                phase === 'closing' && styles.closing,
                'tablet',
              )}
              aria-label={t('common.studio')}
            >
              <div className={styles.screen}>
                <Door>
                  <Workplace key={generation} />
                </Door>
              </div>
              <Toasts running={phase === 'open'} />
              <div ref={overlays} />
            </section>
          </div>
        </Router>
      </UNSAFE_PortalProvider>
    </I18nProvider>
  );
}

/** Opens once the server has said who holds the tablet. */
function Door({ children }: { readonly children: ReactNode }) {
  const t = useT();
  const { viewer, error } = useStore(sessionStore);
  if (viewer) return children;
  const character = error?.code === 'no_character';
  return (
    <>
      <aside className={styles.rail}>
        <div className={styles.brand}>
          <Mark name={t('common.studio')} />
        </div>
      </aside>
      <header className={cx(styles.bar, styles.ends)}>
        <IconButton label={t('common.action.closeTablet')} icon={X} kbd="Esc" onPress={() => api.signal('close')} />
      </header>
      <main id={PAGE_ID} className={cx(styles.page, error && styles.mat)} tabIndex={-1}>
        {error ? (
          <EmptyState
            icon={character ? UserX : WifiOff}
            heading="h1"
            className={styles.sheet}
            title={t(character ? 'session.noCharacter.title' : 'session.noAnswer.title')}
            action={<Button onPress={() => api.retryNow()}>{t('common.action.retryNow')}</Button>}
          >
            {t(character ? 'session.noCharacter.text' : 'session.noAnswer.text')}
          </EmptyState>
        ) : (
          <div className={styles.pad}>
            <span className={text.sr} role="status">
              {t('session.opening')}
            </span>
            <SkeletonRows rows={5} />
          </div>
        )}
      </main>
    </>
  );
}

/** The known person's tablet: rail, bar and the screen. */
function Workplace() {
  const [path] = useLocation();
  const section = sectionOf(path);
  useEffect(() => {
    if (tabletStore.getState().phase === 'open') noteOpen(tabletLocation.history.at(-1) ?? path);
  }, [path]);
  return (
    <>
      <Rail section={section} />
      <Bar section={section} path={path} />
      <Lost />
      <main id={PAGE_ID} className={styles.page} tabIndex={-1}>
        <StudioTabs path={path} />
        <Switch>
          <Route path="/">
            <Screen of={SCREENS.home} props={{}} />
          </Route>
          <Route path="/signup">
            <Screen of={SCREENS.signUp} props={{}} />
          </Route>
          <Route path="/catalogue">
            <Screen of={SCREENS.catalogue} props={{}} />
          </Route>
          <Route path="/requests">
            <Screen of={SCREENS.myRequests} props={{}} />
          </Route>
          <Route path="/requests/new">
            <Screen of={SCREENS.newRequest} props={{}} />
          </Route>
          <Route path="/requests/:id">
            {({ id }) => <Screen key={id} of={SCREENS.request} props={{ requestId: id, staff: false }} />}
          </Route>
          <Route path="/studio/requests">
            <Screen of={SCREENS.board} props={{}} />
          </Route>
          <Route path="/studio/requests/:id">
            {({ id }) => <Screen key={id} of={SCREENS.request} props={{ requestId: id, staff: true }} />}
          </Route>
          <Route path="/studio/services">
            <Screen of={SCREENS.services} props={{}} />
          </Route>
          <Route path="/studio/services/new">
            <Screen of={SCREENS.service} props={{ serviceId: null }} />
          </Route>
          <Route path="/studio/services/:id">
            {({ id }) => <Screen key={id} of={SCREENS.service} props={{ serviceId: id }} />}
          </Route>
          <Route>
            <Away />
          </Route>
        </Switch>
      </main>
    </>
  );
}

/** An address that no screen has (an old note): home is always there. */
function Away() {
  useEffect(() => navigate('/', { replace: true }), []);
  return null;
}

function Lost() {
  const t = useT();
  const state = useStore(connectionStore, (connection) => connection.state);
  if (state !== 'lost') return null;
  return (
    <div className={styles.lost} role="status">
      <span className={styles.pulse} />
      <b>{t('common.connection.lost')}</b>
      <p>{t('common.connection.lostText')}</p>
      <Button variant="quiet" size="s" onPress={() => api.retryNow()}>
        {t('common.action.retryNow')}
      </Button>
    </div>
  );
}
