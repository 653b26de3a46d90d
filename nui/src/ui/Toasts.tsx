import { CircleAlert, CircleCheckBig, Info, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../i18n/useT.ts';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './Toasts.module.css';
import { dismissToast, type Toast, toastStore } from './toasts.ts';

const DURATION_MS = 6_000;
const LOOKS = { ok: CircleCheckBig, info: Info, bad: CircleAlert } as const;

/** The toasts of the tablet: three at most, told politely. `running` false (tablet closed): none goes away unseen. */
export function Toasts({ running }: { readonly running: boolean }) {
  const t = useT();
  const toasts = useStore(toastStore, (state) => state.toasts);
  return (
    // An open dialog hides the rest of the page from assistive tech and from the pointer, but never the toasts.
    <div
      className={styles.region}
      aria-label={t('common.notifications')}
      role="status"
      aria-live="polite"
      data-react-aria-top-layer="true"
    >
      {toasts.map((each) => (
        <ToastCard key={each.id} toast={each} running={running} />
      ))}
    </div>
  );
}

function ToastCard({ toast, running }: { readonly toast: Toast; readonly running: boolean }) {
  const t = useT();
  const [held, setHeld] = useState(false);
  const stays = toast.tone === 'bad' || held || !running;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.durationMs ?? DURATION_MS);
    return () => clearTimeout(timer);
  }, [stays, toast.id, toast.durationMs]);
  const { action } = toast;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a toast only keeps it there.
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      {...(toast.tone === 'bad' && { role: 'alert' })}
    >
      <span className={cx(styles.glyph, styles[toast.tone])}>
        <Icon of={LOOKS[toast.tone]} />
      </span>
      <div>
        <b>{toast.title}</b>
        {toast.detail}
      </div>
      <div className={styles.actions}>
        {action && (
          <Button
            variant="second"
            size="s"
            onPress={() => {
              dismissToast(toast.id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
        {(toast.tone === 'bad' || !action) && (
          <IconButton label={t('common.action.close')} icon={X} onPress={() => dismissToast(toast.id)} />
        )}
      </div>
    </div>
  );
}
