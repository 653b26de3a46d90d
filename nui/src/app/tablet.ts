import { createStore } from 'zustand/vanilla';
import type { GameFrame } from '../../../shared/contract/wire.ts';
import type { Locale } from '../../../shared/schema.ts';
import { currencyStore } from '../i18n/currency.ts';
import { setLocale } from '../i18n/i18n.ts';
import type { Api } from '../rpc/api.ts';
import { flushDrafts } from '../rpc/drafts.ts';
import { followSession, sessionStore } from '../rpc/session.ts';
import { navigate, tabletLocation } from '../ui/navigation.ts';
import { runClock } from '../ui/Time.tsx';
import { noteActive, noteClosed, noteOpen, openBefore } from './memory.ts';
import { applyScale, settingsStore } from './settings.ts';

interface TabletState {
  /** `closing` lasts as long as its animation. */
  readonly phase: 'closed' | 'open' | 'closing';
  /** Texts are there: something can be drawn. */
  readonly ready: boolean;
}

export const tabletStore = createStore<TabletState>(() => ({ phase: 'closed', ready: false }));

const CLOSING_MS = 180;

const route = (): string => tabletLocation.history.at(-1) ?? '/';

/** Ties the page to the game: opening, closing, language, recovery after a restart. */
export function startTablet(api: Api): void {
  let stopClock: (() => void) | null = null;
  let closing: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    clearTimeout(closing);
    applyScale();
    noteOpen(route());
    stopClock ??= runClock();
    tabletStore.setState({ phase: 'open' });
    api.resume();
  };

  const hide = () => {
    if (tabletStore.getState().phase !== 'open') return;
    flushDrafts();
    api.suspend();
    stopClock?.();
    stopClock = null;
    noteClosed();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    tabletStore.setState({ phase: 'closing' });
    closing = setTimeout(() => tabletStore.setState({ phase: 'closed' }), CLOSING_MS);
  };

  const speak = (locale: Locale) =>
    setLocale(locale).then(
      () => tabletStore.setState({ ready: true }),
      (error: unknown) => console.error(`The texts in ${locale} could not be read`, error),
    );

  const hear = (frame: GameFrame) => {
    switch (frame.t) {
      case 'hello': {
        const before = openBefore(Date.now());
        if (before !== null && route() !== before) navigate(before, { replace: true });
        speak(frame.locale);
        if (frame.open) show();
        else if (before !== null) api.signal('open');
        return;
      }
      case 'open':
        show();
        return;
      case 'close':
        hide();
        return;
      case 'locale':
        speak(frame.locale);
    }
  };

  sessionStore.subscribe(({ viewer }) => {
    if (viewer) currencyStore.setState(viewer.studio.currency, true);
  });
  followSession(api);
  api.start(hear);

  const active = () => {
    if (tabletStore.getState().phase === 'open') noteActive(route());
  };
  window.addEventListener('pointerdown', active, { capture: true });
  window.addEventListener('keydown', active, { capture: true });
  window.addEventListener('pagehide', () => {
    flushDrafts();
    if (tabletStore.getState().phase === 'open') noteOpen(route());
  });
  window.addEventListener('resize', applyScale);
  settingsStore.subscribe(applyScale);
}

/** The person chose a language: shown at once, kept by the client script. */
export async function chooseLocale(api: Api, locale: Locale): Promise<void> {
  await setLocale(locale);
  api.signal('locale', locale);
}
